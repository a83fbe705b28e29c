import { type FieldError, invalid, required, tooLong } from './field-error'
import { subdomainProblems } from './names'

const caselessForm = /^[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*$/
const caselessRule =
  "an RFC 1123 subdomain must consist of alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'Example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

/** The name of a CSI driver as older rules see it (`pkg/apis/core/validation: ValidateCSIDriverName`). */
export function driverNameErrors(name: string, path: string): readonly FieldError[] {
  if (!name) return [required(path)]
  const errors = name.length > 63 ? [tooLong(path, 'may not be more than 63 bytes')] : []
  return [...errors, ...subdomainProblems(name.toLowerCase()).map(problem => invalid(path, name, problem))]
}

/** The same name where the declarative rules say it in their words (recorded: validation/attachments). */
export function attacherErrors(name: string, path: string): readonly FieldError[] {
  if (!name) return [required(path)]
  const errors = name.length > 63 ? [tooLong(path, 'may not be more than 63 characters')] : []
  return caselessForm.test(name) ? errors : [...errors, invalid(path, name, caselessRule)]
}
