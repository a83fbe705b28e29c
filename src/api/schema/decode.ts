import { compareText, isRecord } from '../../base'
import { canonicalQuantity } from '../../kinds'
import { decodeBase64, decodeTime } from './decode-text'
import { type JsonRecord, put } from './record'
import type { ListSchema, MapSchema, ObjectSchema, ScalarSchema, Schema } from './types'

/** What became of a JSON value that was read as a Go struct. */
export interface Decoded {
  /** The value itself where nothing had to change; parts that did not change are shared. */
  readonly value: unknown
  /** Paths of the fields that were dropped, in the order they stand in the value, as `spec.containers[0].imge`. */
  readonly unknownFields: readonly string[]
  /** What strict decoding says: `unknown field "…"` and `duplicate field "…"`, in the order they stand in the value. */
  readonly complaints: readonly string[]
  /** The first thing that does not fit, in Go's words; the value is then of no use. */
  readonly error?: string
  /** The fields that were given as an empty list or map, and dropped. Go keeps them until it stores the object, so errors show them. */
  readonly emptied?: Emptied
}

/** `[]` or `{}` by path, `spec.volumeClaimTemplates`. */
export type Emptied = ReadonlyMap<string, '[]' | '{}'>

/** Most unknown fields that are reported (`sigs.k8s.io/json`). */
const unknownMost = 100

interface Reading {
  /** Names and indexes that lead to the value being read. */
  readonly path: (string | number)[]
  readonly unknown: string[]
  readonly complaints: string[]
  /** Paths of the fields that stood twice in the text. */
  readonly duplicates: ReadonlySet<string> | undefined
  emptied?: Map<string, '[]' | '{}'>
  /** Of the struct around the field being read. */
  goStruct: string
  /** The first wrongly typed field. */
  mistyped?: string
  /** The first text a field's own decoder refused; it ends Go's reading, so it wins over `mistyped`. */
  refused?: string
}

/**
 * Reads a JSON value as Go does: drops unknown fields, nulls and zero values that are not written, writes those that are, brings
 * quantities and times into their canonical form. After `sigs.k8s.io/json` and the json tags of the API's types.
 */
export function decode(value: unknown, schema: ObjectSchema, duplicates?: ReadonlySet<string>): Decoded {
  const reading: Reading = {
    path: [],
    unknown: [],
    complaints: [],
    duplicates: duplicates?.size ? duplicates : undefined,
    goStruct: '',
  }
  const decoded = decodeValue(reading, value, schema)
  const error = reading.refused ?? reading.mistyped
  const { unknown: unknownFields, complaints } = reading
  return {
    value: decoded,
    unknownFields,
    // What is pruned from custom resources is told after what is wrong with their metadata, by name.
    complaints: schema.lenient ? [...complaints].sort(byPlace) : complaints,
    ...(error !== undefined && { error }),
    ...(reading.emptied && { emptied: reading.emptied }),
  }
}

function byPlace(a: string, b: string): number {
  const rank = (text: string) => (text.includes('"metadata') ? 0 : 1)
  return rank(a) - rank(b) || compareText(a, b)
}

function decodeValue(reading: Reading, value: unknown, schema: Schema): unknown {
  switch (schema.type) {
    case 'object':
      return decodeObject(reading, value, schema)
    case 'list':
      return decodeList(reading, value, schema)
    case 'map':
      return decodeMap(reading, value, schema)
    default:
      return decodeScalar(reading, value, schema)
  }
}

function decodeObject(reading: Reading, value: unknown, schema: ObjectSchema): unknown {
  if (!isRecord(value)) return schema.lenient ? value : mistyped(reading, value, schema.goType)
  const around = reading.goStruct
  reading.goStruct = schema.goType
  let copy: JsonRecord | undefined
  for (const key in value) {
    if (reading.duplicates) noteDuplicate(reading, key)
    const given = value[key]
    const field = schema.fields[key]
    const next = field
      ? decodeField(reading, key, given, field)
      : schema.keepsUnknown
        ? given
        : dropUnknown(reading, key, given)
    if (copy === undefined) {
      if (next === given) continue
      copy = before(value, key)
    }
    if (next !== undefined) put(copy, key, next)
  }
  reading.goStruct = around
  return withRequired(copy ?? value, schema)
}

/** The struct with the zero values that Go writes for fields that were left out. */
function withRequired(record: JsonRecord, { required, fields }: ObjectSchema): JsonRecord {
  let complete = record
  for (const name of required) {
    if (complete[name] !== undefined) continue
    if (complete === record) complete = { ...record }
    complete[name] = zeroOf(fields[name] as Schema)
  }
  return complete
}

/** A value for a field, or undefined where Go leaves the field out. */
function decodeField(reading: Reading, key: string, given: unknown, field: Schema): unknown {
  if (given === undefined) return undefined
  const { presence } = field
  if (given === null)
    return presence === 'always' || presence === 'null' ? zeroOf(field) : presence === 'verbatim' ? null : undefined
  reading.path.push(key)
  const value = decodeValue(reading, given, field)
  if (presence === 'verbatim') {
    reading.path.pop()
    return value
  }
  if (isEmpty(value, field)) {
    reading.emptied ??= new Map()
    reading.emptied.set(pathText(reading.path), field.type === 'list' ? '[]' : '{}')
  }
  reading.path.pop()
  if (presence === undefined) return field.type !== 'object' && isZero(value) ? undefined : value
  return presence === 'always' && isEmpty(value, field) ? null : value
}

function dropUnknown(reading: Reading, key: string, given: unknown): undefined {
  if (given === undefined || reading.unknown.length >= unknownMost) return undefined
  const path = pathText([...reading.path, key])
  reading.unknown.push(path)
  reading.complaints.push(`unknown field "${path}"`)
  return undefined
}

function noteDuplicate(reading: Reading, key: string): void {
  const path = pathText([...reading.path, key])
  if (reading.duplicates?.has(path)) reading.complaints.push(`duplicate field "${path}"`)
}

/** `spec.containers[0].name` */
function pathText(path: readonly (string | number)[]): string {
  let text = ''
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? step : `.${step}`
  return text
}

function decodeMap(reading: Reading, value: unknown, schema: MapSchema): unknown {
  if (!isRecord(value)) return schema.lenient ? value : mistyped(reading, value, schema.goType)
  let copy: JsonRecord | undefined
  for (const key in value) {
    if (reading.duplicates) noteDuplicate(reading, key)
    const given = value[key]
    // Go's errors name the map, not the key.
    const next = decodeElement(reading, given, schema.values)
    if (copy === undefined) {
      if (next === given) continue
      copy = before(value, key)
    }
    if (next !== undefined) put(copy, key, next)
  }
  return copy ?? value
}

function decodeList(reading: Reading, value: unknown, schema: ListSchema): unknown {
  if (!Array.isArray(value)) return schema.lenient ? value : mistyped(reading, value, schema.goType)
  let copy: unknown[] | undefined
  for (let index = 0; index < value.length; index++) {
    const given: unknown = value[index]
    reading.path.push(index)
    const next = decodeElement(reading, given, schema.items)
    reading.path.pop()
    if (next !== given) copy ??= [...value]
    if (copy) copy[index] = next
  }
  return copy ?? value
}

function decodeElement(reading: Reading, given: unknown, schema: Schema): unknown {
  if (given === null) return schema.presence === 'verbatim' ? null : zeroOf(schema)
  return given === undefined ? undefined : decodeValue(reading, given, schema)
}

function decodeScalar(reading: Reading, value: unknown, schema: ScalarSchema): unknown {
  switch (schema.type) {
    case 'string':
      return typeof value === 'string' ? value : mistyped(reading, value, schema.goType)
    case 'boolean':
      return typeof value === 'boolean' ? value : mistyped(reading, value, 'bool')
    case 'integer':
      return isInteger(value, schema.goType) ? value : mistyped(reading, value, schema.goType)
    case 'number':
      return typeof value === 'number' ? value : mistyped(reading, value, schema.goType)
    case 'intOrString':
      return typeof value === 'string' || isInteger(value, 'int32') ? value : mistyped(reading, value, 'int32')
    case 'quantity':
      return decodeQuantity(reading, value, schema)
    case 'bytes':
      if (typeof value !== 'string') return mistyped(reading, value, schema.goType)
      return textOr(reading, decodeBase64(value))
    case 'time':
      if (typeof value !== 'string') return mistyped(reading, value, 'string')
      return textOr(reading, decodeTime(value, schema.goType))
    case 'any':
      return value
  }
}

function decodeQuantity(reading: Reading, value: unknown, { finest }: ScalarSchema): unknown {
  const text = typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)
  return textOr(reading, canonicalQuantity(text, finest))
}

function textOr(reading: Reading, result: { readonly value: string | null } | { readonly error: string }): unknown {
  if ('value' in result) return result.value
  reading.refused ??= result.error
  return undefined
}

function isInteger(value: unknown, goType: string): boolean {
  if (!Number.isInteger(value)) return false
  return goType === 'int32' ? (value as number) === ((value as number) | 0) : Math.abs(value as number) < 2 ** 63
}

/** Notes what Go's `json.UnmarshalTypeError` says. */
function mistyped(reading: Reading, value: unknown, goType: string): undefined {
  if (reading.mistyped !== undefined) return undefined
  const path = reading.path.filter(step => typeof step === 'string')
  const place = fieldPlace(reading, path)
  reading.mistyped = `json: cannot unmarshal ${kindText(value, goType)} into Go ${place} of type ${goType}`
  return undefined
}

function fieldPlace({ goStruct }: Reading, path: readonly string[]): string {
  return path.length === 0 ? 'value' : `struct field ${goStruct.slice(goStruct.indexOf('.') + 1)}.${path.join('.')}`
}

/** A number is shown only where a number is wanted. */
function kindText(value: unknown, goType: string): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return goType.startsWith('int') ? `number ${value}` : 'number'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

/** The entries of `record` that stand before `end`. */
function before(record: JsonRecord, end: string): JsonRecord {
  const copy: JsonRecord = {}
  for (const key in record) {
    if (key === end) break
    put(copy, key, record[key])
  }
  return copy
}

function isZero(value: unknown): boolean {
  if (value === '' || value === 0 || value === false || value === null) return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && isEmptyRecord(value as JsonRecord)
}

function isEmptyRecord(record: JsonRecord): boolean {
  for (const _ in record) return false
  return true
}

/** Lists and maps lose the difference between empty and absent when they are stored. */
function isEmpty(value: unknown, { type }: Schema): boolean {
  return (type === 'list' || type === 'map') && isZero(value)
}

/** What Go writes for a field nobody set. */
function zeroOf(schema: Schema): unknown {
  if (schema.presence === 'null') return null
  switch (schema.type) {
    case 'object':
      return withRequired({}, schema)
    case 'string':
      return ''
    case 'integer':
    case 'number':
    case 'intOrString':
      return 0
    case 'boolean':
      return false
    case 'quantity':
      return '0'
    default:
      return null
  }
}
