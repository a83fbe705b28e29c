import type { Status } from '../../client'

/** The text of a failure, as an event quotes it. */
export function errorText(status: Status): string {
  return status.message ?? status.reason ?? 'unknown error'
}

/** Nothing can be created in a namespace that is going; controllers do not complain about that (NamespaceTerminatingCause). */
export function isNamespaceTerminating(status: Status): boolean {
  return status.details?.causes?.some(cause => cause.reason === 'NamespaceTerminating') ?? false
}
