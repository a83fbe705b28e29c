import { isRecord } from '../../base'
import { decode, type ObjectSchema, type Schema } from '../schema'

/**
 * What Go's unstructured converter says about the first wrongly typed field, or undefined. Strategic merge patches are read by it, with
 * other words than JSON (`runtime/converter.go` fromUnstructured).
 */
export function conversionError(value: unknown, schema: Schema): string | undefined {
  if (value === null || value === undefined) return undefined
  switch (schema.type) {
    case 'object':
      return isRecord(value) ? fieldError(value, schema) : `cannot restore struct from: ${goKind(value)}`
    case 'map':
      return isRecord(value)
        ? firstError(Object.values(value), schema.values)
        : `cannot restore map from ${goKind(value)}`
    case 'list':
      return Array.isArray(value) ? firstError(value, schema.items) : `cannot restore slice from ${goKind(value)}`
    case 'string':
      return typeof value === 'string' ? undefined : mismatch(value, 'string', schema.goType)
    case 'boolean':
      return typeof value === 'boolean' ? undefined : mismatch(value, 'bool', schema.goType)
    case 'integer':
      return Number.isInteger(value) ? undefined : mismatch(value, schema.goType, schema.goType)
    case 'bytes':
      return typeof value === 'string' ? ownDecoder(value, schema) : `cannot restore slice from ${goKind(value)}`
    default:
      return ownDecoder(value, schema)
  }
}

function fieldError(record: Readonly<Record<string, unknown>>, { fields }: ObjectSchema): string | undefined {
  for (const key in record) {
    const field = fields[key]
    const error = field && conversionError(record[key], field)
    if (error !== undefined) return error
  }
  return undefined
}

function firstError(values: readonly unknown[], schema: Schema): string | undefined {
  for (const value of values) {
    const error = conversionError(value, schema)
    if (error !== undefined) return error
  }
  return undefined
}

/** Quantities, times and the like read themselves, from JSON; their errors do not name a field. */
function ownDecoder(value: unknown, schema: Schema): string | undefined {
  const holder = { type: 'object', goType: 'holder', fields: { value: schema }, required: [] } as const
  return decode({ value }, holder).error?.replace('struct field holder.value of', 'value of')
}

/** Go converts between numbers and strings by other rules than JSON, and says so where it could but will not. */
function mismatch(value: unknown, kind: string, goType: string): string {
  const given = goKind(value)
  const isConvertible =
    typeof value === 'number' && (kind === 'string' ? Number.isInteger(value) : kind.startsWith('int'))
  return isConvertible ? `cannot convert ${given} to ${goType}` : `unrecognized type: ${kind}`
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'slice'
  if (isRecord(value)) return 'map'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
