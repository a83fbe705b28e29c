import { compareText, deepEqual, isRecord } from '../../base'
import type { Time } from '../../kinds'
import { timestamp } from '../../kinds'
import type { JsonRecord } from '../schema'
import { differenceOf, type FieldSet, type FieldSetBuilder, insertPath, newFieldSet } from './field-set'
import { decodeFields, encodeFields } from './fields-v1'

/** Who owns which fields: one entry of `metadata.managedFields`. */
export interface Owner {
  readonly name: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  readonly subresource?: string
  readonly time?: string
  readonly fields: FieldSet
}

/** Owners by their identity: name, operation, version and subresource. */
export type Owners = ReadonlyMap<string, Owner>

/** What tells one entry from another. The version of an applier is not part of it (`BuildManagerIdentifier`). */
export function ownerKey({ name, operation, apiVersion, subresource = '' }: Omit<Owner, 'fields' | 'time'>): string {
  return JSON.stringify([name, operation, operation === 'Apply' ? '' : apiVersion, subresource])
}

/** Reads `metadata.managedFields`. */
export function decodeOwners(entries: unknown): Owners {
  const managers = new Map<string, Owner>()
  for (const entry of Array.isArray(entries) ? (entries as unknown[]) : []) {
    if (!isRecord(entry) || Object.keys(entry).length === 0) continue
    const { manager, operation, apiVersion, subresource, time, fieldsV1 } = entry
    const decoded: Owner = {
      name: String(manager ?? ''),
      operation: operation === 'Apply' ? 'Apply' : 'Update',
      apiVersion: String(apiVersion ?? ''),
      ...(subresource ? { subresource: String(subresource) } : {}),
      ...(time ? { time: String(time) } : {}),
      fields: decodeFields(fieldsV1),
    }
    managers.set(ownerKey(decoded), decoded)
  }
  return managers
}

/** The entries in upstream's order: appliers first, then by time in seconds, then by name (`sortEncodedManagedFields`). */
export function encodeOwners(managers: Owners): readonly JsonRecord[] {
  const order = [...managers.values()].sort(
    (a, b) =>
      compareText(a.operation, b.operation) ||
      compareText(a.time ?? '', b.time ?? '') ||
      compareText(a.name, b.name) ||
      compareText(a.apiVersion, b.apiVersion) ||
      compareText(a.subresource ?? '', b.subresource ?? ''),
  )
  return order.map(({ name, operation, apiVersion, subresource, time, fields }) => ({
    manager: name,
    operation,
    apiVersion,
    ...(time && { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: encodeFields(fields),
    ...(subresource && { subresource }),
  }))
}

/** Fields that belong to nobody (`stripmeta.go`). */
const unowned = setOf([
  'apiVersion',
  'kind',
  'metadata',
  'metadata.name',
  'metadata.namespace',
  'metadata.creationTimestamp',
  'metadata.selfLink',
  'metadata.uid',
  'metadata.clusterName',
  'metadata.generation',
  'metadata.managedFields',
  'metadata.resourceVersion',
])

function setOf(paths: readonly string[]): FieldSetBuilder {
  const set = newFieldSet()
  for (const path of paths)
    insertPath(
      set,
      path.split('.').map(name => `f:${name}`),
    )
  return set
}

/** The fields that somebody can own. */
export function withoutUnowned(fields: FieldSet): FieldSet {
  return differenceOf(fields, unowned)
}

/** Fields that a door does not write and therefore nobody owns through it (`GetResetFields` of the strategies). */
export function resetFieldsOf(subresource: string | undefined): FieldSet {
  if (subresource === undefined) return setOf(['status'])
  return subresource === 'status'
    ? setOf(['spec', 'metadata.deletionTimestamp', 'metadata.ownerReferences'])
    : newFieldSet()
}

/** An object's `metadata.managedFields`. */
export function managedFieldsOf(object: unknown): unknown {
  const { metadata } = (object ?? {}) as { metadata?: { managedFields?: unknown } }
  return metadata?.managedFields
}

/** The object without `metadata.managedFields`; itself if it has none. */
export function withoutManagedFields(object: JsonRecord): JsonRecord {
  const { metadata } = object
  if (!isRecord(metadata) || metadata.managedFields === undefined) return object
  const { managedFields: _, ...rest } = metadata
  return { ...object, metadata: rest }
}

/** The object with these managers; itself if that changes nothing. */
export function withOwners(object: JsonRecord, managers: Owners): JsonRecord {
  const entries = encodeOwners(managers)
  if (deepEqual(entries, managedFieldsOf(object) ?? [])) return object
  const bare = withoutManagedFields(object)
  if (entries.length === 0) return bare
  return { ...bare, metadata: { ...(bare.metadata as JsonRecord | undefined), managedFields: entries } }
}

/**
 * The live object where a write changed nothing but times in managedFields, else `next`. To be asked last, after defaulting and admission
 * (`IgnoreManagedFieldsTimestampsTransformer`).
 */
export function unlessOnlyTimes(live: JsonRecord, next: JsonRecord): JsonRecord {
  const isSame =
    deepEqual(timeless(managedFieldsOf(live)), timeless(managedFieldsOf(next))) &&
    deepEqual(withoutManagedFields(live), withoutManagedFields(next))
  return isSame ? live : next
}

function timeless(entries: unknown): readonly unknown[] {
  return (Array.isArray(entries) ? (entries as readonly object[]) : [])
    .map(entry => ({ ...entry, time: undefined }))
    .toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)))
}

/** Times in managedFields have seconds. */
export function ownerTime(now: Time): string {
  return timestamp(now)
}
