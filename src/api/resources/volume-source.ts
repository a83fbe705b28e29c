import type { PersistentVolume } from '../../kinds'
import { driverNameErrors } from './csi-names'
import { type FieldError, forbidden, invalid, notSupported, required } from './field-error'
import { labelProblems, subdomainProblems } from './names'

type VolumeSpec = PersistentVolume['spec']
type Source = Readonly<Record<string, unknown>>
type SourceRule = (source: Source, path: string, spec: VolumeSpec) => readonly FieldError[]

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
const noRules: SourceRule = () => []

/** Every source a volume can have, in the order upstream looks at them, with the rules of those the lab can act on. */
const sourceRules: readonly (readonly [field: string, rule: SourceRule])[] = [
  ['hostPath', hostPathErrors],
  ['gcePersistentDisk', diskErrors],
  ['awsElasticBlockStore', noRules],
  ['glusterfs', noRules],
  ['flocker', noRules],
  ['nfs', nfsErrors],
  ['rbd', noRules],
  ['quobyte', noRules],
  ['cephfs', noRules],
  ['iscsi', noRules],
  ['cinder', noRules],
  ['fc', noRules],
  ['flexVolume', noRules],
  ['azureFile', noRules],
  ['vsphereVolume', noRules],
  ['photonPersistentDisk', noRules],
  ['portworxVolume', noRules],
  ['azureDisk', noRules],
  ['scaleIO', noRules],
  ['local', localErrors],
  ['storageos', noRules],
  ['csi', csiErrors],
]

/** Names of the fields that say where a volume's bytes are. */
export const volumeSourceFields: readonly string[] = sourceRules.map(([field]) => field)

/** A volume has exactly one source, and that is sound (`ValidatePersistentVolumeSpec`). */
export function volumeSourceErrors(spec: VolumeSpec, path: string): readonly FieldError[] {
  const errors: FieldError[] = []
  const sources = spec as unknown as Readonly<Record<string, Source | undefined>>
  let count = 0
  for (const [field, rule] of sourceRules) {
    const source = sources[field]
    if (!source) continue
    if (count++ === 0) errors.push(...rule(source, `${path}.${field}`, spec))
    else errors.push(forbidden(`${path}.${field}`, 'may not specify more than 1 volume type'))
  }
  if (count === 0) errors.push(required(path, 'must specify a volume type'))
  return errors
}

/** A volume that is written out in an attachment and has no object: CSI volumes only (`ValidatePersistentVolumeSpec`, inline). */
export function inlineVolumeErrors(spec: VolumeSpec, path: string): readonly FieldError[] {
  if (!spec.csi) return [required(`${path}.csi`, 'has to be specified in the context of inline volumes')]
  return volumeSourceErrors(spec, path)
}

function text(source: Source, field: string): string {
  const value = source[field]
  return typeof value === 'string' ? value : ''
}

/** A path may not climb out of where it begins (`validatePathNoBacksteps`). */
export function backstepErrors(value: string, path: string): readonly FieldError[] {
  return value.split('/').includes('..') ? [invalid(path, value, "must not contain '..'")] : []
}

function pathErrors(source: Source, path: string): readonly FieldError[] {
  const value = text(source, 'path')
  return value ? backstepErrors(value, `${path}.path`) : [required(`${path}.path`)]
}

function hostPathErrors(source: Source, path: string): readonly FieldError[] {
  const type = text(source, 'type')
  const isKnown = !text(source, 'path') || hostPathTypes.includes(type)
  return [...pathErrors(source, path), ...(isKnown ? [] : [notSupported(`${path}.type`, type, hostPathTypes)])]
}

/** Upstream gives the path of this one another name (recorded: validation/volumes-create). */
function diskErrors(source: Source): readonly FieldError[] {
  const path = 'spec.persistentDisk'
  const partition = typeof source.partition === 'number' ? source.partition : 0
  const errors = text(source, 'pdName') ? [] : [required(`${path}.pdName`)]
  if (partition < 0 || partition > 255)
    errors.push(invalid(`${path}.partition`, partition, 'must be between 1 and 255, inclusive'))
  return errors
}

function nfsErrors(source: Source, path: string): readonly FieldError[] {
  const errors: FieldError[] = []
  const value = text(source, 'path')
  if (!text(source, 'server')) errors.push(required(`${path}.server`))
  if (!value) errors.push(required(`${path}.path`))
  if (!value.startsWith('/')) errors.push(invalid(`${path}.path`, value, 'must be an absolute path'))
  return errors
}

function localErrors(source: Source, path: string, spec: VolumeSpec): readonly FieldError[] {
  const errors = [...pathErrors(source, path)]
  if (!spec.nodeAffinity) errors.push(required('spec.nodeAffinity', 'Local volume requires node affinity'))
  return errors
}

const secretFields = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
]

function csiErrors(source: Source, path: string): readonly FieldError[] {
  const errors = [...driverNameErrors(text(source, 'driver'), `${path}.driver`)]
  if (!text(source, 'volumeHandle')) errors.push(required(`${path}.volumeHandle`))
  for (const field of secretFields) {
    const secret = source[field] as Source | undefined
    if (secret) errors.push(...secretErrors(secret, `${path}.${field}`))
  }
  return errors
}

function secretErrors(secret: Source, path: string): readonly FieldError[] {
  return (['name', 'namespace'] as const).flatMap(field => {
    const value = text(secret, field)
    if (!value) return [required(`${path}.${field}`)]
    const problems = field === 'name' ? subdomainProblems(value) : labelProblems(value)
    return problems.map(problem => invalid(`${path}.${field}`, value, problem))
  })
}
