import { type PersistentVolumeClaimSpec, type PersistentVolumeClaimTemplate, parseQuantity } from '../../kinds'
import { accessModeErrors } from './access-modes'
import { type FieldError, invalid, notSupported, required } from './field-error'
import { validateLabelSelector } from './metadata'
import { labelProblems, subdomainProblems } from './names'
import { positiveQuantityErrors } from './quantity-errors'

const volumeModes: readonly string[] = ['Block', 'Filesystem']

interface DataSource {
  readonly apiGroup?: string | null
  readonly kind?: string
  readonly name?: string
  readonly namespace?: string
}

/** Fields of a claim's spec that the engine keeps and checks, but does not act on. */
export type FullClaimSpec = PersistentVolumeClaimSpec & {
  readonly dataSource?: DataSource
  readonly dataSourceRef?: DataSource
  readonly volumeAttributesClassName?: string
}

/** What a spec that names no volume mode means (`SetDefaults_PersistentVolumeClaimSpec`). */
export function defaultClaimSpec(spec: PersistentVolumeClaimSpec | undefined): PersistentVolumeClaimSpec {
  if (spec?.volumeMode && spec.resources) return spec
  return { ...spec, resources: spec?.resources ?? {}, volumeMode: spec?.volumeMode ?? 'Filesystem' }
}

/** A set's claim template as it is stored: a whole claim, down to its pending status (`pkg/apis/apps/v1: SetDefaults_StatefulSet`). */
export function defaultClaimTemplate(template: PersistentVolumeClaimTemplate): PersistentVolumeClaimTemplate {
  const spec = defaultClaimSpec(template.spec)
  if (spec === template.spec && template.kind && template.apiVersion && template.status?.phase) return template
  return {
    ...template,
    kind: template.kind || 'PersistentVolumeClaim',
    apiVersion: template.apiVersion || 'v1',
    metadata: template.metadata ?? { name: '' },
    spec,
    status: { ...template.status, phase: template.status?.phase ?? 'Pending' },
  }
}

/** `pkg/apis/core/validation: ValidatePersistentVolumeClaimSpec`, for a claim (`spec`) and for a template of one (its own path). */
export function claimSpecErrors(spec: FullClaimSpec, path: string): readonly FieldError[] {
  const { accessModes = [], selector, resources, storageClassName, volumeMode, volumeAttributesClassName } = spec
  const errors: FieldError[] = []
  if (accessModes.length === 0) errors.push(required(`${path}.accessModes`, 'at least 1 access mode is required'))
  validateLabelSelector(errors, `${path}.selector`, selector)
  errors.push(...accessModeErrors(accessModes, `${path}.accessModes`))
  const storage = resources?.requests?.storage
  const storagePath = `${path}.resources[storage]`
  errors.push(...(storage === undefined ? [required(storagePath)] : positiveQuantityErrors(storage, storagePath)))
  errors.push(...classNameErrors(storageClassName, `${path}.storageClassName`))
  if (volumeMode !== undefined && !volumeModes.includes(volumeMode))
    errors.push(notSupported(`${path}.volumeMode`, volumeMode, volumeModes))
  errors.push(...dataSourceErrors(spec, path))
  errors.push(...classNameErrors(volumeAttributesClassName, `${path}.volumeAttributesClassName`))
  return errors
}

/** A class's name where one is given; empty means none. */
export function classNameErrors(name: string | undefined, path: string): readonly FieldError[] {
  return name ? subdomainProblems(name).map(problem => invalid(path, name, problem)) : []
}

function dataSourceErrors({ dataSource, dataSourceRef }: FullClaimSpec, path: string): readonly FieldError[] {
  const errors: FieldError[] = []
  if (dataSource) errors.push(...referenceErrors(dataSource, `${path}.dataSource`))
  if (dataSourceRef) {
    const { namespace } = dataSourceRef
    errors.push(...referenceErrors(dataSourceRef, `${path}.dataSourceRef`))
    if (namespace)
      for (const problem of labelProblems(namespace))
        errors.push(invalid(`${path}.dataSourceRef.namespace`, namespace, problem))
  }
  if (!dataSource || !dataSourceRef) return errors
  const other = `${path}.dataSource`
  if (dataSourceRef.namespace)
    errors.push(invalid(path, other, 'may not be specified when dataSourceRef.namespace is specified'))
  else if (!isSameSource(dataSource, dataSourceRef)) errors.push(invalid(path, other, 'must match dataSourceRef'))
  return errors
}

function isSameSource(a: DataSource, b: DataSource): boolean {
  return (a.apiGroup ?? null) === (b.apiGroup ?? null) && a.kind === b.kind && a.name === b.name
}

function referenceErrors({ apiGroup, kind = '', name }: DataSource, path: string): readonly FieldError[] {
  const errors: FieldError[] = []
  if (!name) errors.push(required(`${path}.name`))
  if (!kind) errors.push(required(`${path}.kind`))
  if (!apiGroup) {
    if (kind !== 'PersistentVolumeClaim')
      errors.push(invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"))
  } else for (const problem of subdomainProblems(apiGroup)) errors.push(invalid(`${path}.apiGroup`, apiGroup, problem))
  return errors
}

/**
 * Data sources of both spellings in agreement. Of the old one only claims and snapshots count; others are dropped in silence
 * (`pkg/api/persistentvolumeclaim: EnforceDataSourceBackwardsCompatibility`, `NormalizeDataSources`).
 */
export function withDataSources(spec: FullClaimSpec, previous?: FullClaimSpec): FullClaimSpec {
  if (!spec.dataSource && !spec.dataSourceRef) return spec
  const { dataSource: given, dataSourceRef: reference, ...rest } = spec
  const mayKeep = previous?.dataSource !== undefined || reference !== undefined || isClaimOrSnapshot(given)
  const source = mayKeep ? given : undefined
  const dataSource = source ?? (reference && !reference.namespace ? bare(reference) : undefined)
  const dataSourceRef = reference ?? (source && bare(source))
  return { ...rest, ...(dataSource && { dataSource }), ...(dataSourceRef && { dataSourceRef }) }
}

function bare({ apiGroup, kind, name }: DataSource): DataSource {
  return { apiGroup: apiGroup ?? null, ...(kind !== undefined && { kind }), ...(name !== undefined && { name }) }
}

function isClaimOrSnapshot(source: DataSource | undefined): boolean {
  if (!source) return false
  if (source.kind === 'PersistentVolumeClaim') return !source.apiGroup
  return source.kind === 'VolumeSnapshot' && source.apiGroup === 'snapshot.storage.k8s.io'
}

/** Warnings about a claim's spec; storage is counted in whole bytes (`GetWarningsForPersistentVolumeClaimSpec`). */
export function claimSpecWarnings(spec: PersistentVolumeClaimSpec, path: string): readonly string[] {
  return (['requests', 'limits'] as const).flatMap(list => {
    const quantity = spec.resources?.[list]?.storage
    if (quantity === undefined || Number.isInteger(parseQuantity(quantity))) return []
    const name = `${path}.resources.${list}[storage]`
    return [`${name}: fractional byte value ${JSON.stringify(quantity)} is invalid, must be an integer`]
  })
}
