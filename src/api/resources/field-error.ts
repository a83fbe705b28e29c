import type { StatusCause } from '../../client'

/** The kinds of `field.Error` upstream knows, with the texts they print. */
const texts = {
  FieldValueRequired: 'Required value',
  FieldValueInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  FieldValueNotFound: 'Not found',
  FieldValueTypeInvalid: 'Invalid value',
} as const
export type FieldErrorType = keyof typeof texts

/** What is wrong with one field. `message` is all that follows the path, `Invalid value: -1: must be greater than or equal to 0`. */
export interface FieldError {
  /** `spec.template.spec.containers[0].name`; `<nil>` never occurs. */
  readonly path: string
  readonly type: FieldErrorType
  readonly message: string
}

/** A field as Go prints it in an error: strings quoted, numbers and booleans bare, structs as JSON. */
function valueText(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  return JSON.stringify(value)
}

/** A field that must be there and is not. */
export function required(path: string, detail = ''): FieldError {
  return make(path, 'FieldValueRequired', detail)
}

/** A field whose value breaks a rule; `detail` says which. */
export function invalid(path: string, value: unknown, detail: string): FieldError {
  return make(path, 'FieldValueInvalid', detail, valueText(value))
}

/** A field of the wrong type; `value` names the type it has. */
export function typeInvalid(path: string, value: unknown, detail: string): FieldError {
  return make(path, 'FieldValueTypeInvalid', detail, valueText(value))
}

/** `allowed` is printed in the given order; upstream sorts it where it comes from a set. */
export function notSupported(path: string, value: unknown, allowed: readonly string[]): FieldError {
  const list = allowed.map(text => JSON.stringify(text)).join(', ')
  return make(path, 'FieldValueNotSupported', allowed.length ? `supported values: ${list}` : '', valueText(value))
}

/** A field that must not be there, or must not change. */
export function forbidden(path: string, detail: string): FieldError {
  return make(path, 'FieldValueForbidden', detail)
}

/** A value that a list may have once only. */
export function duplicate(path: string, value: unknown): FieldError {
  return make(path, 'FieldValueDuplicate', '', valueText(value))
}

/** A value that names something which is not there. */
export function notFound(path: string, value: unknown, detail = ''): FieldError {
  return make(path, 'FieldValueNotFound', detail, valueText(value))
}

/** `detail` is complete, `may not be more than 63 bytes`. */
export function tooLong(path: string, detail: string): FieldError {
  return make(path, 'FieldValueTooLong', detail)
}

/** A list that is too long: `count` items where `most` are allowed. */
export function tooMany(path: string, count: number, most: number): FieldError {
  return make(path, 'FieldValueTooMany', `must have at most ${most} items`, String(count))
}

function make(path: string, type: FieldErrorType, detail: string, value?: string): FieldError {
  const parts: string[] = [texts[type]]
  if (value !== undefined) parts.push(value)
  if (detail) parts.push(detail)
  return { path, type, message: parts.join(': ') }
}

/** The same error as `Status.details.causes` lists it. */
export function causeOf(error: FieldError): StatusCause {
  return { reason: error.type, message: error.message, field: error.path }
}
