import { subdomainForm, subdomainRule } from '../../kinds'

export { labelValueProblems, portNameProblems, qualifiedNameProblems } from '../../kinds'

const labelForm = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/
const underscoredForm = /^_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:\._?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*$/
const configKeyForm = /^[-._a-zA-Z0-9]+$/
const printableForm = /^[\x20-\x3c\x3e-\x7e]*$/

const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const underscoredRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')"
const configKeyRule =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
const percentRule =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"
const headerRule =
  "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')"

/** What is wrong with a text, each a detail of an `Invalid value`; empty when nothing is. */
type Problems = readonly string[]
const none: Problems = []

/** How the name of a kind is checked; see `Resource.nameRule`. */
export type NameRule = 'label' | 'subdomain' | 'service' | 'path'

/** Names of pods, of hosts, of namespaces (`k8s.io/apimachinery/pkg/util/validation: IsDNS1123Label`). */
export function labelProblems(text: string): Problems {
  if (text.length <= 63 && labelForm.test(text)) return none
  const problems: string[] = []
  if (text.length > 63) problems.push('must be no more than 63 characters')
  if (!labelForm.test(text)) problems.push(subdomainForm.test(text) ? 'must not contain dots' : labelRule)
  return problems
}

/** Names of most objects (`IsDNS1123Subdomain`). */
export function subdomainProblems(text: string): Problems {
  return formProblems(text, 253, subdomainForm, subdomainRule)
}

const dnsLabelForm = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/
const dnsLabelRule =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"

/** Names of versions and kinds in definitions (`IsDNS1035Label`). */
export function dnsLabelProblems(text: string): Problems {
  return formProblems(text, 63, dnsLabelForm, dnsLabelRule)
}

/** Search domains of a pod, where an underscore is allowed (`IsDNS1123SubdomainWithUnderscore`). */
export function underscoredSubdomainProblems(text: string): Problems {
  return formProblems(text, 253, underscoredForm, underscoredRule)
}

/** A key of a ConfigMap or Secret (`IsConfigMapKey`). */
export function configKeyProblems(text: string): Problems {
  const problems = [...formProblems(text, 253, configKeyForm, configKeyRule)]
  if (text === '.') problems.push("must not be '.'")
  else if (text === '..') problems.push("must not be '..'")
  else if (text.startsWith('..')) problems.push("must not start with '..'")
  return problems
}

/** `IsValidPortNum`. */
export function portNumberProblems(port: number): Problems {
  return port >= 1 && port <= 65535 ? none : ['must be between 1 and 65535, inclusive']
}

/** `IsValidPercent`. */
export function percentProblems(text: string): Problems {
  return /^[0-9]+%$/.test(text) ? none : [percentRule]
}

/** `IsHTTPHeaderName`. */
export function headerNameProblems(text: string): Problems {
  return /^[-A-Za-z0-9]+$/.test(text) ? none : [headerRule]
}

/** The name of an environment variable (`IsRelaxedEnvVarName`). */
export function environmentNameProblems(text: string): Problems {
  if (printableForm.test(text)) return none
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
}

/** A name that becomes a part of a URL (`k8s.io/apimachinery/pkg/api/validation/path: ValidatePathSegmentName`). */
export function pathSegmentProblems(text: string, isPrefix = false): Problems {
  if (!isPrefix && (text === '.' || text === '..')) return [`may not be '${text}'`]
  return ['/', '%'].filter(part => text.includes(part)).map(part => `may not contain '${part}'`)
}

/**
 * What is wrong with the name of an object. `isPrefix`: the text is a `generateName`, which may end in the dash before the suffix
 * (`k8s.io/apimachinery/pkg/api/validation: maskTrailingDash`).
 */
export function nameProblems(rule: NameRule, text: string, isPrefix = false): Problems {
  if (rule === 'path') return pathSegmentProblems(text, isPrefix)
  const name = isPrefix && text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text
  return rule === 'subdomain' ? subdomainProblems(name) : labelProblems(name)
}

function formProblems(text: string, most: number, form: RegExp, rule: string): Problems {
  if (text.length <= most && form.test(text)) return none
  const problems: string[] = []
  if (text.length > most) problems.push(`must be no more than ${most} characters`)
  if (!form.test(text)) problems.push(rule)
  return problems
}
