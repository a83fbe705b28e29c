import { failure, type PatchType, StatusError } from '../../client'
import { type Decoded, decode, type Emptied, type ObjectSchema } from '../schema'
import { conversionError } from './conversion'
import { goText } from './go-text'
import { applyJsonPatch, unknownOperationFields } from './json-patch'
import { applyMergePatch } from './merge-patch'
import { applyStrategicMergePatch } from './strategic-merge'

/** `fieldValidation` of a request; anything but Strict and Ignore is Warn. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

export interface PatchRequest {
  readonly type: Exclude<PatchType, 'apply'>
  /** The live object. */
  readonly document: unknown
  readonly patch: unknown
  readonly schema: ObjectSchema
  readonly fieldValidation: FieldValidation
}

/** The patched object, decoded, and the texts of Warning headers. */
export interface PatchedObject {
  readonly value: unknown
  readonly warnings: readonly string[]
  /** See `Decoded`. */
  readonly emptied: Emptied | undefined
}

/**
 * Applies a patch and reads the result as its kind, with the answers that a real server gives when either fails: 400 for what is no patch,
 * 422 for what does not fit the object or leaves it wrongly typed, and unknown fields dealt with as `fieldValidation` says. After
 * `apiserver/pkg/endpoints/handlers/patch.go`.
 */
export function patchObject(request: PatchRequest): PatchedObject {
  const { type, fieldValidation } = request
  const patched = applied(request)
  const decoded = decode(patched, request.schema)
  const error = typeError(request, patched, decoded)
  if (error !== undefined) throw invalidPatch(request, patched, error)
  const { value, emptied } = decoded
  if (fieldValidation === 'Ignore') return { value, warnings: [], emptied }
  const complaints = [
    ...(type === 'json' ? unknownOperationFields(request.patch).map(path => `json patch unknown field "${path}"`) : []),
    ...decoded.complaints,
  ]
  if (fieldValidation === 'Strict' && complaints.length > 0)
    throw invalidPatch(request, patched, `strict decoding error: ${complaints.join(', ')}`)
  return { value, warnings: complaints, emptied }
}

function applied({ type, document, patch, schema }: PatchRequest): unknown {
  if (type === 'json') return applyJsonPatch(document, patch)
  return type === 'merge' ? applyMergePatch(document, patch) : applyStrategicMergePatch(document, patch, schema)
}

function typeError({ type, schema }: PatchRequest, patched: unknown, decoded: Decoded): string | undefined {
  if (decoded.error === undefined) return undefined
  return type === 'strategic' ? (conversionError(patched, schema) ?? decoded.error) : decoded.error
}

/** JSON patches are shown by what they made, strategic ones by what they are. */
function invalidPatch({ type, patch }: PatchRequest, patched: unknown, detail: string): StatusError {
  const shown = type === 'strategic' ? goText(patch) : JSON.stringify(patched)
  const message = `Invalid value: ${JSON.stringify(shown)}: ${detail}`
  return new StatusError(
    failure('Invalid', ` "" is invalid: patch: ${message}`, {
      causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }],
    }),
  )
}
