import { failure, StatusError } from '../client'
import type { KubernetesObject } from '../kinds'
import { badRequest } from './errors'
import { causeOf, type FieldError, forbidden, notSupported, type Resource } from './resources'
import { type Filter, fieldFilter, labelFilter } from './selectors'

/** What the query of a list, a watch or a deletion of many asks for. */
export interface ListOptions {
  /** Undefined where everything is wanted. */
  readonly filter: Filter | undefined
  /** '' where the query has none. */
  readonly resourceVersion: string
  readonly resourceVersionMatch: string
  /** 0 for no limit. */
  readonly limit: number
  readonly continueToken: string
  /** Undefined where the query does not say. */
  readonly sendInitialEvents: boolean | undefined
  readonly allowWatchBookmarks: boolean
}

/**
 * Reads the query of a list or watch. What cannot be read is 400, what contradicts itself 422, in upstream's order: values, then the rules of
 * `apimachinery/pkg/apis/meta/internalversion/validation` ValidateListOptions, then the fields that the kind knows.
 */
export function listOptionsOf(query: URLSearchParams, resource: Resource, isWatch: boolean): ListOptions {
  const labels = labelFilter(query.get('labelSelector') ?? '')
  const fields = fieldFilter(query.get('fieldSelector') ?? '')
  wholeNumber(query, 'timeoutSeconds')
  const options = {
    resourceVersion: query.get('resourceVersion') ?? '',
    resourceVersionMatch: query.get('resourceVersionMatch') ?? '',
    limit: Math.max(0, wholeNumber(query, 'limit') ?? 0),
    continueToken: query.get('continue') ?? '',
    sendInitialEvents: query.has('sendInitialEvents') ? isOn(query, 'sendInitialEvents') : undefined,
    allowWatchBookmarks: isOn(query, 'allowWatchBookmarks'),
  }
  const errors = isWatch ? watchErrors(options) : listErrors(options)
  if (errors.length > 0) throw invalidOptions('ListOptions', errors)
  return { ...options, filter: both(labels, fields?.filterOf(resource)) }
}

/** Whether a flag of the query is set: present, and neither `false` nor `0`. */
export function isOn(query: URLSearchParams, name: string): boolean {
  const value = query.get(name)
  return value !== null && value !== '0' && value.toLowerCase() !== 'false'
}

/** A whole number of the query; undefined where it is absent or empty. Throws 400 for anything else, in the words of Go's strconv. */
export function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? ''
  if (text === '') return undefined
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  return Number(text)
}

/** The 422 for options that contradict themselves. */
export function invalidOptions(kind: string, errors: readonly FieldError[]): StatusError {
  const list = errors.map(error => `${error.path}: ${error.message}`)
  const text = list.length === 1 ? list[0] : `[${list.join(', ')}]`
  const details = { group: 'meta.k8s.io', kind, causes: errors.map(causeOf) }
  return new StatusError(failure('Invalid', `${kind}.meta.k8s.io "" is invalid: ${text}`, details))
}

type Read = Omit<ListOptions, 'filter'>
const path = 'resourceVersionMatch'
const withContinue = 'resourceVersionMatch is forbidden when continue is provided'

function listErrors({ resourceVersion, resourceVersionMatch: match, continueToken, sendInitialEvents }: Read) {
  const errors: FieldError[] = []
  if (match !== '') {
    if (resourceVersion === '')
      errors.push(forbidden(path, 'resourceVersionMatch is forbidden unless resourceVersion is provided'))
    if (continueToken !== '') errors.push(forbidden(path, withContinue))
    if (match !== 'Exact' && match !== 'NotOlderThan')
      errors.push(notSupported(path, match, ['Exact', 'NotOlderThan', '']))
    if (match === 'Exact' && resourceVersion === '0')
      errors.push(forbidden(path, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'))
  }
  if (sendInitialEvents !== undefined)
    errors.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'))
  return errors
}

function watchErrors({ resourceVersionMatch: match, continueToken, sendInitialEvents }: Read): readonly FieldError[] {
  const errors: FieldError[] = []
  if (sendInitialEvents !== undefined && match !== 'NotOlderThan')
    errors.push(forbidden(path, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'))
  if (match === '') return errors
  if (sendInitialEvents === undefined)
    errors.push(forbidden(path, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'))
  if (match !== 'NotOlderThan') errors.push(notSupported(path, match, ['NotOlderThan']))
  if (continueToken !== '') errors.push(forbidden(path, withContinue))
  return errors
}

function both(a: Filter | undefined, b: Filter | undefined): Filter | undefined {
  return a && b ? (object: KubernetesObject) => a(object) && b(object) : (a ?? b)
}
