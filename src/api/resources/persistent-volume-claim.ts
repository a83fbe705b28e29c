import { deepEqual } from '../../base'
import { isTerminating, type PersistentVolumeClaim, type PersistentVolumeClaimSpec, parseQuantity } from '../../kinds'
import { schemaOf } from '../schema'
import { accessModesText } from './access-modes'
import { admitClaimGrowth, classNameOf, requestedBytes } from './claim-admission'
import { claimSpecErrors, claimSpecWarnings, defaultClaimSpec, type FullClaimSpec, withDataSources } from './claim-spec'
import { ageColumn, nameColumn, textColumn, wideColumn } from './columns'
import { type FieldError, forbidden, invalid, required } from './field-error'
import { claimSpecDiff } from './spec-diff'
import { defineResource, type RuleContext } from './types'

export { claimSpecErrors, claimSpecWarnings, defaultClaimSpec, defaultClaimTemplate } from './claim-spec'

const classAnnotation = 'volume.beta.kubernetes.io/storage-class'
const immutableText =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims'

function defaults(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const spec = defaultClaimSpec(claim.spec)
  if (spec === claim.spec && claim.status?.phase) return claim
  return { ...claim, spec, status: { ...claim.status, phase: claim.status?.phase ?? 'Pending' } }
}

function prepareForCreate(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  return { ...claim, spec: withDataSources(claim.spec), status: { phase: 'Pending' } }
}

function prepareForUpdate(
  next: PersistentVolumeClaim,
  previous: PersistentVolumeClaim,
  { view }: RuleContext,
): PersistentVolumeClaim {
  const spec = next.spec === previous.spec ? next.spec : withDataSources(next.spec, previous.spec)
  const prepared = { ...next, spec, status: previous.status }
  // The plugin that judges growth has its say after the rules for a change: what breaks them is a 422, not its 403.
  if (spec !== previous.spec && validateUpdate(prepared, previous).length === 0)
    admitClaimGrowth(prepared, previous, view)
  return prepared
}

function validate(claim: PersistentVolumeClaim): readonly FieldError[] {
  return claimSpecErrors(claim.spec, 'spec')
}

/** `ValidatePersistentVolumeClaimUpdate`: a volume may be named once, a bound claim may grow; all else stays. */
function validateUpdate(next: PersistentVolumeClaim, previous: PersistentVolumeClaim): readonly FieldError[] {
  const { spec } = next
  const before = previous.spec
  const annotation = next.metadata.annotations?.[classAnnotation]
  const hasSameAnnotation = annotation === previous.metadata.annotations?.[classAnnotation]
  if (spec === before && hasSameAnnotation) return []
  const errors = [...validate(next)]
  const isUpgrade = isClassUpgrade(next, previous)
  if (!isUpgrade && !hasSameAnnotation)
    errors.push(invalid(`metadata.annotations.${classAnnotation}`, annotation ?? '', 'field is immutable'))
  const [was, is] = comparableSpecs(next, previous)
  if (!deepEqual(was, is)) errors.push(forbidden('spec', `${immutableText}\n${claimSpecDiff(was, is)}`))
  const capacity = parseQuantity(previous.status?.capacity?.storage ?? '0') ?? 0
  if (requestedBytes(next) < requestedBytes(previous) && requestedBytes(next) <= capacity)
    errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'))
  if (spec.volumeMode !== before.volumeMode) errors.push(invalid('volumeMode', spec.volumeMode, 'field is immutable'))
  return errors
}

/** From the class in the old annotation to the same one in the field (`validateStorageClassUpgradeFromAnnotation`). */
function isClassUpgrade(next: PersistentVolumeClaim, previous: PersistentVolumeClaim): boolean {
  const old = previous.metadata.annotations?.[classAnnotation]
  const annotation = next.metadata.annotations?.[classAnnotation]
  if (old === undefined || previous.spec.storageClassName !== undefined) return false
  return next.spec.storageClassName === old && (annotation === undefined || annotation === old)
}

/** Both specs with what may change made equal: what is left is what may not. */
function comparableSpecs(
  next: PersistentVolumeClaim,
  previous: PersistentVolumeClaim,
): [PersistentVolumeClaimSpec, PersistentVolumeClaimSpec] {
  let was: FullClaimSpec = previous.spec
  let is: FullClaimSpec = next.spec
  if (!was.volumeName) was = withField(was, 'volumeName', is.volumeName)
  const oldClass = previous.metadata.annotations?.[classAnnotation]
  const isFirstClass = was.storageClassName === undefined && (oldClass ?? is.storageClassName) === is.storageClassName
  if (isFirstClass) is = withField(is, 'storageClassName', undefined)
  if (next.status?.phase !== 'Bound') return [was, is]
  const storage = was.resources.requests?.storage
  if (is.resources?.requests && storage !== undefined)
    is = { ...is, resources: { ...is.resources, requests: { ...is.resources.requests, storage } } }
  return [was, withField(is, 'volumeAttributesClassName', was.volumeAttributesClassName)]
}

function withField(spec: FullClaimSpec, field: keyof FullClaimSpec, value: string | undefined): FullClaimSpec {
  if (spec[field] === value) return spec
  const { [field]: _, ...rest } = spec
  return (value === undefined ? rest : { ...rest, [field]: value }) as FullClaimSpec
}

/** `ValidatePersistentVolumeClaimStatusUpdate`. */
function validateStatusUpdate({ spec, status }: PersistentVolumeClaim): readonly FieldError[] {
  const errors: FieldError[] = []
  if (!spec.accessModes?.length) errors.push(required('Spec.accessModes'))
  for (const [name, quantity] of Object.entries(status?.capacity ?? {})) {
    const value = parseQuantity(quantity) ?? 0
    if (value < 0) errors.push(invalid(`status.capacity[${name}]`, value, 'must be a valid resource quantity'))
  }
  return errors
}

function warnings(claim: PersistentVolumeClaim): readonly string[] {
  const isOld = claim.metadata.annotations?.[classAnnotation] !== undefined
  const path = `metadata.annotations[${classAnnotation}]`
  const old = isOld ? [`${path}: deprecated since v1.8; use "storageClassName" attribute instead`] : []
  return [...old, ...claimSpecWarnings(claim.spec, 'spec')]
}

export const persistentVolumeClaimResource = defineResource<PersistentVolumeClaim>({
  kind: 'PersistentVolumeClaim',
  group: '',
  version: 'v1',
  plural: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  categories: [],
  namespaced: true,
  get schema() {
    return schemaOf('PersistentVolumeClaim')
  },
  subresources: ['status'],
  hasGeneration: false,
  answersWithDeleted: true,
  nameRule: 'subdomain',
  defaults,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate: (next, previous) => ({
    ...next,
    spec: previous.spec,
    status: { ...next.status, phase: next.status?.phase ?? 'Pending' },
  }),
  validate,
  validateUpdate,
  validateStatusUpdate,
  warnings,
  columns: [
    nameColumn,
    textColumn<PersistentVolumeClaim>(
      'Status',
      'phase represents the current phase of PersistentVolumeClaim.',
      claim => (isTerminating(claim) ? 'Terminating' : claim.status.phase),
    ),
    textColumn<PersistentVolumeClaim>(
      'Volume',
      'volumeName is the binding reference to the PersistentVolume backing this claim.',
      ({ spec }) => spec.volumeName ?? '',
    ),
    textColumn<PersistentVolumeClaim>(
      'Capacity',
      'capacity represents the actual resources of the underlying volume.',
      ({ spec, status }) => (spec.volumeName ? (status.capacity?.storage ?? '0') : ''),
    ),
    textColumn<PersistentVolumeClaim>(
      'Access Modes',
      'accessModes contains the actual access modes the volume backing the PVC has. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#access-modes-1',
      ({ spec, status }) => (spec.volumeName ? accessModesText(status.accessModes) : ''),
    ),
    textColumn<PersistentVolumeClaim>('StorageClass', 'StorageClass of the pvc', claim => classNameOf(claim) ?? ''),
    textColumn<PersistentVolumeClaim>(
      'VolumeAttributesClass',
      'VolumeAttributesClass of the pvc',
      ({ spec }) => (spec as FullClaimSpec).volumeAttributesClassName ?? '<unset>',
    ),
    ageColumn,
    wideColumn<PersistentVolumeClaim>(
      'VolumeMode',
      'volumeMode defines what type of volume is required by the claim. Value of Filesystem is implied when not included in claim spec.',
      ({ spec }) => spec.volumeMode ?? '<unset>',
    ),
  ],
})
