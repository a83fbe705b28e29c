import { base64OfText, isRecord, textOfBase64 } from '../../base'
import type { Secret } from '../../kinds'
import { scanJson } from '../json-text'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { type FieldError, forbidden, invalid, required, tooLong } from './field-error'
import { configKeyProblems } from './names'
import { defineResource } from './types'

const mostBytes = 1024 * 1024
const immutableDetail = 'field is immutable when `immutable` is set'
const redacted = '<secret contents redacted>'
const accountNameKey = 'kubernetes.io/service-account.name'

/** Plain text goes into the data (`Convert_v1_Secret_To_core_Secret`), and a Secret without type is Opaque. */
function defaults(secret: Secret): Secret {
  const { stringData, ...rest } = secret
  if (!stringData) return secret.type ? secret : { ...secret, type: 'Opaque' }
  const texts = Object.entries(stringData).map(([key, text]) => [key, base64OfText(text)] as const)
  return { ...rest, type: secret.type || 'Opaque', data: { ...secret.data, ...Object.fromEntries(texts) } }
}

/** `pkg/apis/core/validation: ValidateSecret`. */
function validate(secret: Secret): readonly FieldError[] {
  const errors: FieldError[] = []
  let bytes = 0
  for (const [key, value] of Object.entries(secret.data ?? {})) {
    for (const problem of configKeyProblems(key)) errors.push(invalid(`data[${key}]`, key, problem))
    bytes += Math.floor(((value ?? '').replace(/=+$/, '').length * 3) / 4)
  }
  if (bytes > mostBytes) errors.push(tooLong('data', `may not be more than ${mostBytes} bytes`))
  return [...errors, ...contentErrors(secret)]
}

/** What each type of Secret must hold. */
function contentErrors({ type, metadata, data = {} }: Secret): readonly FieldError[] {
  const missing = (...keys: string[]) =>
    keys.filter(key => !Object.hasOwn(data, key)).map(key => required(`data[${key}]`))
  switch (type) {
    case 'kubernetes.io/service-account-token':
      return metadata.annotations?.[accountNameKey] ? [] : [required(`metadata.annotations[${accountNameKey}]`)]
    case 'kubernetes.io/dockercfg':
      return jsonErrors('.dockercfg', data)
    case 'kubernetes.io/dockerconfigjson':
      return jsonErrors('.dockerconfigjson', data)
    case 'kubernetes.io/basic-auth': {
      const errors = missing('username', 'password')
      return errors.length === 2 ? errors : []
    }
    case 'kubernetes.io/ssh-auth':
      return data['ssh-privatekey'] ? [] : [required('data[ssh-privatekey]')]
    case 'kubernetes.io/tls':
      return missing('tls.crt', 'tls.key')
    default:
      return []
  }
}

function jsonErrors(key: string, data: Readonly<Record<string, string>>): readonly FieldError[] {
  if (!Object.hasOwn(data, key)) return [required(`data[${key}]`)]
  const text = textOfBase64(data[key] ?? '')
  const { error } = scanJson(text)
  if (error !== undefined) return [invalid(`data[${key}]`, redacted, error)]
  const value: unknown = JSON.parse(text)
  if (isRecord(value) || value === null) return []
  const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  const detail = `json: cannot unmarshal ${found} into Go value of type map[string]interface {}`
  return [invalid(`data[${key}]`, redacted, detail)]
}

/** `ValidateSecretUpdate`. */
function validateUpdate(next: Secret, previous: Secret): readonly FieldError[] {
  const errors: FieldError[] = []
  if (next.type !== previous.type) errors.push(invalid('type', next.type, 'field is immutable'))
  if (previous.immutable) {
    if (!next.immutable) errors.push(forbidden('immutable', immutableDetail))
    if (!hasSameData(next, previous)) errors.push(forbidden('data', immutableDetail))
  }
  return [...errors, ...validate(next)]
}

function hasSameData({ data: a = {} }: Secret, { data: b = {} }: Secret): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => a[key] === b[key])
}

export const secretResource = defineResource<Secret>({
  kind: 'Secret',
  group: '',
  version: 'v1',
  plural: 'secrets',
  singular: 'secret',
  shortNames: [],
  categories: [],
  namespaced: true,
  get schema() {
    return schemaOf('Secret')
  },
  subresources: [],
  hasGeneration: false,
  nameRule: 'subdomain',
  defaults,
  validate,
  validateUpdate,
  fieldLabels: { type: ({ type }) => type },
  columns: [
    nameColumn,
    textColumn<Secret>(
      'Type',
      'Used to facilitate programmatic handling of secret data. More info: https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
      ({ type }) => type,
    ),
    textColumn<Secret>(
      'Data',
      "Data contains the secret data. Each key must consist of alphanumeric characters, '-', '_' or '.'. The serialized form of the secret data is a base64 encoded string, representing the arbitrary (possibly non-string) data value here. Described in https://tools.ietf.org/html/rfc4648#section-4",
      ({ data }) => Object.keys(data ?? {}).length,
    ),
    ageColumn,
  ],
})
