import { compareText, defined, isRecord } from '../../base'
import { goStructs } from './go-structs'

interface GoField {
  readonly goName: string
  readonly jsonName: string
  readonly type: string
  readonly omitEmpty: boolean
}

const parsed = new Map<string, readonly GoField[]>()

/** The fields of a struct of `goStructs`; parsing is a cache of constants. */
function fieldsOf(struct: string): readonly GoField[] {
  let fields = parsed.get(struct)
  if (!fields) {
    fields = defined(goStructs[struct], `Go struct ${struct}`).trim().split(/,\s+/).map(parseField)
    parsed.set(struct, fields)
  }
  return fields
}

function parseField(text: string): GoField {
  const [name, type] = text.split(/\s+/) as [string, string]
  if (/[?!]$/.test(name)) {
    const jsonName = name.slice(0, -1)
    return { goName: jsonName, jsonName, type, omitEmpty: name.endsWith('?') }
  }
  const [goName, jsonName] = name.split('=') as [string, string | undefined]
  return { goName, jsonName: jsonName ?? goName[0]?.toLowerCase() + goName.slice(1), type, omitEmpty: false }
}

/**
 * A value as Go's JSON would write the internal struct: Go's field names in Go's order, absent fields as zero values or null, keys of maps
 * sorted. `struct` names an entry of `goStructs`, `ServicePort`; an unknown one is a programming error.
 */
export function goForm(struct: string, value: unknown): Readonly<Record<string, unknown>> {
  const source = withMetadata(isRecord(value) ? value : {})
  const result: Record<string, unknown> = {}
  for (const field of fieldsOf(struct)) {
    const raw = source[field.jsonName]
    if (field.omitEmpty && isEmpty(raw)) continue
    result[field.goName] = goValue(field.type, raw)
  }
  return result
}

/** Metadata is an embedded struct in Go: its fields are the object's own. */
function withMetadata(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return isRecord(value.metadata) ? { ...value.metadata, ...value } : value
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0
}

const zeroValues: Readonly<Record<string, unknown>> = { s: '', i: 0, b: false, quantity: '0', '{}': null }

function goValue(type: string, value: unknown): unknown {
  const isAbsent = value === undefined || value === null
  if (type.startsWith('[]')) return Array.isArray(value) ? value.map(item => goValue(type.slice(2), item)) : null
  if (type.startsWith('*')) return isAbsent ? null : goValue(type.slice(1), value)
  if (type === '{}' && isRecord(value)) return sorted(value)
  if (Object.hasOwn(zeroValues, type)) return isAbsent ? zeroValues[type] : value
  return type.startsWith('any') ? (value ?? null) : goForm(type, value)
}

function sorted(map: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(map).sort(([a], [b]) => compareText(a, b))
  return Object.fromEntries(entries)
}
