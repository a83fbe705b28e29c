import { compareText } from '../../base'
import { matchesSelector } from '../../client'
import {
  type ControllerRevision,
  controllerOf,
  controllerReference,
  type Manifest,
  type StatefulSet,
} from '../../kinds'
import type { View } from '../../store'
import type { Action } from '../runtime'
import { hashLabel } from './names'
import { dataOf, hashOf, revisionName, templateOf, textOf } from './revision-data'

/** A set as the API would complete it: what semantic comparison of revisions needs. */
export type CompleteSet = (set: StatefulSet) => StatefulSet

/** A revision that pods can be made from: stored, or about to be. */
export type UsableRevision = Pick<ControllerRevision, 'data' | 'revision'> & {
  readonly metadata: { readonly name: string }
}

/** Which revisions count in this sync, and what must be written for it (stateful_set_control.go, getStatefulSetRevisions). */
export interface RevisionChoice {
  readonly current: UsableRevision
  readonly update: UsableRevision
  readonly collisionCount: number
  readonly actions: readonly Action[]
}

/** The revisions of the set and those of nobody that its selector matches, oldest first (ListControllerRevisions). */
export function revisionsAt(view: View, set: StatefulSet): readonly ControllerRevision[] {
  const { uid, namespace } = set.metadata
  const isMatch = (revision: ControllerRevision) => matchesSelector(set.spec.selector, revision.metadata.labels)
  const owned = view
    .lookup('ControllerRevision', 'owner', uid)
    .filter(revision => controllerOf(revision)?.uid === uid && isMatch(revision))
  const orphans = view.lookup('ControllerRevision', 'orphan', namespace ?? '').filter(isMatch)
  return [...owned, ...orphans].sort(byRevision)
}

/** By number, then age, then name (controller_history.go, byRevision). */
function byRevision(a: ControllerRevision, b: ControllerRevision): number {
  return (
    a.revision - b.revision ||
    compareText(a.metadata.creationTimestamp, b.metadata.creationTimestamp) ||
    compareText(a.metadata.name, b.metadata.name)
  )
}

/** Chooses the update revision, making or renumbering one if the template asks for it, and the current one. `revisions` is sorted. */
export function chooseRevisions(
  view: View,
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  complete: CompleteSet,
): RevisionChoice {
  const { update, collisionCount, actions } = updateRevision(view, set, revisions, complete)
  const current = revisions.find(({ metadata }) => metadata.name === set.status.currentRevision) ?? update
  return { current, update, collisionCount, actions }
}

function updateRevision(
  view: View,
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  complete: CompleteSet,
): Omit<RevisionChoice, 'current'> {
  const collisionCount = set.status.collisionCount ?? 0
  const text = textOf(dataOf(set.spec.template))
  const newest = revisions[revisions.length - 1]
  const equal = revisions.findLast(revision => textOf(revision.data) === text)
  if (newest && equal && textOf(newest.data) === text) return { update: newest, collisionCount, actions: [] }
  const number = (newest?.revision ?? 0) + 1
  if (equal) return { update: { ...equal, revision: number }, collisionCount, actions: [renumbering(equal, number)] }
  if (newest && meansTheSame(set, newest, complete)) return { update: newest, collisionCount, actions: [] }
  return createdRevision(view, set, number, collisionCount)
}

/** Going back to an older template gives its revision the highest number. */
function renumbering({ metadata }: ControllerRevision, revision: number): Action {
  const { name, namespace, uid } = metadata
  const body = { metadata: { uid }, revision }
  const target = { kind: 'ControllerRevision', name, ...(namespace && { namespace }) }
  return { write: { verb: 'patch', ...target, patchType: 'merge', body } }
}

/** By the newest revision: the template last found to mean the same. */
const sameMeanings = new WeakMap<object, { readonly template: object; readonly isSame: boolean }>()

/**
 * Whether the newest revision, completed by today's API, gives the set's template: then an upgrade that adds a default rolls nothing
 * (stateful_set_control.go, setMatchesLatestExistingRevision).
 */
function meansTheSame(set: StatefulSet, newest: ControllerRevision, complete: CompleteSet): boolean {
  const { template } = set.spec
  const known = sameMeanings.get(newest)
  if (known?.template === template) return known.isSame
  const completed = complete({ ...set, spec: { ...set.spec, template: templateOf(newest, set) } })
  const isSame = textOf(dataOf(completed.spec.template)) === textOf(dataOf(template))
  sameMeanings.set(newest, { template, isSame })
  return isSame
}

/** A revision under the first free name; one of that name with the same data is taken as it is (CreateControllerRevision). */
function createdRevision(
  view: View,
  set: StatefulSet,
  number: number,
  firstCount: number,
): Omit<RevisionChoice, 'current'> {
  const data = dataOf(set.spec.template)
  for (let collisionCount = firstCount; ; collisionCount++) {
    const name = revisionName(set.metadata.name, hashOf(data, collisionCount))
    const existing = view.get('ControllerRevision', name, set.metadata.namespace)
    if (existing && textOf(existing.data) !== textOf(data)) continue
    if (existing) return { update: existing, collisionCount, actions: [] }
    const body = newRevision(set, name, number, hashOf(data, firstCount))
    const update = { metadata: { name }, data, revision: number }
    return { update, collisionCount, actions: [{ write: { verb: 'create', kind: 'ControllerRevision', body } }] }
  }
}

/** A revision of the set's template (stateful_set_utils.go, newRevision). The hash label keeps the hash from before a collision. */
function newRevision(set: StatefulSet, name: string, revision: number, hash: string): Manifest<ControllerRevision> {
  const { namespace, annotations } = set.metadata
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name,
      ...(namespace && { namespace }),
      labels: { ...set.spec.template.metadata?.labels, [hashLabel]: hash },
      ...(annotations && { annotations }),
      ownerReferences: [controllerReference(set)],
    },
    data: dataOf(set.spec.template),
    revision,
  }
}

/**
 * Deletes what exceeds revisionHistoryLimit among the revisions that are neither current, nor wanted, nor named by a pod; the oldest first
 * (stateful_set_control.go, truncateHistory). `podRevisions` is asked only when there may be too many.
 */
export function historyTruncation(
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  { current, update }: RevisionChoice,
  podRevisions: () => ReadonlySet<string>,
): readonly Action[] {
  const limit = set.spec.revisionHistoryLimit
  if (limit < 0 || revisions.length <= limit) return []
  const kept = new Set([current.metadata.name, update.metadata.name])
  const live = podRevisions()
  const past = revisions.filter(({ metadata }) => !kept.has(metadata.name) && !live.has(metadata.name))
  return past.slice(0, Math.max(0, past.length - limit)).map(({ metadata: { name, namespace } }) => ({
    write: { verb: 'delete', kind: 'ControllerRevision', name, ...(namespace && { namespace }) },
    tolerate: ['NotFound'],
    always: true,
  }))
}
