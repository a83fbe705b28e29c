import type { KubernetesObject, LabelSelectorRequirement } from '../kinds'
import { badRequest } from './errors'
import type { Resource } from './resources'

/** A parsed query for a list: does the object belong in it? */
export type Filter = (object: KubernetesObject) => boolean

type Operator = LabelSelectorRequirement['operator']

/**
 * The filter of a list's `labelSelector` and `fieldSelector`; undefined when there is none.
 * Throws 400 for what cannot be parsed, and for fields that the kind does not index.
 */
export function filterOf(resource: Resource, query: URLSearchParams): Filter | undefined {
  const labels = labelFilter(query.get('labelSelector') ?? '')
  const fields = fieldFilter(resource, query.get('fieldSelector') ?? '')
  if (!labels || !fields) return labels ?? fields
  return object => labels(object) && fields(object)
}

const setForm = /^\s*([^\s!=,()]+)\s+(in|notin)\s*\(([^)]*)\)\s*$/
const equalityForm = /^\s*([^\s!=,()]+)\s*(==|=|!=)\s*([^\s!=,()]*)\s*$/
const existenceForm = /^\s*(!?)\s*([^\s!=,()]+)\s*$/

function labelFilter(text: string): Filter | undefined {
  if (text.trim() === '') return undefined
  const requirements = splitOutsideBrackets(text).map(requirementOf)
  return object => requirements.every(requirement => holds(requirement, object.metadata.labels))
}

interface Requirement {
  readonly key: string
  readonly operator: Operator
  readonly values: readonly string[]
}

function requirementOf(text: string): Requirement {
  const set = setForm.exec(text)
  if (set) {
    const values = (set[3] as string).split(',').map(value => value.trim())
    return { key: set[1] as string, operator: set[2] === 'in' ? 'In' : 'NotIn', values }
  }
  const equality = equalityForm.exec(text)
  if (equality)
    return {
      key: equality[1] as string,
      operator: equality[2] === '!=' ? 'NotIn' : 'In',
      values: [equality[3] as string],
    }
  const existence = existenceForm.exec(text)
  if (existence) return { key: existence[2] as string, operator: existence[1] ? 'DoesNotExist' : 'Exists', values: [] }
  throw badRequest(`unable to parse requirement: ${text}`)
}

function holds({ key, operator, values }: Requirement, labels: Readonly<Record<string, string>> | undefined): boolean {
  const value = labels && Object.hasOwn(labels, key) ? labels[key] : undefined
  if (operator === 'Exists') return value !== undefined
  if (operator === 'DoesNotExist') return value === undefined
  const isListed = value !== undefined && values.includes(value)
  return operator === 'In' ? isListed : !isListed
}

function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')') depth--
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

function fieldFilter(resource: Resource, text: string): Filter | undefined {
  if (text.trim() === '') return undefined
  const terms = text.split(',').map(part => fieldTerm(resource, part))
  return object => terms.every(({ read, value, isEqual }) => (read(object) === value) === isEqual)
}

function fieldTerm(resource: Resource, text: string) {
  const match = /^\s*([^!=\s]+)\s*(==|=|!=)\s*(.*)$/.exec(text)
  if (!match) throw badRequest(`invalid selector: '${text}'; can't understand '${text}'`)
  const [, field, operator, value] = match as unknown as [string, string, string, string]
  return { read: fieldReader(resource, field), value, isEqual: operator !== '!=' }
}

function fieldReader(resource: Resource, field: string): (object: KubernetesObject) => string {
  if (field === 'metadata.name') return object => object.metadata.name
  if (field === 'metadata.namespace') return object => object.metadata.namespace ?? ''
  const reader =
    resource.fieldLabels && Object.hasOwn(resource.fieldLabels, field) ? resource.fieldLabels[field] : undefined
  if (!reader) throw badRequest(resource.fieldLabels ? `field label not supported: ${field}` : unknownField(field))
  return reader
}

/** What kinds without field labels of their own say (apimachinery `runtime.DefaultMetaV1FieldSelectorConversion`). */
function unknownField(field: string): string {
  return `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`
}
