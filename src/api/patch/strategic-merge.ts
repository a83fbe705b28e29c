import { deepEqual, isRecord } from '../../base'
import { type JsonRecord, type ListSchema, type ObjectSchema, put, type Schema } from '../schema'
import { unknownDirective, withoutDirectives } from './directives'
import { internal, jsonKind, unreadable } from './errors'
import { mergeList, orderedList } from './strategic-list'

const elementOrder = '$setElementOrder/'
const deletions = '$deleteFromPrimitiveList/'

/**
 * Applies a strategic merge patch: like a merge patch, but lists with a merge key are joined by it, and the directives `$patch`,
 * `$retainKeys`, `$setElementOrder/…` and `$deleteFromPrimitiveList/…` are obeyed. A patch that contradicts itself is a 500 with upstream's
 * words, as the real server answers. After `strategicpatch/patch.go`. Nothing is changed in place; what the patch leaves alone is shared.
 */
export function applyStrategicMergePatch(document: unknown, patch: unknown, schema: ObjectSchema): unknown {
  if (patch === null || patch === undefined) return document
  if (!isRecord(patch))
    throw unreadable(`json: cannot unmarshal ${jsonKind(patch)} into Go value of type map[string]interface {}`)
  return mergeRecord(isRecord(document) ? document : {}, patch, schema)
}

/** Merges one object of a patch into the one it is about. */
function mergeRecord(original: JsonRecord, patch: JsonRecord, schema: Schema | undefined): JsonRecord {
  if (Object.hasOwn(patch, '$patch')) return directed(patch)
  const kept = retained(original, patch)
  const result: Merging = { original: kept, changed: undefined }
  const orderedFields = new Set<string>()
  for (const key in patch)
    if (key.startsWith(elementOrder)) {
      const name = key.slice(elementOrder.length)
      orderedFields.add(name)
      setOrdered(result, name, patch, patch[key], listSchema(schema, name))
    }
  for (const key in patch) {
    if (key === '$retainKeys' || key.startsWith(elementOrder) || orderedFields.has(key)) continue
    const isDeletion = key.startsWith(deletions)
    const name = isDeletion ? key.slice(deletions.length) : key
    const value = patch[key]
    if (value === null) set(result, name, undefined)
    else if (isDeletion) deletePrimitives(result, name, value)
    else if (value !== undefined)
      set(result, name, mergeField(own(result.changed ?? kept, name), value, fieldSchema(schema, name)))
  }
  return result.changed ?? kept
}

/** An object being merged; `changed` is its copy, made when the first field differs. */
interface Merging {
  readonly original: JsonRecord
  changed: JsonRecord | undefined
}

/** Sets a field; undefined removes it. */
function set(merging: Merging, name: string, value: unknown): void {
  const current = merging.changed ?? merging.original
  if (own(current, name) === value) return
  merging.changed ??= { ...merging.original }
  if (value === undefined) delete merging.changed[name]
  else put(merging.changed, name, value)
}

function own(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function directed(patch: JsonRecord): JsonRecord {
  const directive = patch.$patch
  if (directive === 'delete') return {}
  if (directive !== 'replace') throw unknownDirective(patch)
  const { $patch: _, ...rest } = patch
  return rest
}

/** What `$retainKeys` leaves of the original. Every field of the patch must be among the retained. */
function retained(original: JsonRecord, patch: JsonRecord): JsonRecord {
  if (!Object.hasOwn(patch, '$retainKeys')) return original
  const list = patch.$retainKeys
  if (!Array.isArray(list)) throw internal('invalid patch format of retainKeys')
  const keys = new Set<unknown>(list)
  const isOwnField = (key: string) =>
    key !== '$retainKeys' && patch[key] !== null && !key.startsWith(deletions) && !key.startsWith(elementOrder)
  for (const key in patch) if (isOwnField(key) && !keys.has(key)) throw internal('invalid patch format of retainKeys')
  return Object.fromEntries(Object.entries(original).filter(([key]) => keys.has(key)))
}

function setOrdered(merging: Merging, name: string, patch: JsonRecord, order: unknown, schema: ListSchema | undefined) {
  if (!Array.isArray(order)) throw internal(`expected a []interface {}, but received a ${goType(order)}`)
  const live = listOrNothing(own(merging.original, name))
  const patched = listOrNothing(own(patch, name))
  if (!live && !patched) return
  set(merging, name, orderedList(live, patched, order, schema, mergeRecord))
}

function listOrNothing(value: unknown): readonly unknown[] | undefined {
  if (value === undefined || Array.isArray(value)) return value
  throw internal(`expected a []interface {}, but received a ${goType(value)}`)
}

function goType(value: unknown): string {
  if (isRecord(value)) return 'map[string]interface {}'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return value === null ? '<nil>' : jsonKind(value)
}

function deletePrimitives(merging: Merging, name: string, value: unknown): void {
  const live = own(merging.changed ?? merging.original, name)
  if (!Array.isArray(live) || !Array.isArray(value)) return
  const gone = new Set<unknown>(value)
  if (live.some(item => gone.has(item)))
    set(
      merging,
      name,
      live.filter(item => !gone.has(item)),
    )
}

function mergeField(live: unknown, patch: unknown, schema: Schema | undefined): unknown {
  if (isRecord(live) && isRecord(patch)) {
    // Taken as it is, with nulls and directives (mergeMapHandler).
    const isReplaced = schema?.type === 'object' && schema.replaced
    return isReplaced ? patch : mergeRecord(live, patch, schema)
  }
  if (Array.isArray(live) && Array.isArray(patch)) {
    const merged = schema?.type === 'list' && schema.merge ? mergeList(live, patch, schema, mergeRecord) : patch
    return deepEqual(merged, live) ? live : merged
  }
  return live === patch ? live : withoutDirectives(patch)
}

function fieldSchema(schema: Schema | undefined, name: string): Schema | undefined {
  if (schema?.type === 'object') return schema.fields[name]
  return schema?.type === 'map' ? schema.values : undefined
}

function listSchema(schema: Schema | undefined, name: string): ListSchema | undefined {
  const field = fieldSchema(schema, name)
  return field?.type === 'list' ? field : undefined
}
