import { altered } from '../../base'
import type { JsonRecord } from '../schema'
import { differenceOf, type FieldSet, insertPath, intersectionOf, isEmptySet, newFieldSet } from './field-set'
import { decodeOwners, managedFieldsOf, type Owner, type Owners, ownerKey, withOwners } from './owners'

/** A write through `…/scale`, for the sake of its traces in the object's `metadata.managedFields`. */
export interface ScaleWrite {
  /** The object before the write. */
  readonly live: JsonRecord
  /** The object to be stored. */
  readonly next: JsonRecord
  readonly manager: string
  /** The names that lead to the replicas. */
  readonly path: readonly string[]
  readonly before: number
  readonly after: number
}

const scaleVersion = 'autoscaling/v1'

/**
 * `next` with the owners of its replicas brought up to date, as `managedfields/scalehandler.go` does it: the owners of the replicas are shown
 * to the Scale as its own owners, and what it makes of them is brought back. On the way an entry of an update loses its version, so that it
 * is taken for another one: whoever owned the replicas has an entry for them alone from then on, without a time. A Scale of no replicas has no
 * such field, which nobody can own; and nobody begins to own what nobody owns.
 */
export function updateOwnersThroughScale({ live, next, manager, path, before, after }: ScaleWrite): JsonRecord {
  const owners = decodeOwners(managedFieldsOf(live))
  if (owners.size === 0) return next
  const replicas = newFieldSet()
  insertPath(
    replicas,
    path.map(name => `f:${name}`),
  )
  const owns = ({ fields }: Owner) => !isEmptySet(intersectionOf(fields, replicas))
  const apiVersion = String(live.apiVersion)
  const known = [...owners.values()].filter(owns).map(owner => altered(owner, { apiVersion: scaleVersion }))
  const writer: Owner = {
    name: manager,
    operation: 'Update',
    apiVersion: scaleVersion,
    subresource: 'scale',
    fields: replicas,
  }
  const isChanged = known.length > 0 && before !== after
  const left = new Map((isChanged ? (after === 0 ? [] : [writer]) : known).map(owner => [ownerKey(owner), owner]))
  const result = new Map(stolen(owners, replicas, left))
  for (const [key, { time: _, ...owner }] of left)
    if (!result.has(key)) result.set(key, { ...owner, apiVersion, fields: replicas })
  return withOwners(next, result)
}

/** All owners, those without the replicas whom the Scale does not know as theirs. */
function* stolen(owners: Owners, replicas: FieldSet, left: Owners): Generator<readonly [string, Owner]> {
  for (const [key, owner] of owners) {
    const fields = left.has(key) ? owner.fields : differenceOf(owner.fields, replicas)
    if (!isEmptySet(fields)) yield [key, { ...owner, fields }]
  }
}
