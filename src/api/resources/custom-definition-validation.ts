import { deepEqual, isRecord } from '../../base'
import { type CustomResourceDefinition, type CustomVersion, conditionOf, type PrinterColumn } from '../../kinds'
import { structuralErrors } from './custom-schema-validation'
import { type FieldError, invalid, notSupported, required } from './field-error'
import { dnsLabelProblems, subdomainProblems } from './names'

type Spec = CustomResourceDefinition['spec']

const approvalKey = 'api-approved.kubernetes.io'
const columnTypes = 'boolean,date,integer,number,string'
const columnFormats = 'binary,bool,byte,date,date-time,double,float,int32,int64,password'

/** `pkg/apis/apiextensions/validation: ValidateCustomResourceDefinition`. */
export function definitionErrors(definition: CustomResourceDefinition): readonly FieldError[] {
  const { metadata, spec } = definition
  const errors: FieldError[] = []
  if (metadata.name !== `${spec.names.plural}.${spec.group}`)
    errors.push(invalid('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group'))
  errors.push(...specErrors(spec), ...storedErrors(definition), ...approvalErrors(definition))
  if (spec.preserveUnknownFields) {
    const detail =
      'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead'
    errors.push(invalid('spec.preserveUnknownFields', true, detail))
  }
  return errors
}

/** `ValidateCustomResourceDefinitionUpdate`: of a kind that is served, what decides where its objects lie stays. */
export function definitionUpdateErrors(
  next: CustomResourceDefinition,
  previous: CustomResourceDefinition,
): readonly FieldError[] {
  const errors = [...specErrors(next.spec)]
  const fixed = (path: string, value: string, before: string) => {
    if (value !== before) errors.push(invalid(path, value, 'field is immutable'))
  }
  if (conditionOf(previous, 'Established')?.status === 'True') {
    fixed('spec.scope', next.spec.scope, previous.spec.scope)
    fixed('spec.names.kind', next.spec.names.kind, previous.spec.names.kind)
  }
  fixed('spec.group', next.spec.group, previous.spec.group)
  fixed('spec.names.plural', next.spec.names.plural, previous.spec.names.plural)
  return [...errors, ...storedErrors(next)]
}

/** Where all versions say the same, upstream moves it to the top before it looks: errors have the paths of `v1beta1`. */
function isSame<T>(versions: readonly CustomVersion[], part: (version: CustomVersion) => T | undefined): boolean {
  const [first, ...others] = versions.map(part)
  return first !== undefined && others.every(other => other !== undefined && deepEqual(other, first))
}

function specErrors(spec: Spec): readonly FieldError[] {
  const versions = spec.versions ?? []
  const shared = {
    schema: isSame(versions, ({ schema }) => schema),
    subresources: isSame(versions, ({ subresources }) => subresources),
    columns: isSame(versions, version => version.additionalPrinterColumns),
  }
  const errors: FieldError[] = [...groupErrors(spec), ...scopeErrors(spec)]
  versions.forEach(({ schema }, index) => {
    if (!isRecord(schema?.openAPIV3Schema)) errors.push(required(`spec.versions[${index}].schema.openAPIV3Schema`))
  })
  versions.forEach((version, index) => {
    const path = `spec.versions[${index}]`
    errors.push(...nameErrors(`${path}.name`, version.name))
    if (!shared.schema) errors.push(...schemaErrorsOf(version, `${path}.schema`))
    if (!shared.subresources) errors.push(...scaleErrorsOf(version, `${path}.subresources`))
    if (!shared.columns) errors.push(...columnErrorsOf(version, `${path}.additionalPrinterColumns`))
  })
  const shown = spec.versions && versions.map(shownVersion)
  if (new Set(versions.map(({ name }) => name)).size < versions.length)
    errors.push(invalid('spec.versions', shown, 'must contain unique version names'))
  if (versions.filter(({ storage }) => storage).length !== 1)
    errors.push(invalid('spec.versions', shown, 'must have exactly one version marked as storage version'))
  const [first] = versions
  if (first) errors.push(...nameErrors('spec.version', first.name))
  errors.push(...namesErrors(spec))
  if (first && shared.schema) errors.push(...schemaErrorsOf(first, 'spec.validation'))
  if (first && shared.subresources) errors.push(...scaleErrorsOf(first, 'spec.subresources'))
  if (first && shared.columns) errors.push(...columnErrorsOf(first, 'spec.additionalPrinterColumns'))
  return errors
}

function groupErrors({ group }: Spec): readonly FieldError[] {
  if (!group) return [required('spec.group')]
  const problems = subdomainProblems(group)
  if (problems.length > 0) return [invalid('spec.group', group, problems.join(','))]
  return group.includes('.') ? [] : [invalid('spec.group', group, 'should be a domain with at least one dot')]
}

function scopeErrors({ scope }: Spec): readonly FieldError[] {
  if (!scope) return [required('spec.scope')]
  return scope === 'Cluster' || scope === 'Namespaced'
    ? []
    : [notSupported('spec.scope', scope, ['Cluster', 'Namespaced'])]
}

function nameErrors(path: string, name: string, prefix = ''): readonly FieldError[] {
  const problems = dnsLabelProblems(prefix ? name.toLowerCase() : name)
  return problems.length > 0 ? [invalid(path, name, prefix + problems.join(','))] : []
}

/** A version as Go prints it where all have the same schema; others are shown without theirs too. */
function shownVersion({ name, served, storage, deprecated = false, deprecationWarning }: CustomVersion) {
  return {
    Name: name,
    Served: served,
    Storage: storage,
    Deprecated: deprecated,
    DeprecationWarning: deprecationWarning ?? null,
    Schema: null,
    Subresources: null,
    AdditionalPrinterColumns: null,
    SelectableFields: null,
  }
}

/** `ValidateCustomResourceDefinitionNames`, after those that must be there. */
function namesErrors({ names }: Spec): readonly FieldError[] {
  const { plural, singular = '', kind, listKind = '', shortNames = [], categories = [] } = names
  const mixed = 'may have mixed case, but should otherwise match: '
  const path = (field: string) => `spec.names.${field}`
  const missing = Object.entries({ plural, singular, kind, listKind }).filter(([, name]) => !name)
  const errors = missing.map(([field]) => required(path(field)))
  if (plural) errors.push(...nameErrors(path('plural'), plural))
  if (singular) errors.push(...nameErrors(path('singular'), singular))
  if (kind) errors.push(...nameErrors(path('kind'), kind, mixed))
  if (listKind) errors.push(...nameErrors(path('listKind'), listKind, mixed))
  shortNames.forEach((name, index) => {
    errors.push(...nameErrors(path(`shortNames[${index}]`), name))
  })
  if (kind && kind === listKind)
    errors.push(invalid(path('listKind'), listKind, 'kind and listKind may not be the same'))
  categories.forEach((name, index) => {
    errors.push(...nameErrors(path(`categories[${index}]`), name))
  })
  return errors
}

function schemaErrorsOf({ schema }: CustomVersion, path: string): readonly FieldError[] {
  return isRecord(schema?.openAPIV3Schema) ? structuralErrors(schema.openAPIV3Schema, `${path}.openAPIV3Schema`) : []
}

/** `ValidateCustomResourceDefinitionSubresources`. */
function scaleErrorsOf({ subresources }: CustomVersion, path: string): readonly FieldError[] {
  const { scale } = subresources ?? {}
  if (!scale) return []
  const check = (field: keyof typeof scale, roots: readonly string[], text: string) => {
    const place = `${path}.scale.${field}`
    const value = scale[field] ?? ''
    if (!value) return field === 'labelSelectorPath' ? [] : [required(place)]
    const problems = pathErrors(value, place)
    if (problems.length > 0) return problems
    return roots.some(root => value.startsWith(root))
      ? []
      : [invalid(place, value, `should be a json path under ${text}`)]
  }
  return [
    ...check('specReplicasPath', ['.spec.'], '.spec'),
    ...check('statusReplicasPath', ['.status.'], '.status'),
    ...check('labelSelectorPath', ['.spec.', '.status.'], 'either .spec or .status'),
  ]
}

function pathErrors(path: string, place: string): readonly FieldError[] {
  return path.startsWith('.') ? [] : [invalid(place, path, 'must be a simple json path starting with .')]
}

function columnErrorsOf({ additionalPrinterColumns = [] }: CustomVersion, path: string): readonly FieldError[] {
  return additionalPrinterColumns.flatMap((column, index) => columnErrors(column, `${path}[${index}]`))
}

/** `ValidateCustomResourceColumnDefinition`. */
function columnErrors({ name, type, format, jsonPath }: PrinterColumn, path: string): readonly FieldError[] {
  const errors: FieldError[] = name ? [] : [required(`${path}.name`)]
  if (!type) errors.push(required(`${path}.type`, `must be one of ${columnTypes}`))
  else if (!columnTypes.split(',').includes(type))
    errors.push(invalid(`${path}.type`, type, `must be one of ${columnTypes}`))
  if (format && !columnFormats.split(',').includes(format))
    errors.push(invalid(`${path}.format`, format, `must be one of ${columnFormats}`))
  if (!jsonPath) errors.push(required(`${path}.JSONPath`))
  else errors.push(...pathErrors(jsonPath, `${path}.JSONPath`))
  return errors
}

/** `ValidateCustomResourceDefinitionStoredVersions`. */
function storedErrors({ spec, status }: CustomResourceDefinition): readonly FieldError[] {
  const path = 'status.storedVersions'
  const { storedVersions } = status
  if (!storedVersions?.length) return [invalid(path, null, 'must have at least one stored version')]
  const names = (spec.versions ?? []).map(({ name }) => name)
  return storedVersions.flatMap((name, index) =>
    names.includes(name)
      ? []
      : [
          invalid(
            `${path}[${index}]`,
            name,
            `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`,
          ),
        ],
  )
}

/** Groups of the Kubernetes community are taken only with a link to where they were approved (`validateAPIApproval`). */
function approvalErrors({ spec, metadata }: CustomResourceDefinition): readonly FieldError[] {
  const isProtected = /(?:^|\.)(?:k8s|kubernetes)\.io$/.test(spec.group)
  if (!isProtected || metadata.annotations?.[approvalKey]) return []
  const detail = `protected groups must have approval annotation "${approvalKey}", see https://github.com/kubernetes/enhancements/pull/1111`
  return [required(`metadata.annotations[${approvalKey}]`, detail)]
}
