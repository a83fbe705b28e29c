import { failure, StatusError } from '../../client'
import { causeOf, type FieldError } from './field-error'
import type { Resource } from './types'

/** The 422 for an object that breaks rules: all of them in the message, each as a cause (`k8s.io/apimachinery/pkg/api/errors: NewInvalid`). */
export function invalidObject(
  { kind, group }: Pick<Resource, 'kind' | 'group'> & { readonly plural?: string },
  name: string,
  errors: readonly FieldError[],
): StatusError {
  const texts = [...new Set(errors.map(error => (error.path ? `${error.path}: ${error.message}` : error.message)))]
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
  const message = `${group ? `${kind}.${group}` : kind} ${JSON.stringify(name)} is invalid: ${list}`
  const details = { ...(name && { name }), ...(group && { group }), ...(kind && { kind }), causes: errors.map(causeOf) }
  return new StatusError(failure('Invalid', message, details))
}
