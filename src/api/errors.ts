import { failure, StatusError } from '../client'
import type { KubernetesObject } from '../kinds'
import { type FieldError, invalidObject, invalidValue, type Resource } from './resources'
import type { Emptied } from './schema'

type Named = Pick<Resource, 'kind' | 'group' | 'plural'>

/** `statefulsets.apps`, or `pods` for the core group. */
export function groupResource({ plural, group }: Named): string {
  return group ? `${plural}.${group}` : plural
}

function detailsOf({ plural, group }: Named, name: string) {
  return { ...(name && { name }), ...(group && { group }), kind: plural }
}

/** The 404 of an object that is not there. */
export function notFound(resource: Named, name: string): StatusError {
  return new StatusError(
    failure('NotFound', `${groupResource(resource)} "${name}" not found`, detailsOf(resource, name)),
  )
}

/** The 409 of a create whose name is taken; it tells when that is about to change. */
export function alreadyExists(resource: Named, { metadata }: KubernetesObject): StatusError {
  const { name, deletionTimestamp } = metadata
  const prefix = deletionTimestamp === undefined ? '' : 'object is being deleted: '
  const message = `${prefix}${groupResource(resource)} "${name}" already exists`
  return new StatusError(failure('AlreadyExists', message, detailsOf(resource, name)))
}

/** The optimistic lock: somebody wrote in between. */
export function conflict(resource: Named, name: string, detail: string): StatusError {
  const message = `Operation cannot be fulfilled on ${groupResource(resource)} "${name}": ${detail}`
  return new StatusError(failure('Conflict', message, detailsOf(resource, name)))
}

/** Where etcd keeps the kinds whose path is not their plural. */
const storageNames: Readonly<Record<string, string>> = {
  Endpoints: 'services/endpoints',
  Node: 'minions',
  Service: 'services/specs',
}

/** A PUT of an object that was deleted and made again since: the storage itself refuses, and says where. */
export function wrongUid(resource: Named, { metadata }: KubernetesObject, wanted: string): StatusError {
  const { name, namespace, uid } = metadata
  const key = ['/registry', storageNames[resource.kind] ?? resource.plural, namespace, name].filter(Boolean).join('/')
  const detail = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${uid}`
  return conflict(resource, name, detail)
}

export const modifiedText =
  'the object has been modified; please apply your changes to the latest version and try again'

/** The 422 of a PUT without a version, for kinds that want one: it names the resource in place of the kind (`store.go: Update`). */
export function versionNeeded({ plural, group }: Named, name: string): StatusError {
  const error = invalidValue('metadata.resourceVersion', 0, 'must be specified for an update')
  return invalidObject({ kind: plural, group }, name, [error])
}

/** A failed precondition of a delete names the kind, not the resource (recorded: api/delete-options). */
export function preconditionFailed({ kind }: Named, name: string, detail: string): StatusError {
  const message = `Operation cannot be fulfilled on ${kind} "${name}": ${detail}`
  return new StatusError(failure('Conflict', message, { name, kind }))
}

/** The 403 of an admission plugin; `detail` says why. */
export function forbidden(resource: Named, name: string, detail: string): StatusError {
  const message = `${groupResource(resource)} "${name}" is forbidden: ${detail}`
  return new StatusError(failure('Forbidden', message, detailsOf(resource, name)))
}

/** Nothing new comes into a namespace that is being deleted (plugin NamespaceLifecycle). */
export function terminatingNamespace(resource: Named, name: string, namespace: string): StatusError {
  const detail = `unable to create new content in namespace ${namespace} because it is being terminated`
  const { status } = forbidden(resource, name, detail)
  const message = `namespace ${namespace} is being terminated`
  const causes = [{ reason: 'NamespaceTerminating', message, field: 'metadata.namespace' }]
  return new StatusError({ ...status, details: { ...status.details, causes } })
}

/** The 400 of a request that makes no sense. */
export function badRequest(message: string): StatusError {
  return new StatusError(failure('BadRequest', message))
}

/** An error the real server has no reason for: code 500 and the message alone. */
export function internal(message: string): StatusError {
  const { reason: _, ...status } = failure('InternalError', message)
  return new StatusError(status)
}

/** The 405 of a path that is there, for a method that it does not know. */
export function methodNotAllowed(): StatusError {
  const message = 'the server does not allow this method on the requested resource'
  return new StatusError(failure('MethodNotAllowed', message, {}))
}

/**
 * The 422 for an object that breaks rules. `emptied` are the fields that the writer gave as an empty list or map: storing forgets the difference
 * to nothing at all, but errors show it.
 */
export function invalid(
  written: Pick<Resource, 'kind' | 'group' | 'view'>,
  name: string,
  errors: readonly FieldError[],
  emptied?: Emptied,
): StatusError {
  const resource = written.view?.of ?? written
  if (!emptied) return invalidObject(resource, name, errors)
  const shown = errors.map(error => {
    const empty = emptied.get(error.path)
    return empty ? { ...error, message: error.message.replace(/^([A-Z][a-z ]+: )null\b/, `$1${empty}`) } : error
  })
  return invalidObject(resource, name, shown)
}

/** What the API server answers when nothing stands behind a proxied path. */
export function noProxy(): StatusError {
  return new StatusError(
    failure('ServiceUnavailable', 'error trying to reach service: this cluster has no machines to reach'),
  )
}

/** The 404 of a path that no resource answers to. */
export function unknownPath(): StatusError {
  return new StatusError(failure('NotFound', 'the server could not find the requested resource', {}))
}

/** The 415 of a body in an unknown format. */
export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`
  return new StatusError(failure('UnsupportedMediaType', message))
}
