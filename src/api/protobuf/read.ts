import { timestamp } from '../../kinds'
import { type JsonRecord, type ObjectSchema, put, type ScalarSchema, type Schema } from '../schema'
import { packages } from './fields'
import { binaryText, bytesOf, fieldsOf } from './wire'

/** What stands before every message of the API (apimachinery `runtime/serializer/protobuf`). */
const magic = 'k8s\0'

/** An object that came as protobuf: its type, and what reads its fields when the struct is known. */
export interface Envelope {
  readonly apiVersion: string
  readonly kind: string
  read(schema: ObjectSchema): JsonRecord
}

/** Opens a `runtime.Unknown`. `text` has a character for each byte. Throws RangeError where it is none. */
export function envelopeOf(text: string): Envelope {
  if (!text.startsWith(magic))
    throw new RangeError('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]')
  const parts = new Map([...fieldsOf(bytesOf(text.slice(magic.length)))].map(({ number, value }) => [number, value]))
  const type = new Map([...fieldsOf(messageIn(parts.get(1)))].map(({ number, value }) => [number, textIn(value)]))
  const apiVersion = type.get(1) ?? ''
  const kind = type.get(2) ?? ''
  const raw = messageIn(parts.get(2))
  return { apiVersion, kind, read: schema => ({ apiVersion, kind, ...structIn(raw, schema) }) }
}

/** Where the value of a numbered field goes: a name in JSON, or the fields of a struct that has no name there. */
type Place = { readonly name: string } | { readonly inline: Places }
type Places = ReadonlyMap<number, Place>

const known = new Map<string, Places>()

function placesOf(goPackage: string, type: string): Places {
  const key = `${goPackage}.${type}`
  const found = known.get(key)
  if (found) return found
  const places = new Map<number, Place>()
  let number = 1
  for (const word of packages[goPackage]?.[type]?.split(' ') ?? []) {
    if (/^\d/.test(word)) number = Number(word)
    else places.set(number++, word.startsWith('+') ? { inline: placesOf(goPackage, word.slice(1)) } : { name: word })
  }
  known.set(key, places)
  return places
}

function structIn(bytes: Uint8Array, schema: ObjectSchema): JsonRecord {
  const { goPackage = '', goType } = schema
  const record: JsonRecord = {}
  fill(record, bytes, placesOf(goPackage, goType.slice(goType.indexOf('.') + 1)), schema)
  return record
}

function fill(record: JsonRecord, bytes: Uint8Array, places: Places, schema: ObjectSchema): void {
  for (const { number, value } of fieldsOf(bytes)) {
    const place = places.get(number)
    if (place === undefined) continue
    if ('inline' in place) fill(record, messageIn(value), place.inline, schema)
    else {
      const field = schema.fields[place.name]
      if (field) setField(record, place.name, value, field)
    }
  }
}

/** Lists and maps come one item at a time. */
function setField(record: JsonRecord, name: string, value: bigint | Uint8Array, schema: Schema): void {
  if (schema.type === 'list') {
    if (!record[name]) put(record, name, [])
    const items = record[name] as unknown[]
    items.push(valueIn(value, schema.items))
  } else if (schema.type === 'map') {
    if (!record[name]) put(record, name, {})
    const entry = new Map([...fieldsOf(messageIn(value))].map(field => [field.number, field.value]))
    const entries = record[name] as JsonRecord
    put(entries, textIn(entry.get(1)), valueIn(entry.get(2) ?? new Uint8Array(), schema.values))
  } else put(record, name, valueIn(value, schema))
}

function valueIn(value: bigint | Uint8Array, schema: Schema): unknown {
  switch (schema.type) {
    case 'object':
      return structIn(messageIn(value), schema)
    case 'list':
      // A list inside of a map is a message with the items in its first field (`ExtraValue`).
      return [...fieldsOf(messageIn(value))].map(item => valueIn(item.value, schema.items))
    case 'map':
      throw new RangeError('a map of maps')
    default:
      return scalarIn(value, schema)
  }
}

function scalarIn(value: bigint | Uint8Array, { type }: ScalarSchema): unknown {
  switch (type) {
    case 'integer':
      return integerIn(value)
    case 'boolean':
      return value !== 0n
    case 'number':
      return new DataView(new Uint8Array(messageIn(value)).buffer).getFloat64(0, true)
    case 'bytes':
      return btoa(binaryText(messageIn(value)))
    case 'time':
      return momentIn(messageIn(value))
    case 'quantity':
      return textIn(firstIn(value))
    case 'intOrString':
      return intOrStringIn(messageIn(value))
    case 'any':
      return JSON.parse(textIn(firstIn(value)) || 'null')
    default:
      return textIn(value)
  }
}

function integerIn(value: bigint | Uint8Array | undefined): number {
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : 0
}

/** RFC 3339, with as many digits as there are; null for no time at all, which has no seconds. */
function momentIn(bytes: Uint8Array): string | null {
  const fields = new Map([...fieldsOf(bytes)].map(({ number, value }) => [number, value]))
  if (fields.size === 0) return null
  const text = timestamp(integerIn(fields.get(1)) * 1000)
  const micros = Math.floor(integerIn(fields.get(2)) / 1000)
  return micros === 0 ? text : text.replace('Z', `.${String(micros).padStart(6, '0')}Z`)
}

function intOrStringIn(bytes: Uint8Array): number | string {
  const fields = new Map([...fieldsOf(bytes)].map(({ number, value }) => [number, value]))
  return fields.get(1) === 1n ? textIn(fields.get(3)) : integerIn(fields.get(2))
}

/** What a message with one field holds. */
function firstIn(value: bigint | Uint8Array): bigint | Uint8Array | undefined {
  return [...fieldsOf(messageIn(value))].find(({ number }) => number === 1)?.value
}

function messageIn(value: bigint | Uint8Array | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array()
  if (typeof value === 'bigint') throw new RangeError('a number where a message belongs')
  return value
}

function textIn(value: bigint | Uint8Array | undefined): string {
  return new TextDecoder().decode(messageIn(value))
}
