import { deepEqual, isRecord } from '../../base'
import { type JsonRecord, type ListSchema, put, type Schema } from '../schema'
import { elementOf, type FieldSet, isEmptySet, schemaBelow } from './field-set'
import { itemsByElement, partsOf } from './walk'

/** The live object with an applied configuration laid over it (`TypedValue.Merge`). Shares what the configuration leaves alone. */
export function mergeConfig(live: unknown, config: unknown, schema: Schema | undefined): unknown {
  if (config === undefined || live === undefined) return live ?? config
  const parts = partsOf(config, schema)
  if (parts === 'leaf') return deepEqual(live, config) ? live : config
  if (config === null) return live
  if (parts === 'items') return mergeItems(live, config, schema as ListSchema)
  if (!isRecord(live) || !isRecord(config)) return config
  let merged: JsonRecord | undefined
  for (const key in config) {
    const previous = Object.hasOwn(live, key) ? live[key] : undefined
    const next = mergeConfig(previous, config[key], schemaBelow(schema, `f:${key}`))
    if (next === previous) continue
    merged ??= { ...live }
    put(merged, key, next)
  }
  return merged ?? live
}

/**
 * Joins two lists: items of both follow the configuration's order; an item of the live list alone keeps its place among its neighbours
 * (`mergingWalker.visitListItems`).
 */
function mergeItems(live: unknown, config: unknown, schema: ListSchema): unknown {
  if (!Array.isArray(live) || !Array.isArray(config)) return config
  const left = itemsByElement(live, schema)
  const right = itemsByElement(config, schema)
  const leftKeys = [...left.keys()]
  const rightKeys = [...right.keys()]
  const shared = rightKeys.filter(key => left.has(key))
  const merged: unknown[] = []
  const done = new Set<string>()
  let sharedAt = 0
  const take = (key: string) => {
    done.add(key)
    merged.push(mergeConfig(left.get(key), right.get(key), schema.items))
    if (shared[sharedAt] === key) sharedAt++
  }
  for (let l = 0, r = 0; l < leftKeys.length || r < rightKeys.length; ) {
    const leftKey = leftKeys[l]
    const rightKey = rightKeys[r]
    if (leftKey !== undefined && !right.has(leftKey)) {
      merged.push(left.get(leftKey))
      l++
    } else if (leftKey !== undefined && leftKey === rightKey) {
      take(leftKey)
      l++
      r++
    } else if (leftKey !== undefined && (done.has(leftKey) || (rightKey !== undefined && isOutOfTurn(leftKey)))) l++
    else if (rightKey !== undefined) {
      take(rightKey)
      r++
    } else l++
  }
  return merged.length === live.length && merged.every((item, index) => item === live[index]) ? live : merged

  /** A shared item that the configuration wants later than another one. */
  function isOutOfTurn(key: string): boolean {
    return shared[sharedAt] !== undefined && shared[sharedAt] !== key
  }
}

/** The value without the paths of `gone`; null where nothing is left (`removeItemsWithSchema`). */
export function removeFields(value: unknown, gone: FieldSet, schema: Schema | undefined): unknown {
  const parts = partsOf(value, schema)
  if (isEmptySet(gone)) return value
  if (parts === 'items') return removeListItems(value, gone, schema as ListSchema)
  if (parts === 'leaf' || !isRecord(value)) return value === null || typeof value === 'object' ? null : value
  const kept: JsonRecord = {}
  for (const key in value) {
    const below = gone.children.get(`f:${key}`)
    if (below?.isMember) continue
    put(kept, key, below ? removeFields(value[key], below, schemaBelow(schema, `f:${key}`)) : value[key])
  }
  return Object.keys(kept).length > 0 ? kept : null
}

function removeListItems(value: unknown, gone: FieldSet, schema: ListSchema): unknown {
  if (!Array.isArray(value)) return null
  const kept: unknown[] = []
  for (const item of value as unknown[]) {
    const result = elementOf(item, schema)
    const below = 'element' in result ? gone.children.get(result.element) : undefined
    if (below?.isMember) continue
    kept.push(below ? removeFields(item, below, schema.items) : item)
  }
  return kept.length > 0 ? kept : null
}
