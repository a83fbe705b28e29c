import { isMet, parseLabelSelector, SelectorError } from '../../client'
import type { KubernetesObject } from '../../kinds'
import { badRequest } from '../errors'
import type { Resource } from '../resources'
import { FieldSelectorError, type FieldTerm, parseFieldSelector } from './field-selector'

/** Does an object belong in a list? */
export type Filter = (object: KubernetesObject) => boolean

/** The filter of a `labelSelector`; undefined where it is empty. Throws 400 for what cannot be read. */
export function labelFilter(text: string): Filter | undefined {
  const requirements = readable(() => parseLabelSelector(text))
  if (requirements.length === 0) return undefined
  return object => requirements.every(requirement => isMet(requirement, object.metadata.labels))
}

/** What a `fieldSelector` says; undefined where it is empty. Throws 400 for what cannot be read; whether the kind has such fields is seen in `filterOf`. */
export function fieldFilter(text: string): { filterOf(resource: Resource): Filter } | undefined {
  const terms = readable(() => parseFieldSelector(text))
  if (terms.length === 0) return undefined
  return {
    filterOf(resource) {
      const tests = terms.map(term => testOf(resource, term))
      return object => tests.every(test => test(object))
    },
  }
}

function readable<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof SelectorError || error instanceof FieldSelectorError) throw badRequest(error.message)
    throw error
  }
}

function testOf(resource: Resource, { field, isEqual, value }: FieldTerm): Filter {
  const read = readerOf(resource, field)
  return object => (read(object) === value) === isEqual
}

function readerOf({ fieldLabels }: Resource, field: string): (object: KubernetesObject) => string {
  if (field === 'metadata.name') return object => object.metadata.name
  if (field === 'metadata.namespace') return object => object.metadata.namespace ?? ''
  const reader = fieldLabels && Object.hasOwn(fieldLabels, field) ? fieldLabels[field] : undefined
  if (!reader) throw badRequest(fieldLabels ? `field label not supported: ${field}` : unknownField(field))
  return reader
}

/** What kinds without field labels of their own say (apimachinery `runtime.DefaultMetaV1FieldSelectorConversion`). */
function unknownField(field: string): string {
  return `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`
}
