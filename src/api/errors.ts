import { compareText } from '../base'
import { failure, StatusError } from '../client'
import type { Resource } from './resources'

export { invalidObject as invalid } from './resources'

type Named = Pick<Resource, 'kind' | 'group' | 'plural'>

/** `statefulsets.apps`, or `pods` for the core group. */
export function groupResource({ plural, group }: Named): string {
  return group ? `${plural}.${group}` : plural
}

function detailsOf({ plural, group }: Named, name: string) {
  return { ...(name && { name }), ...(group && { group }), kind: plural }
}

export function notFound(resource: Named, name: string): StatusError {
  return new StatusError(
    failure('NotFound', `${groupResource(resource)} "${name}" not found`, detailsOf(resource, name)),
  )
}

export function alreadyExists(resource: Named, name: string): StatusError {
  const message = `${groupResource(resource)} "${name}" already exists`
  return new StatusError(failure('AlreadyExists', message, detailsOf(resource, name)))
}

/** The optimistic lock: somebody wrote in between. */
export function conflict(resource: Named, name: string, detail: string): StatusError {
  const message = `Operation cannot be fulfilled on ${groupResource(resource)} "${name}": ${detail}`
  return new StatusError(failure('Conflict', message, detailsOf(resource, name)))
}

export const modifiedText =
  'the object has been modified; please apply your changes to the latest version and try again'

/** A failed precondition of a delete names the kind, not the resource (recorded: api/delete-options). */
export function preconditionFailed({ kind }: Named, name: string, detail: string): StatusError {
  const message = `Operation cannot be fulfilled on ${kind} "${name}": ${detail}`
  return new StatusError(failure('Conflict', message, { name, kind }))
}

export function forbidden(resource: Named, name: string, detail: string): StatusError {
  const message = `${groupResource(resource)} "${name}" is forbidden: ${detail}`
  return new StatusError(failure('Forbidden', message, detailsOf(resource, name)))
}

export function badRequest(message: string): StatusError {
  return new StatusError(failure('BadRequest', message))
}

/** An error the real server has no reason for: code 500 and the message alone. */
export function internal(message: string): StatusError {
  const { reason: _, ...status } = failure('InternalError', message)
  return new StatusError(status)
}

export function methodNotAllowed(message: string): StatusError {
  return new StatusError(failure('MethodNotAllowed', message, {}))
}

/** The 404 of a path that no resource answers to. */
export function unknownPath(): StatusError {
  return new StatusError(failure('NotFound', 'the server could not find the requested resource', {}))
}

export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`
  return new StatusError(failure('UnsupportedMediaType', message))
}

/** Sorted as upstream prints sets of words. */
export function sortedWords(words: Iterable<string>): string[] {
  return [...words].sort(compareText)
}
