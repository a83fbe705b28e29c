import { compareText, defined, isRecord } from '../../../base'
import { goTypes } from './go-types'
import { goIntOrString, goQuantity, goTime } from './special-types'

interface Field {
  readonly name: string
  /** Undefined for an embedded struct. */
  readonly jsonName: string | undefined
  readonly type: string
}

const parsed = new Map<string, readonly Field[]>()

/** The fields of a struct of `goTypes`; parsing is a cache of constants. */
function fieldsOf(struct: string): readonly Field[] {
  let fields = parsed.get(struct)
  if (!fields) {
    fields = defined(goTypes[struct], `Go struct ${struct}`).trim().split(/,\s+/).map(parseField)
    parsed.set(struct, fields)
  }
  return fields
}

function parseField(text: string): Field {
  const [names, type] = text.split(/\s+/) as [string, string]
  const [name, given] = names.split('=') as [string, string | undefined]
  const jsonName = given === '.' ? undefined : (given ?? `${name.charAt(0).toLowerCase()}${name.slice(1)}`)
  return { name, jsonName, type }
}

/**
 * A value as Go prints it to hash it: every field of every struct with its type, absent ones as zero values or nil, maps by key
 * (`k8s.io/utils/dump: ForHash`, which is spew's `%#v` without addresses). `type` is in the notation of `goTypes`.
 */
export function goDump(type: string, value: unknown): string {
  return `(${goNameOf(type)})${bare(type, value ?? undefined)}`
}

const scalars: Readonly<Record<string, readonly [goName: string, zero: string]>> = {
  s: ['string', ''],
  i32: ['int32', '0'],
  i64: ['int64', '0'],
  b: ['bool', 'false'],
}

function goNameOf(type: string): string {
  if (type.startsWith('*')) return `*${goNameOf(type.slice(1))}`
  if (type.startsWith('[]')) return `[]${goNameOf(type.slice(2))}`
  if (type === '{}') return 'map[string]string'
  if (type === 'Quantity') return 'resource.Quantity'
  if (type === 'IntOrString') return 'intstr.IntOrString'
  return scalars[type]?.[0] ?? (type.includes('.') ? type : `v1.${type}`)
}

/** The value without its type in front, as elements of lists and maps are. */
function bare(type: string, value: unknown): string {
  if (type.startsWith('*')) return value === undefined ? '<nil>' : bare(type.slice(1), value)
  if (type.startsWith('[]')) return list(type.slice(2), value)
  if (type === '{}') return map('s', value)
  if (type === 'ResourceList') return map('Quantity', value)
  if (type === 'Quantity') return goQuantity(value)
  if (type === 'IntOrString') return goIntOrString(value)
  if (type === 'Time') return goTime
  if (Object.hasOwn(goTypes, type)) return struct(type, value)
  return String(value ?? scalars[type]?.[1] ?? '')
}

/** Empty lists and maps do not survive the way from the API to its controllers. */
function list(type: string, value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return '<nil>'
  return `[${value.map(element => bare(type, element)).join(' ')}]`
}

function map(type: string, value: unknown): string {
  if (!isRecord(value)) return '<nil>'
  const keys = Object.keys(value).sort(compareText)
  return keys.length === 0 ? '<nil>' : `map[${keys.map(key => `${key}:${bare(type, value[key])}`).join(' ')}]`
}

function struct(type: string, value: unknown): string {
  const source = isRecord(value) ? value : {}
  const fields = fieldsOf(type).map(({ name, jsonName, type: fieldType }) => {
    const held = jsonName === undefined ? source : source[jsonName]
    return `${name}:${goDump(fieldType, held)}`
  })
  return `{${fields.join(' ')}}`
}
