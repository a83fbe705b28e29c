import { failure, StatusError } from '../../client'

/** A patch that could not be read. */
export function unreadable(message: string): StatusError {
  return new StatusError(failure('BadRequest', message))
}

/** A JSON patch that does not fit the document. Upstream keeps the reason to itself (`NewGenericServerResponse`). */
export function unprocessable(): StatusError {
  return new StatusError(failure('Invalid', 'the server rejected our request due to an error in our request', {}))
}

/** What a strategic merge gives up with: an error without a reason. */
export function internal(message: string): StatusError {
  return new StatusError({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code: 500 })
}

/** What Go calls the kind of a JSON value when it cannot decode it. */
export function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
