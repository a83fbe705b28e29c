import type { ConfigMap } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { type FieldError, forbidden, invalid } from './field-error'
import { configKeyProblems } from './names'
import { defineResource } from './types'

const immutableDetail = 'field is immutable when `immutable` is set'
const mostBytes = 1024 * 1024

/** `pkg/apis/core/validation: ValidateConfigMap`. */
function validate(map: ConfigMap): readonly FieldError[] {
  const errors: FieldError[] = []
  let bytes = 0
  for (const [key, value] of Object.entries(map.data ?? {})) {
    for (const problem of configKeyProblems(key)) errors.push(invalid(`data[${key}]`, key, problem))
    if (map.binaryData && Object.hasOwn(map.binaryData, key))
      errors.push(invalid(`data[${key}]`, key, 'duplicate of key present in binaryData'))
    bytes += new TextEncoder().encode(value).length
  }
  for (const [key, value] of Object.entries(map.binaryData ?? {})) {
    for (const problem of configKeyProblems(key)) errors.push(invalid(`binaryData[${key}]`, key, problem))
    // Go takes null for no bytes, and keeps it.
    bytes += Math.floor(((value ?? '').replace(/=+$/, '').length * 3) / 4)
  }
  if (bytes > mostBytes)
    errors.push({ path: '', type: 'FieldValueTooLong', message: 'Too long: may not be more than 1048576 bytes' })
  return errors
}

/** `pkg/apis/core/validation: ValidateConfigMapUpdate`. */
function validateUpdate(next: ConfigMap, previous: ConfigMap): readonly FieldError[] {
  const errors: FieldError[] = []
  if (previous.immutable) {
    if (!next.immutable) errors.push(forbidden('immutable', immutableDetail))
    if (!sameData(next.data, previous.data)) errors.push(forbidden('data', immutableDetail))
    if (!sameData(next.binaryData, previous.binaryData)) errors.push(forbidden('binaryData', immutableDetail))
  }
  return [...errors, ...validate(next)]
}

type Data = Readonly<Record<string, string>>

function sameData(a: Data = {}, b: Data = {}): boolean {
  if (a === b) return true
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => a[key] === b[key])
}

export const configMapResource = defineResource<ConfigMap>({
  kind: 'ConfigMap',
  group: '',
  version: 'v1',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  categories: [],
  namespaced: true,
  get schema() {
    return schemaOf('ConfigMap')
  },
  subresources: [],
  hasGeneration: false,
  nameRule: 'subdomain',
  defaults: map => map,
  validate,
  validateUpdate,
  columns: [
    nameColumn,
    textColumn<ConfigMap>(
      'Data',
      "Data contains the configuration data. Each key must consist of alphanumeric characters, '-', '_' or '.'. Values with non-UTF-8 byte sequences must use the BinaryData field. The keys stored in Data must not overlap with the keys in the BinaryData field, this is enforced during validation process.",
      map => Object.keys(map.data ?? {}).length + Object.keys(map.binaryData ?? {}).length,
    ),
    ageColumn,
  ],
})
