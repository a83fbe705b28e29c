/** Names of objects that are not their own label: what a subdomain of DNS may be. */
export const subdomainForm = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/
const keyNameForm = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const labelValueForm = /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/

/** What is said of a text that is no subdomain. */
export const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const keyNameRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
const labelValueRule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

/** What is wrong with a text, each a detail of an `Invalid value`; empty when nothing is. */
type Problems = readonly string[]
const none: Problems = []

/** A key of a label or an annotation, a resource, a condition (`IsQualifiedName`). Its lengths are counted in bytes. */
export function qualifiedNameProblems(text: string): Problems {
  if (text.length <= 63 && keyNameForm.test(text)) return none
  const parts = text.split('/')
  if (parts.length > 2)
    return [
      `a valid label key ${keyNameRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  const name = parts[parts.length - 1] as string
  const prefix = parts.length === 2 ? (parts[0] as string) : undefined
  const problems = prefix === undefined ? [] : prefixProblems(prefix)
  if (name === '') problems.push('name part must be non-empty')
  else if (name.length > 63) problems.push('name part must be no more than 63 bytes')
  if (!keyNameForm.test(name)) problems.push(`name part ${keyNameRule}`)
  return problems
}

function prefixProblems(prefix: string): string[] {
  if (prefix === '') return ['prefix part must be non-empty']
  const problems: string[] = []
  if (prefix.length > 253) problems.push('prefix part must be no more than 253 bytes')
  if (!subdomainForm.test(prefix)) problems.push(`prefix part ${subdomainRule}`)
  return problems
}

/** `IsValidLabelValue`. */
export function labelValueProblems(text: string): Problems {
  if (text.length <= 63 && labelValueForm.test(text)) return none
  const problems: string[] = []
  if (text.length > 63) problems.push('must be no more than 63 bytes')
  if (!labelValueForm.test(text)) problems.push(labelValueRule)
  return problems
}

/** Names of ports (`IsValidPortName`). */
export function portNameProblems(text: string): Problems {
  const problems: string[] = []
  if (text.length > 15) problems.push('must be no more than 15 characters')
  if (!/^[-a-z0-9]+$/.test(text))
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  if (!/[a-z]/.test(text)) problems.push('must contain at least one letter (a-z)')
  if (text.includes('--')) problems.push('must not contain consecutive hyphens')
  if (text.startsWith('-') || text.endsWith('-')) problems.push('must not begin or end with a hyphen')
  return problems
}
