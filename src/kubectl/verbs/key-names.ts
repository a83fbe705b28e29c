const nameForm = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const prefixForm = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/
const most = 63
const valueAdvice =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
const nameAdvice =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
const prefixAdvice =
  "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

/** What is wrong with a label's value (`validation.IsValidLabelValue`). */
export function labelValueErrors(value: string): readonly string[] {
  return [
    ...(value.length > most ? [`must be no more than ${most} bytes`] : []),
    ...(value === '' || nameForm.test(value) ? [] : [valueAdvice]),
  ]
}

/** What is wrong with the name of a label or taint (`validation.IsQualifiedName`). */
export function qualifiedNameErrors(key: string): readonly string[] {
  const parts = key.split('/')
  if (parts.length > 2)
    return [`a qualified name ${nameAdvice} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`]
  const [prefix, name = ''] = parts.length === 2 ? parts : [undefined, parts[0]]
  const errors: string[] = []
  if (prefix === '') errors.push('prefix part must be non-empty')
  else if (prefix !== undefined && !prefixForm.test(prefix)) errors.push(prefixAdvice)
  if (name === '') errors.push('name part must be non-empty')
  else if (name.length > most) errors.push(`name part must be no more than ${most} bytes`)
  if (!nameForm.test(name)) errors.push(`name part ${nameAdvice}`)
  return errors
}
