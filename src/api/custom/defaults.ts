import { isRecord } from '../../base'
import type { JsonSchema } from '../../kinds'

/**
 * The value with what its schema fills in: null where null is not allowed counts as absent, and absent fields with a default get it
 * (apiextensions-apiserver `pkg/apiserver/schema/defaulting`). The value itself where that changes nothing.
 */
export function withDefaults(value: unknown, schema: JsonSchema): unknown {
  if (Array.isArray(value)) return withItems(value, schema.items)
  if (!isRecord(value)) return value
  const properties = isRecord(schema.properties) ? schema.properties : {}
  const copy: Record<string, unknown> = { ...value }
  let isChanged = false
  for (const key in value) {
    const below = belowOf(schema, properties, key)
    const next = below && filled(value[key], below)
    if (!below || next === value[key]) continue
    isChanged = true
    if (next === undefined) delete copy[key]
    else copy[key] = next
  }
  for (const key in properties) {
    const below = properties[key]
    if (Object.hasOwn(copy, key) || !isRecord(below) || below.default === undefined) continue
    isChanged = true
    copy[key] = withDefaults(below.default, below)
  }
  return isChanged ? copy : value
}

/** What becomes of one given field; undefined where it goes. */
function filled(value: unknown, schema: JsonSchema): unknown {
  if (value === null && schema.nullable !== true) return undefined
  return withDefaults(value, schema)
}

function belowOf(
  schema: JsonSchema,
  properties: Readonly<Record<string, unknown>>,
  key: string,
): JsonSchema | undefined {
  const own = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties
  return isRecord(own) ? own : undefined
}

function withItems(items: readonly unknown[], schema: unknown): readonly unknown[] {
  if (!isRecord(schema)) return items
  const next = items.map(item => withDefaults(item, schema))
  return next.every((item, index) => item === items[index]) ? items : next
}
