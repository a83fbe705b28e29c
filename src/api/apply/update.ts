import { isRecord } from '../../base'
import type { Time } from '../../kinds'
import { decode, type JsonRecord, type ObjectSchema } from '../schema'
import { differenceOf, type FieldSet, intersectionOf, isEmptySet, unionOf, withoutBelow } from './field-set'
import {
  decodeOwners,
  managedFieldsOf,
  type Owner,
  type Owners,
  ownerKey,
  ownerTime,
  resetFieldsOf,
  withOwners,
  withoutManagedFields,
  withoutUnowned,
} from './owners'
import { type Comparison, compareObjects } from './walk'

/** A write that is not an apply, for the sake of its traces in `metadata.managedFields`. */
export interface ManagedUpdate {
  /** The object before the write; undefined on create. */
  readonly live: unknown
  /** The object to be stored, after defaulting and before admission. */
  readonly next: unknown
  /** `fieldManager` of the request, or the first part of the user agent. */
  readonly manager: string
  readonly now: Time
  readonly schema: ObjectSchema
  readonly apiVersion: string
  readonly subresource?: string
}

/**
 * `next` with managedFields brought up to date: the writer owns what it changed, and nobody else does any more. An object that nobody
 * manages yet is left so, unless it is new (`skipnonapplied.go`); an empty list, or one with an empty entry, resets it.
 */
export function updateManagedFields(update: ManagedUpdate): JsonRecord {
  const { live, now, schema, subresource, apiVersion } = update
  const next = update.next as JsonRecord
  const managers = ownersOf(update)
  const bare = withoutManagedFields(next)
  if (managers.size === 0 && live !== undefined) return bare
  const before = live === undefined ? newObject(schema) : withoutManagedFields(live as JsonRecord)
  const comparison = withoutReset(compareObjects(before, bare, schema), subresource)
  const left = new Map(disowned(managers, comparison))
  const mine = withoutUnowned(unionOf(comparison.modified, comparison.added))
  if (!isEmptySet(mine)) {
    const name = update.manager || 'unknown'
    const writer = { name, operation: 'Update' as const, apiVersion, ...(subresource && { subresource }) }
    const previous = left.get(ownerKey(writer))?.fields
    const fields = previous ? unionOf(mine, previous) : mine
    left.set(ownerKey(writer), { ...writer, time: ownerTime(now), fields })
  }
  return withOwners(next, left)
}

/** What Go's `New` makes of a kind, with its zero values; a new object is compared with it. */
export function newObject(schema: ObjectSchema): JsonRecord {
  return decode({}, schema).value as JsonRecord
}

/** The managers a write starts from: those it brings, else those of the live object (`decodeLiveOrNew`). */
function ownersOf({ live, next, subresource }: ManagedUpdate): Owners {
  const given = managedFieldsOf(next)
  if (subresource === undefined && isReset(given)) return new Map()
  const brought = subresource === undefined ? decodeOwners(given) : new Map<string, Owner>()
  return brought.size > 0 ? brought : decodeOwners(managedFieldsOf(live))
}

function isReset(entries: unknown): boolean {
  if (!Array.isArray(entries)) return false
  const [only] = entries as unknown[]
  return entries.length === 0 || (entries.length === 1 && isRecord(only) && Object.keys(only).length === 0)
}

/** A comparison without what this door does not write. */
export function withoutReset({ added, modified, removed }: Comparison, subresource: string | undefined): Comparison {
  const reset = resetFieldsOf(subresource)
  return {
    added: withoutBelow(added, reset),
    modified: withoutBelow(modified, reset),
    removed: withoutBelow(removed, reset),
  }
}

/** What each manager, except the one called `writer`, owns of what a write changes. */
export function conflictsOf(
  managers: Owners,
  { added, modified }: Comparison,
  writer?: string,
): ReadonlyMap<string, FieldSet> {
  const written = unionOf(modified, added)
  const conflicts = new Map<string, FieldSet>()
  for (const [key, { fields }] of managers) {
    const conflict = key === writer ? undefined : intersectionOf(fields, written)
    if (conflict && !isEmptySet(conflict)) conflicts.set(key, conflict)
  }
  return conflicts
}

/** The managers without what a write took from them or removed; those left with nothing are gone. */
export function disowned(managers: Owners, comparison: Comparison, writer?: string): Owners {
  const lost = unionOf(unionOf(comparison.modified, comparison.added), comparison.removed)
  const left = new Map<string, Owner>()
  for (const [key, manager] of managers) {
    const fields = key === writer ? manager.fields : differenceOf(manager.fields, lost)
    if (!isEmptySet(fields)) left.set(key, fields === manager.fields ? manager : { ...manager, fields })
  }
  return left
}
