import { compareText, deepEqual, isRecord } from '../../base'
import { type ListMerge, listMergeAt } from './merge-lists'

type JsonRecord = Readonly<Record<string, unknown>>

/** The three states that an apply compares. */
export interface ThreeWay {
  /** What was applied last; undefined when nobody knows. */
  readonly original: unknown
  /** What shall be now. */
  readonly modified: unknown
  /** What is there. */
  readonly current: unknown
}

export type ThreeWayPatchType = 'strategic' | 'merge'

/**
 * The patch that `kubectl apply` sends: what the manifest says and the object does not have, and the removal of what the last manifest said
 * and this one does not. What others wrote stays. `{}` when nothing is to do. After `strategicpatch.CreateThreeWayMergePatch` and
 * `jsonmergepatch.CreateThreeWayJSONMergePatch`.
 */
export function threeWayPatch(states: ThreeWay, type: ThreeWayPatchType): JsonRecord {
  const { original, modified, current } = states
  return diffRecords(
    isRecord(original) ? original : {},
    isRecord(modified) ? modified : {},
    isRecord(current) ? current : {},
    { path: [], isStrategic: type === 'strategic' },
  )
}

interface Place {
  readonly path: readonly string[]
  readonly isStrategic: boolean
}

function diffRecords(original: JsonRecord, modified: JsonRecord, current: JsonRecord, place: Place): JsonRecord {
  const patch: Record<string, unknown> = {}
  for (const key of Object.keys(modified)) {
    const below = { ...place, path: [...place.path, key] }
    Object.assign(patch, diffField(key, own(original, key), modified[key], own(current, key), below))
  }
  for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) patch[key] = null
  return patch
}

function diffField(key: string, original: unknown, modified: unknown, current: unknown, place: Place): JsonRecord {
  if (modified === null) return current === undefined || current === null ? {} : { [key]: null }
  if (isRecord(modified) && isRecord(current)) {
    const patch = diffRecords(isRecord(original) ? original : {}, modified, current, place)
    return isEmpty(patch) ? {} : { [key]: patch }
  }
  const merge = place.isStrategic ? listMergeAt(place.path) : undefined
  if (merge && Array.isArray(modified) && Array.isArray(current)) {
    const before = Array.isArray(original) ? original : []
    return merge.key
      ? diffKeyedList(key, before, modified, current, { ...merge, key: merge.key }, place)
      : diffSet(key, before, modified, current)
  }
  return deepEqual(modified, current) ? {} : { [key]: modified }
}

function diffKeyedList(
  field: string,
  original: readonly unknown[],
  modified: readonly unknown[],
  current: readonly unknown[],
  merge: ListMerge & { readonly key: string },
  place: Place,
): JsonRecord {
  const { key } = merge
  const before = byKey(original, key)
  const now = byKey(current, key)
  const wanted = byKey(modified, key)
  const items: unknown[] = []
  for (const [id, item] of wanted) {
    const there = now.get(id)
    if (!there) items.push(item)
    else {
      const patch = diffRecords(before.get(id) ?? {}, item, there, place)
      if (!isEmpty(patch)) items.push({ ...patch, ...(merge.retainsKeys && retained(item)), [key]: id })
    }
  }
  for (const id of before.keys()) if (!wanted.has(id)) items.push({ $patch: 'delete', [key]: id })
  const order = [...wanted.keys()]
  if (items.length === 0 && deepEqual(order, [...now.keys()])) return {}
  return {
    [`$setElementOrder/${field}`]: order.map(id => ({ [key]: id })),
    ...(items.length > 0 && { [field]: items }),
  }
}

function diffSet(
  field: string,
  original: readonly unknown[],
  modified: readonly unknown[],
  current: readonly unknown[],
): JsonRecord {
  const added = modified.filter(value => !current.includes(value))
  const removed = original.filter(value => !modified.includes(value))
  if (added.length === 0 && removed.length === 0) return {}
  return {
    ...(removed.length > 0 && { [`$deleteFromPrimitiveList/${field}`]: removed }),
    [`$setElementOrder/${field}`]: modified,
    ...(added.length > 0 && { [field]: added }),
  }
}

function retained(item: JsonRecord): JsonRecord {
  return { $retainKeys: Object.keys(item).sort(compareText) }
}

function byKey(list: readonly unknown[], key: string): Map<unknown, JsonRecord> {
  return new Map(list.filter(isRecord).map(item => [item[key], item]))
}

function own(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function isEmpty(record: JsonRecord): boolean {
  return Object.keys(record).length === 0
}
