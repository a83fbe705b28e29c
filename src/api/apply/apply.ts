import { compareText, deepEqual, isRecord } from '../../base'
import { failure, StatusError } from '../../client'
import type { Time } from '../../kinds'
import type { JsonRecord, ObjectSchema } from '../schema'
import { configErrors } from './check-config'
import {
  differenceOf,
  emptySet,
  type FieldSet,
  intersectionOf,
  isEmptySet,
  unionOf,
  withNamedFields,
  withoutBelow,
} from './field-set'
import { pathTexts } from './fields-v1'
import { mergeConfig, removeFields } from './merge-config'
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
import { conflictsOf, disowned, newObject, withoutReset } from './update'
import { compareObjects, fieldSetOf } from './walk'

/** A server-side apply. */
export interface ApplyRequest {
  /** Undefined: apply creates the object. */
  readonly live: unknown
  /** What the manager wants, as it was sent. */
  readonly config: unknown
  readonly manager: string
  readonly force: boolean
  readonly now: Time
  readonly schema: ObjectSchema
  readonly apiVersion: string
  readonly kind: string
  readonly subresource?: string
}

/**
 * Lays a configuration over the live object, takes away what the same manager applied before and no longer wants, and brings managedFields
 * up to date. Fields that others own with another value are a 409, unless forced. The result is not yet decoded nor defaulted; it is the
 * live object itself where nothing changes. After `structured-merge-diff/merge/update.go` Apply.
 */
export function applyServerSide(request: ApplyRequest): { readonly object: JsonRecord } {
  const config = checkedConfig(request)
  const { schema, now, subresource, apiVersion, manager } = request
  const live = request.live as JsonRecord | undefined
  const before = live === undefined ? newObject(schema) : withoutManagedFields(live)
  const managers = ownersBefore(request, before)
  const fields = withoutBelow(fieldSetOf(config, schema), resetFieldsOf(subresource))
  const applier = { name: manager, operation: 'Apply' as const, apiVersion, ...(subresource && { subresource }) }
  const key = ownerKey(applier)
  const last = managers.get(key)
  const claimed = new Map(managers).set(key, { ...applier, ...(last?.time && { time: last.time }), fields })
  const merged = mergeConfig(before, config, schema)
  const object = pruned(merged, claimed, last?.fields, schema) as JsonRecord
  const comparison = withoutReset(compareObjects(before, object, schema), subresource)
  if (!request.force) refuseConflicts(claimed, conflictsOf(claimed, comparison, key))
  const left = new Map(disowned(claimed, comparison, key))
  const isSame = deepEqual(before, object)
  settleApplier(left, key, isSame ? undefined : ownerTime(now))
  return { object: withOwners(isSame && live ? live : object, left) }
}

function settleApplier(managers: Map<string, Owner>, key: string, time: string | undefined): void {
  const applier = managers.get(key)
  if (!applier) return
  const fields = withoutUnowned(applier.fields)
  if (isEmptySet(fields)) managers.delete(key)
  else managers.set(key, { ...applier, ...(time && { time }), fields })
}

function checkedConfig({ config, apiVersion, kind, schema }: ApplyRequest): JsonRecord {
  const object = isRecord(config) ? config : {}
  const group = (version: unknown) => (String(version ?? '').includes('/') ? '' : '/')
  const named = `${group(object.apiVersion)}${String(object.apiVersion ?? '')}, Kind=${String(object.kind ?? '')}`
  if (object.apiVersion !== apiVersion || object.kind !== kind) throw badRequest(`invalid object type: ${named}`)
  const { metadata } = object
  const { name = '', namespace = '', managedFields } = (isRecord(metadata) ? metadata : {}) as Record<string, unknown>
  if (managedFields !== undefined && managedFields !== null) throw badRequest('metadata.managedFields must be nil')
  const errors = configErrors(object, schema)
  if (errors.length === 0) return object
  const list = errors.length === 1 ? errors[0] : ['errors:', ...errors.map(error => `  ${error}`)].join('\n')
  const message = `failed to create typed patch object (${namespace}/${name}; ${named}): ${list}`
  throw new StatusError({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code: 500 })
}

function badRequest(message: string): StatusError {
  return new StatusError(failure('BadRequest', message))
}

/** The live object's managers. What was written before anybody applied belongs to a manager of that name. */
function ownersBefore({ live, schema, subresource, apiVersion }: ApplyRequest, before: JsonRecord): Owners {
  const managers = decodeOwners(managedFieldsOf(live))
  if (managers.size > 0 || live === undefined) return managers
  const { added, modified } = withoutReset(compareObjects(newObject(schema), before, schema), subresource)
  const fields = withoutUnowned(unionOf(added, modified))
  if (isEmptySet(fields)) return managers
  const first: Owner = { name: 'before-first-apply', operation: 'Update', apiVersion, fields }
  return new Map([[ownerKey(first), first]])
}

/** `merged` without what the applier owned last time, neither it nor anybody else owns now, and is not in the way of other things. */
function pruned(merged: unknown, managers: Owners, last: FieldSet | undefined, schema: ObjectSchema): unknown {
  if (!last || isEmptySet(last)) return merged
  const named = (set: FieldSet) => withNamedFields(set, schema)
  const mergedSet = named(fieldSetOf(merged, schema))
  const without = removeFields(merged, named(last), schema)
  const owned = [...managers.values()].reduce<FieldSet>((set, { fields }) => unionOf(set, fields), emptySet)
  const kept = unionOf(named(fieldSetOf(without, schema)), named(owned))
  const withOwned = removeFields(merged, differenceOf(mergedSet, kept), schema)
  const gone = differenceOf(mergedSet, named(fieldSetOf(withOwned, schema)))
  return removeFields(merged, intersectionOf(gone, named(last)), schema)
}

/** Throws the 409 that lists who owns what (`managedfields/internal/conflict.go`). */
function refuseConflicts(managers: Owners, conflicts: ReadonlyMap<string, FieldSet>): void {
  if (conflicts.size === 0) return
  const list = [...conflicts].map(([key, fields]) => ({
    shown: ownerText(managers.get(key) as Owner),
    paths: pathTexts(fields),
  }))
  list.sort((a, b) => compareText(a.shown, b.shown))
  const causes = list.flatMap(({ shown, paths }) =>
    paths.map(field => ({ reason: 'FieldManagerConflict', message: `conflict with ${shown}`, field })),
  )
  const [only] = causes
  const message =
    causes.length === 1
      ? `1 conflict: ${only?.message}: ${only?.field}`
      : `${causes.length} conflicts: ${list.map(({ shown, paths }) => [`conflicts with ${shown}:`, ...paths.map(path => `- ${path}`)].join('\n')).join('\n')}`
  throw new StatusError(failure('Conflict', `Apply failed with ${message}`, { causes }))
}

function ownerText({ name, operation, subresource, apiVersion }: Owner): string {
  const through = subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''
  return `${JSON.stringify(name)}${through}${operation === 'Update' ? ` using ${apiVersion}` : ''}`
}
