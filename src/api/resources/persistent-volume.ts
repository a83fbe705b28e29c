import { compareText, deepEqual } from '../../base'
import { isTerminating, type PersistentVolume, parseQuantity, timestamp } from '../../kinds'
import { schemaOf } from '../schema'
import { accessModeErrors, accessModesText } from './access-modes'
import { classNameErrors } from './claim-spec'
import { ageColumn, nameColumn, textColumn, wideColumn } from './columns'
import { type FieldError, forbidden, invalid, notSupported, required } from './field-error'
import { positiveQuantityErrors } from './quantity-errors'
import { validateNodeSelector } from './scheduling-validation'
import { volumeSourceDiff } from './spec-diff'
import { defineResource, type RuleContext } from './types'
import { volumeSourceErrors, volumeSourceFields } from './volume-source'

type VolumeSpec = PersistentVolume['spec']
type FullSpec = VolumeSpec & { readonly volumeAttributesClassName?: string }

const reclaimPolicies: readonly string[] = ['Delete', 'Recycle', 'Retain']
const volumeModes: readonly string[] = ['Block', 'Filesystem']
const mountOptionsAnnotation = 'volume.beta.kubernetes.io/mount-options'
const classAnnotation = 'volume.beta.kubernetes.io/storage-class'
/** Sources for which mount options in the old annotation are allowed (`pkg/volume/validation: checkMountOption`). */
const mountableSources =
  'gcePersistentDisk awsElasticBlockStore glusterfs nfs rbd quobyte iscsi cinder cephfs azureFile vsphereVolume azureDisk photonPersistentDisk'.split(
    ' ',
  )

/** `pkg/apis/core/v1/defaults.go: SetDefaults_PersistentVolume`, `SetDefaults_HostPathVolumeSource`. */
function defaults(volume: PersistentVolume): PersistentVolume {
  const spec: Partial<VolumeSpec> = volume.spec ?? {}
  const { hostPath } = spec
  const isComplete = spec.persistentVolumeReclaimPolicy && spec.volumeMode && (!hostPath || hostPath.type !== undefined)
  if (isComplete && volume.status?.phase) return volume
  return {
    ...volume,
    spec: {
      ...spec,
      ...(hostPath && { hostPath: { ...hostPath, type: hostPath.type ?? '' } }),
      persistentVolumeReclaimPolicy: spec.persistentVolumeReclaimPolicy ?? 'Retain',
      volumeMode: spec.volumeMode ?? 'Filesystem',
    } as VolumeSpec,
    status: { ...volume.status, phase: volume.status?.phase ?? 'Pending' },
  }
}

function prepareForCreate(volume: PersistentVolume, { now }: RuleContext): PersistentVolume {
  return { ...volume, status: { phase: 'Pending', lastPhaseTransitionTime: timestamp(now) } }
}

/** Notes when the phase changed, unless the writer says so itself (`persistentvolumeStatusStrategy.PrepareForUpdate`). */
function prepareForStatusUpdate(
  next: PersistentVolume,
  previous: PersistentVolume,
  { now }: RuleContext,
): PersistentVolume {
  const status = { ...next.status, phase: next.status?.phase ?? 'Pending' }
  const before = previous.status.lastPhaseTransitionTime
  const given = status.lastPhaseTransitionTime
  const hasChanged = status.phase !== previous.status.phase && (given === undefined || given === before)
  const time = hasChanged ? timestamp(now) : (given ?? before)
  return {
    ...next,
    spec: previous.spec,
    status: time === undefined ? status : { ...status, lastPhaseTransitionTime: time },
  }
}

/** `pkg/apis/core/validation: ValidatePersistentVolumeSpec`. */
function validate(volume: PersistentVolume): readonly FieldError[] {
  const spec: FullSpec = volume.spec
  const errors: FieldError[] = []
  if (!spec.accessModes?.length) errors.push(required('spec.accessModes'))
  errors.push(...accessModeErrors(spec.accessModes, 'spec.accessModes'), ...capacityErrors(spec))
  if (!reclaimPolicies.includes(spec.persistentVolumeReclaimPolicy))
    errors.push(notSupported('spec.persistentVolumeReclaimPolicy', spec.persistentVolumeReclaimPolicy, reclaimPolicies))
  errors.push(...affinityErrors(spec), ...volumeSourceErrors(spec, 'spec'))
  if (spec.hostPath && isRoot(spec.hostPath.path) && spec.persistentVolumeReclaimPolicy === 'Recycle')
    errors.push(forbidden('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'"))
  errors.push(...classNameErrors(spec.storageClassName, 'spec.storageClassName'))
  if (!volumeModes.includes(spec.volumeMode)) errors.push(notSupported('spec.volumeMode', spec.volumeMode, volumeModes))
  errors.push(...attributesClassErrors(spec), ...mountOptionErrors(volume))
  return errors
}

/** Whether a path leads to `/` when written out (Go's `path.Clean`). */
function isRoot(path: string): boolean {
  if (!path.startsWith('/')) return false
  let depth = 0
  for (const part of path.split('/'))
    if (part === '..') depth = Math.max(0, depth - 1)
    else if (part !== '' && part !== '.') depth++
  return depth === 0
}

function capacityErrors({ capacity }: VolumeSpec): readonly FieldError[] {
  const path = 'spec.capacity'
  const entries = Object.entries(capacity ?? {}).sort(([a], [b]) => compareText(a, b))
  const errors: FieldError[] = entries.length ? [] : [required(path)]
  if (capacity?.storage === undefined || entries.length > 1)
    errors.push(notSupported(path, capacity && Object.fromEntries(entries), ['storage']))
  for (const [name, quantity] of entries) {
    const value = parseQuantity(quantity) ?? 0
    if (value < 0) errors.push(invalid(`${path}[${name}]`, Math.floor(value), 'must be a valid resource quantity'))
    errors.push(...positiveQuantityErrors(quantity, `${path}[${name}]`))
  }
  return errors
}

function affinityErrors({ nodeAffinity }: VolumeSpec): readonly FieldError[] {
  if (!nodeAffinity) return []
  const path = 'spec.nodeAffinity.required'
  if (!nodeAffinity.required) return [required(path, 'must specify required node constraints')]
  const errors: FieldError[] = []
  validateNodeSelector(errors, path, nodeAffinity.required)
  return errors
}

function attributesClassErrors({ volumeAttributesClassName: name, csi }: FullSpec): readonly FieldError[] {
  if (name === undefined) return []
  const path = 'spec.volumeAttributesClassName'
  const errors = name ? [...classNameErrors(name, path)] : [required(path, 'an empty string is disallowed')]
  if (!csi) errors.push(required('spec.csi', 'has to be specified when using volumeAttributesClassName'))
  return errors
}

function mountOptionErrors({ metadata, spec }: PersistentVolume): readonly FieldError[] {
  if (metadata.annotations?.[mountOptionsAnnotation] === undefined) return []
  if (mountableSources.some(field => field in spec)) return []
  const path = `metadata.annotations.${mountOptionsAnnotation}`
  return [forbidden(path, 'may not specify mount options for this volume type')]
}

/** `ValidatePersistentVolumeUpdate`: where the bytes are and how they are seen is fixed; size, modes, class and claim are not. */
function validateUpdate(next: PersistentVolume, previous: PersistentVolume): readonly FieldError[] {
  if (next.spec === previous.spec && next.metadata.annotations === previous.metadata.annotations) return []
  const errors = [...validate(next)]
  if (!deepEqual(sourceOf(next.spec), sourceOf(previous.spec))) {
    const path = 'spec.persistentvolumesource'
    errors.push(forbidden(path, `${path} is immutable after creation\n${volumeSourceDiff(previous.spec, next.spec)}`))
  }
  if (next.spec.volumeMode !== previous.spec.volumeMode)
    errors.push(invalid('volumeMode', next.spec.volumeMode, 'field is immutable'))
  const before: FullSpec = previous.spec
  if (before.volumeAttributesClassName !== undefined && !('volumeAttributesClassName' in next.spec))
    errors.push(forbidden('spec.volumeAttributesClassName', 'update from non-nil value to nil is forbidden'))
  return errors
}

/** The source alone. A secret for growing a CSI volume may be added later. */
function sourceOf(spec: VolumeSpec): Readonly<Record<string, unknown>> {
  const fields = spec as unknown as Readonly<Record<string, unknown>>
  return Object.fromEntries(volumeSourceFields.map(name => [name, fields[name]]))
}

function warnings({ metadata, spec }: PersistentVolume): readonly string[] {
  const texts: string[] = []
  const deprecated: readonly (readonly [string, string])[] = [
    [classAnnotation, 'deprecated since v1.8; use "storageClassName" attribute instead'],
    [mountOptionsAnnotation, 'deprecated since v1.31; use "mountOptions" attribute instead'],
  ]
  for (const [name, text] of deprecated)
    if (metadata.annotations?.[name] !== undefined) texts.push(`metadata.annotations[${name}]: ${text}`)
  if (spec.persistentVolumeReclaimPolicy === 'Recycle')
    texts.push(
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    )
  return texts
}

function claimText({ spec: { claimRef } }: PersistentVolume): string {
  return claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}` : ''
}

export const persistentVolumeResource = defineResource<PersistentVolume>({
  kind: 'PersistentVolume',
  group: '',
  version: 'v1',
  plural: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  categories: [],
  namespaced: false,
  get schema() {
    return schemaOf('PersistentVolume')
  },
  subresources: ['status'],
  hasGeneration: false,
  answersWithDeleted: true,
  nameRule: 'subdomain',
  defaults,
  prepareForCreate,
  prepareForUpdate: (next, previous) => ({ ...next, status: previous.status }),
  prepareForStatusUpdate,
  validate,
  validateUpdate,
  warnings,
  columns: [
    nameColumn,
    textColumn<PersistentVolume>(
      'Capacity',
      "capacity is the description of the persistent volume's resources and capacity. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#capacity",
      ({ spec }) => spec.capacity?.storage ?? '0',
    ),
    textColumn<PersistentVolume>(
      'Access Modes',
      'accessModes contains all ways the volume can be mounted. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#access-modes',
      ({ spec }) => accessModesText(spec.accessModes),
    ),
    textColumn<PersistentVolume>(
      'Reclaim Policy',
      'persistentVolumeReclaimPolicy defines what happens to a persistent volume when released from its claim. Valid options are Retain (default for manually created PersistentVolumes), Delete (default for dynamically provisioned PersistentVolumes), and Recycle (deprecated). Recycle must be supported by the volume plugin underlying this PersistentVolume. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#reclaiming',
      ({ spec }) => spec.persistentVolumeReclaimPolicy,
    ),
    textColumn<PersistentVolume>(
      'Status',
      'phase indicates if a volume is available, bound to a claim, or released by a claim. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#phase',
      volume => (isTerminating(volume) ? 'Terminating' : volume.status.phase),
    ),
    textColumn<PersistentVolume>(
      'Claim',
      'claimRef is part of a bi-directional binding between PersistentVolume and PersistentVolumeClaim. Expected to be non-nil when bound. claim.VolumeName is the authoritative bind between PV and PVC. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#binding',
      claimText,
    ),
    textColumn<PersistentVolume>(
      'StorageClass',
      'StorageClass of the pv',
      ({ metadata, spec }) => metadata.annotations?.[classAnnotation] ?? spec.storageClassName ?? '',
    ),
    textColumn<PersistentVolume>(
      'VolumeAttributesClass',
      'VolumeAttributesClass of the pv',
      ({ spec }) => (spec as FullSpec).volumeAttributesClassName ?? '<unset>',
    ),
    textColumn<PersistentVolume>(
      'Reason',
      'reason is a brief CamelCase string that describes any failure and is meant for machine parsing and tidy display in the CLI.',
      ({ status }) => status.reason ?? '',
    ),
    ageColumn,
    wideColumn<PersistentVolume>(
      'VolumeMode',
      'volumeMode defines if a volume is intended to be used with a formatted filesystem or to remain in raw block state. Value of Filesystem is implied when not included in spec.',
      ({ spec }) => spec.volumeMode,
    ),
  ],
})
