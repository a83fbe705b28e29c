import { isRecord } from '../../base'
import { type PersistentVolumeClaimSpec, parseQuantity } from '../../kinds'
import { claimSpecErrors } from './claim-spec'
import { validateFieldReference, validateResourceReference } from './environment-validation'
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from './field-error'
import { validateAnnotations, validateLabels } from './metadata'
import { labelProblems } from './names'
import type { DownwardFile, EphemeralTemplate, KeyedSource, ProjectedSource, WireVolume } from './pod-wire'

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
]
const modeDetail = 'must be a number between 0 and 0777 (octal), both inclusive'

/** Checks what is inside one kind of source. */
type Check = (errors: FieldError[], path: string, volume: WireVolume) => void

/** The sources in the order in which upstream looks at them; the second one that is given is the one too many. */
const checks: Readonly<Record<string, Check | undefined>> = {
  emptyDir: (errors, path, { emptyDir }) => {
    if ((parseQuantity(emptyDir?.sizeLimit ?? 0) ?? 0) < 0)
      errors.push(forbidden(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity'))
  },
  hostPath: (errors, path, { hostPath }) => {
    const { path: text = '', type = '' } = hostPath ?? {}
    if (!text) return void errors.push(required(`${path}.path`))
    if (hasBackstep(text)) errors.push(invalid(`${path}.path`, text, "must not contain '..'"))
    if (!hostPathTypes.includes(type)) errors.push(notSupported(`${path}.type`, type, hostPathTypes))
  },
  gitRepo: undefined,
  gcePersistentDisk: (errors, path, { gcePersistentDisk }) => {
    const at = path.replace(/gcePersistentDisk$/, 'persistentDisk')
    if (!gcePersistentDisk?.pdName) errors.push(required(`${at}.pdName`))
    validatePartition(errors, at, gcePersistentDisk?.partition)
  },
  awsElasticBlockStore: (errors, path, { awsElasticBlockStore }) => {
    if (!awsElasticBlockStore?.volumeID) errors.push(required(`${path}.volumeID`))
    validatePartition(errors, path, awsElasticBlockStore?.partition)
  },
  secret: (errors, path, { secret = {} }) => {
    if (!secret.secretName) errors.push(required(`${path}.secretName`))
    validateKeyed(errors, path, secret)
  },
  nfs: (errors, path, { nfs = {} }) => {
    if (!nfs.server) errors.push(required(`${path}.server`))
    if (!nfs.path) errors.push(required(`${path}.path`))
    if (!nfs.path?.startsWith('/')) errors.push(invalid(`${path}.path`, nfs.path ?? '', 'must be an absolute path'))
  },
  iscsi: undefined,
  glusterfs: undefined,
  flocker: undefined,
  persistentVolumeClaim: (errors, path, { persistentVolumeClaim }) => {
    if (!persistentVolumeClaim?.claimName) errors.push(required(`${path}.claimName`))
  },
  rbd: undefined,
  cinder: undefined,
  cephfs: undefined,
  quobyte: undefined,
  downwardAPI: (errors, path, { downwardAPI = {} }) => {
    validateMode(errors, `${path}.defaultMode`, downwardAPI.defaultMode)
    for (const file of downwardAPI.items ?? []) validateDownwardFile(errors, path, file)
  },
  fc: undefined,
  flexVolume: undefined,
  configMap: (errors, path, { configMap = {} }) => {
    if (!configMap.name) errors.push(required(`${path}.name`))
    validateKeyed(errors, path, configMap)
  },
  azureFile: undefined,
  vsphereVolume: undefined,
  photonPersistentDisk: undefined,
  portworxVolume: undefined,
  azureDisk: undefined,
  storageos: undefined,
  projected: (errors, path, { projected = {} }) => validateProjected(errors, path, projected),
  scaleIO: undefined,
  csi: (errors, path, { csi }) => {
    if (!csi?.driver) errors.push(required(`${path}.driver`))
  },
  ephemeral: (errors, path, { ephemeral }) => {
    if (!ephemeral?.volumeClaimTemplate) errors.push(required(`${path}.volumeClaimTemplate`))
    else validateTemplate(errors, `${path}.volumeClaimTemplate`, ephemeral.volumeClaimTemplate)
  },
  image: undefined,
}
const sourceNames = Object.keys(checks)

/** A volume's source name, for those who mount it: `persistentVolumeClaim`. */
export type VolumeSources = ReadonlyMap<string, WireVolume>

/**
 * The volumes of a pod (`pkg/apis/core/validation: ValidateVolumes`). Returns those without errors by name: containers may mount only them.
 * `podName` is absent in templates.
 */
export function validateVolumes(
  errors: FieldError[],
  path: string,
  volumes: readonly WireVolume[] | undefined,
  podName: string | undefined,
): VolumeSources {
  const valid = new Map<string, WireVolume>()
  if (!volumes) return valid
  const created = createdClaims(volumes, podName)
  volumes.forEach((volume, index) => {
    const at = `${path}[${index}]`
    const before = errors.length
    validateSource(errors, at, volume, podName)
    if (!volume.name) errors.push(required(`${at}.name`))
    else for (const problem of labelProblems(volume.name)) errors.push(invalid(`${at}.name`, volume.name, problem))
    if (valid.has(volume.name)) errors.push(duplicate(`${at}.name`, volume.name))
    if (errors.length === before) valid.set(volume.name, volume)
    const claim = volume.persistentVolumeClaim?.claimName
    if (claim && created?.includes(claim)) {
      const detail = 'must not reference a PVC that gets created for an ephemeral volume'
      errors.push(invalid(`${at}.persistentVolumeClaim.claimName`, claim, detail))
    }
  })
  return valid
}

function createdClaims(volumes: readonly WireVolume[], podName: string | undefined): readonly string[] | undefined {
  if (!podName || !volumes.some(volume => volume.ephemeral)) return undefined
  return volumes.filter(volume => volume.ephemeral).map(volume => `${podName}-${volume.name}`)
}

function validateSource(errors: FieldError[], path: string, volume: WireVolume, podName: string | undefined): void {
  let count = 0
  for (const name in volume) if (name !== 'name' && isRecord((volume as unknown as Indexed)[name])) count++
  if (count === 0) return void errors.push(required(path, 'must specify a volume type'))
  let isFirst = true
  for (const name of sourceNames) {
    if (!(volume as unknown as Indexed)[name]) continue
    if (isFirst) checks[name]?.(errors, `${path}.${name}`, volume)
    else errors.push(forbidden(`${path}.${name}`, 'may not specify more than 1 volume type'))
    isFirst = false
    if (name === 'ephemeral' && podName && volume.name) validateClaimName(errors, path, volume.name, podName)
  }
}

type Indexed = Readonly<Record<string, unknown>>

function validateClaimName(errors: FieldError[], path: string, volumeName: string, podName: string): void {
  const name = `${podName}-${volumeName}`
  if (name.length <= 253) return
  errors.push(invalid(`${path}.name`, volumeName, `PVC name "${name}": must be no more than 253 characters`))
}

function validatePartition(errors: FieldError[], path: string, partition = 0): void {
  if (partition < 0 || partition > 255)
    errors.push(invalid(`${path}.partition`, partition, 'must be between 1 and 255, inclusive'))
}

function validateMode(errors: FieldError[], path: string, mode: number | undefined): void {
  if (mode !== undefined && (mode < 0 || mode > 0o777)) errors.push(invalid(path, mode, modeDetail))
}

function validateKeyed(errors: FieldError[], path: string, source: KeyedSource): void {
  validateMode(errors, `${path}.defaultMode`, source.defaultMode)
  validateItems(errors, `${path}.items`, source.items)
}

function validateItems(errors: FieldError[], path: string, items: KeyedSource['items']): void {
  items?.forEach((item, index) => {
    const at = `${path}[${index}]`
    if (!item.key) errors.push(required(`${at}.key`))
    if (!item.path) errors.push(required(`${at}.path`))
    validateLocalPath(errors, `${at}.path`, item.path ?? '')
    validateMode(errors, `${at}.mode`, item.mode)
  })
}

function validateDownwardFile(errors: FieldError[], path: string, file: DownwardFile): void {
  if (!file.path) errors.push(required(`${path}.path`))
  validateLocalPath(errors, `${path}.path`, file.path ?? '')
  if (file.fieldRef) {
    validateFieldReference(errors, `${path}.fieldRef`, file.fieldRef, 'volume')
    if (file.resourceFieldRef)
      errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'))
  } else if (file.resourceFieldRef)
    validateResourceReference(errors, `${path}.resourceFieldRef`, file.resourceFieldRef, true)
  else errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'))
  validateMode(errors, `${path}.mode`, file.mode)
}

function validateProjected(errors: FieldError[], path: string, projected: ProjectedSource): void {
  validateMode(errors, `${path}.defaultMode`, projected.defaultMode)
  projected.sources?.forEach((source, index) => {
    const at = `${path}.sources[${index}]`
    for (const kind of ['secret', 'configMap'] as const) {
      const keyed = source[kind]
      if (!keyed) continue
      if (!keyed.name) errors.push(required(`${at}.${kind}.name`))
      validateItems(errors, `${at}.${kind}.items`, keyed.items)
    }
    for (const file of source.downwardAPI?.items ?? []) validateDownwardFile(errors, `${at}.downwardAPI`, file)
    const token = source.serviceAccountToken
    if (token && !token.path) errors.push(required(`${at}.serviceAccountToken.path`))
    if (Object.keys(source).length === 0) errors.push(required(at, 'must specify a volume type'))
  })
}

function validateTemplate(errors: FieldError[], path: string, { metadata, spec }: EphemeralTemplate): void {
  validateLabels(errors, `${path}.labels`, metadata?.labels)
  validateAnnotations(errors, `${path}.annotations`, metadata?.annotations)
  errors.push(...claimSpecErrors(spec as PersistentVolumeClaimSpec, `${path}.spec`))
}

/** A path below a volume's root (`validateLocalDescendingPath`). */
export function validateDescendingPath(errors: FieldError[], path: string, text: string): void {
  if (text.startsWith('/')) errors.push(invalid(path, text, 'must be a relative path'))
  if (hasBackstep(text)) errors.push(invalid(path, text, "must not contain '..'"))
}

/** The same, and not one of the names that the kubelet keeps for itself (`ValidateLocalNonReservedPath`). */
function validateLocalPath(errors: FieldError[], path: string, text: string): void {
  validateDescendingPath(errors, path, text)
  if (text.startsWith('..') && !text.startsWith('../') && text !== '..')
    errors.push(invalid(path, text, "must not start with '..'"))
}

/** Whether a path has a step to its parent. */
export function hasBackstep(path: string): boolean {
  return path.includes('..') && path.split('/').includes('..')
}
