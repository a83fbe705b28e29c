import { failure, type PatchType, StatusError } from '../client'
import type { KubernetesObject } from '../kinds'
import { shallow } from './body-limits'
import { badRequest, unsupportedMediaType } from './errors'
import { applyJsonPatch, applyMergePatch, applyStrategicMergePatch, type FieldValidation } from './patch'
import type { Resource } from './resources'

const patchTypes: Readonly<Record<string, Exclude<PatchType, 'apply'>>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
}

const unstructuredPatches = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/apply-patch+yaml',
] as const

/** The patch type of a request's content type; 415 for others, and for strategic merge patches of what has no Go type. */
export function patchTypeOf(
  contentType: string | undefined,
  { isUnstructured }: Pick<Resource, 'isUnstructured'> = {},
): Exclude<PatchType, 'apply'> {
  const type = patchTypes[(contentType ?? '').split(';')[0]?.trim() ?? '']
  if (!type) throw new StatusError(failure('UnsupportedMediaType', '415: Unsupported Media Type', {}))
  if (isUnstructured && type === 'strategic') throw unsupportedMediaType(unstructuredPatches)
  return type
}

/** `document` with the patch applied; nothing is shared with the patch, what it leaves alone is shared with the document. */
export function patched(resource: Resource, document: KubernetesObject, patch: unknown, type: PatchType): unknown {
  if (type === 'json') return applyJsonPatch(document, patch)
  if (type === 'merge') return applyMergePatch(document, patch)
  return applyStrategicMergePatch(document, patch, resource.schema)
}

/** The JSON value in a patch's body. Upstream calls all patches JSON patches when it cannot read them. */
export function patchBody(body: unknown): unknown {
  if (typeof body !== 'string') return shallow(body)
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw badRequest('invalid JSON patch')
  }
  return shallow(value)
}

/** `fieldValidation` of a request. */
export function fieldValidationOf(query: URLSearchParams): FieldValidation {
  const value = query.get('fieldValidation')
  return value === 'Strict' || value === 'Ignore' ? value : 'Warn'
}
