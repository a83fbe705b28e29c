import { failure, StatusError } from '../client'
import { causeOf, type FieldError, forbidden, notSupported, required, tooLong } from './resources'

const kinds = { POST: 'CreateOptions', PUT: 'UpdateOptions', PATCH: 'PatchOptions' } as const

const managerBytesMost = 128

/** Refuses a write whose query holds bad options (`apimachinery/pkg/apis/meta/v1/validation` ValidateCreateOptions and its siblings). */
export function checkWriteOptions(method: keyof typeof kinds, query: URLSearchParams, isApply: boolean): void {
  const errors = optionErrors(method, query, isApply)
  if (errors.length === 0) return
  const kind = kinds[method]
  const list = errors.map(error => `${error.path}: ${error.message}`)
  const text = list.length === 1 ? list[0] : `[${list.join(', ')}]`
  throw new StatusError(
    failure('Invalid', `${kind}.meta.k8s.io "" is invalid: ${text}`, {
      group: 'meta.k8s.io',
      kind,
      causes: errors.map(causeOf),
    }),
  )
}

function optionErrors(method: keyof typeof kinds, query: URLSearchParams, isApply: boolean): readonly FieldError[] {
  const errors: FieldError[] = []
  const manager = query.get('fieldManager') ?? ''
  if (isApply && manager === '') errors.push(required('fieldManager', 'is required for apply patch'))
  if (method === 'PATCH' && !isApply && query.has('force'))
    errors.push(forbidden('force', 'may not be specified for non-apply patch'))
  if (new TextEncoder().encode(manager).length > managerBytesMost)
    errors.push(tooLong('fieldManager', `may not be more than ${managerBytesMost} bytes`))
  const dryRun = query.getAll('dryRun')
  if (dryRun.some(value => value !== 'All')) errors.push(notSupported('dryRun', dryRun, ['All']))
  const validation = query.get('fieldValidation') ?? ''
  const validations = ['', 'Ignore', 'Strict', 'Warn']
  if (!validations.includes(validation)) errors.push(notSupported('fieldValidation', validation, validations))
  return errors
}
