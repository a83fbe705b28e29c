import { failure, StatusError } from '../client'

/**
 * The revision that a `resourceVersion` of a query names; 0 for none. `refuse` makes the error for what is no number: lists, watches and gets
 * say the same in different ways.
 */
export function revisionNumber(text: string, refuse: (problem: string) => StatusError): number {
  if (text === '') return 0
  if (!/^\d+$/.test(text)) {
    const shown = JSON.stringify(text)
    throw refuse(`resourceVersion: Invalid value: ${shown}: strconv.ParseUint: parsing ${shown}: invalid syntax`)
  }
  return Number(text)
}

/** A revision that is not there yet (apiserver `pkg/storage/errors.go` NewTooLargeResourceVersionError). */
export function tooLargeRevision(wanted: number, current: number, isRetryable: boolean): StatusError {
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }]
  const message = `Timeout: Too large resource version: ${wanted}, current: ${current}`
  return new StatusError(failure('Timeout', message, { causes, ...(isRetryable && { retryAfterSeconds: 1 }) }))
}

/** A revision that is no longer known. */
export function expired(message: string): StatusError {
  return new StatusError(failure('Expired', message))
}
