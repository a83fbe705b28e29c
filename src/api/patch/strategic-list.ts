import { isRecord } from '../../base'
import type { JsonRecord, ListSchema, Schema } from '../schema'
import { unknownDirective, withoutDirectives } from './directives'
import { internal } from './errors'
import { goText } from './go-text'
import { type Identify, inOrder } from './merge-order'

/** How two items with the same key become one. */
type MergeItem = (live: JsonRecord, patch: JsonRecord, schema: Schema) => JsonRecord

/** Joins two lists of a field with a merge strategy. */
export function mergeList(
  live: readonly unknown[],
  patch: readonly unknown[],
  schema: ListSchema,
  mergeItem: MergeItem,
): readonly unknown[] {
  if (live.length === 0 && patch.length === 0) return live
  const { merged, left, order } = join(live, patch, schema, mergeItem)
  return inOrder(merged, order, left, identity(schema))
}

/** Joins two lists and puts the result in the order that `$setElementOrder` wants. At least one of the lists is there. */
export function orderedList(
  live: readonly unknown[] | undefined,
  patch: readonly unknown[] | undefined,
  order: readonly unknown[],
  schema: ListSchema | undefined,
  mergeItem: MergeItem,
): readonly unknown[] {
  const key = schema?.merge?.key
  checkOrder(patch ?? [], order, key)
  const merged = !patch
    ? (live ?? [])
    : live
      ? joinedOrReplaced(live, patch, schema, mergeItem)
      : withoutDirectives(patch)
  const identify = schema ? identity(schema) : (item: unknown) => item
  return inOrder(merged as readonly unknown[], order, live ?? [], identify)
}

function joinedOrReplaced(
  live: readonly unknown[],
  patch: readonly unknown[],
  schema: ListSchema | undefined,
  mergeItem: MergeItem,
) {
  return schema?.merge ? mergeList(live, patch, schema, mergeItem) : patch
}

function identity({ merge }: ListSchema): Identify {
  const key = merge?.key
  if (key === undefined) return item => item
  return item => keyOf(item, key)
}

function keyOf(item: unknown, key: string): unknown {
  if (!isRecord(item)) throw internal(`expected a map[string]interface {}, but received a ${typeof item}`)
  if (!Object.hasOwn(item, key)) throw withoutKey(item, key)
  return item[key]
}

function withoutKey(item: JsonRecord, key: string): Error {
  return internal(`map: ${goText(item)} does not contain declared merge key: ${key}`)
}

interface Joined {
  readonly merged: readonly unknown[]
  /** The live list without what the patch deletes. */
  readonly left: readonly unknown[]
  /** The patch's items in their order, without directives. */
  readonly order: readonly unknown[]
}

function join(live: readonly unknown[], patch: readonly unknown[], schema: ListSchema, mergeItem: MergeItem): Joined {
  const key = schema.merge?.key
  checkTypes(live, patch)
  if (!isRecord(live[0] ?? patch[0])) return { merged: [...new Set([...live, ...patch])], left: live, order: patch }
  if (key === undefined) throw internal(`cannot merge lists without merge key for ${schema.items.goType}`)
  const { plain, isReplaced, deleted } = directives(patch as readonly JsonRecord[], key)
  if (isReplaced) return { merged: plain, left: plain, order: [] }
  const left = deleted.size === 0 ? live : live.filter(item => !deleted.has((item as JsonRecord)[key]))
  const merged = [...(left as readonly JsonRecord[])]
  for (const item of plain) {
    const value = keyOf(item, key)
    const at = merged.findIndex(candidate => candidate[key] === value)
    if (at < 0) merged.push(withoutDirectives(item) as JsonRecord)
    else merged[at] = mergeItem(merged[at] as JsonRecord, item, schema.items)
  }
  return { merged, left, order: plain }
}

/** Sorts the items of a patch that say something about the list from those that belong into it. */
function directives(patch: readonly JsonRecord[], key: string) {
  const plain: JsonRecord[] = []
  const deleted = new Set<unknown>()
  let isReplaced = false
  for (const item of patch) {
    if (!Object.hasOwn(item, '$patch')) plain.push(item)
    else if (item.$patch === 'delete') deleted.add(keyOf(item, key))
    else if (item.$patch === 'replace') isReplaced = true
    else if (item.$patch === 'merge') throw internal('merging lists cannot yet be specified in the patch')
    else throw unknownDirective(item)
  }
  return { plain, isReplaced, deleted }
}

/** All items must be of one type, and none a list (`sliceElementType`). */
function checkTypes(live: readonly unknown[], patch: readonly unknown[]): void {
  let first: string | undefined
  for (const item of [...live, ...patch]) {
    if (Array.isArray(item)) throw internal('lists of lists are not supported')
    const type = item === null ? 'null' : typeof item
    first ??= type
    if (type !== first) throw internal(`list element types are not identical: ${goText([live, patch])}`)
  }
}

/** The items of the patch must stand in the wanted order, and all be in it (`validatePatchWithSetOrderList`). */
function checkOrder(patch: readonly unknown[], order: readonly unknown[], key: string | undefined): void {
  if (order.length === 0 || patch.length === 0) return
  const identify: Identify = key === undefined ? item => item : item => keyOf(item, key)
  let at = 0
  for (const item of patch) {
    if (isRecord(item) && Object.hasOwn(item, '$patch')) continue
    const wanted = identify(item)
    while (at < order.length && identify(order[at]) !== wanted) at++
    if (at === order.length)
      throw internal(
        `The order in patch list:\n${goText(patch)}\n doesn't match $setElementOrder list:\n${goText(order)}\n`,
      )
    at++
  }
}
