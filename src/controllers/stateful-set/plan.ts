import { controllerOf, type StatefulSet, type Time } from '../../kinds'
import type { View } from '../../store'
import { type Action, nothing, type Plan } from '../runtime'
import { adoptRevisions, claimPods } from './adoption'
import { type Census, censusAt } from './census'
import { isStranger, type Member } from './member'
import { condemnedClaimPhase, condemnedPhase, replicaPhase } from './replicas'
import { type CompleteSet, chooseRevisions, historyTruncation, revisionsAt } from './revisions'
import { updatePhase } from './rolling-update'
import { statusWrite } from './status'
import type { Sync } from './sync'

/** Decides what one set needs (stateful_set.go, sync; stateful_set_control.go, UpdateStatefulSet). `key` is `namespace/name`. */
export function planStatefulSet(view: View, key: string, now: Time, complete: CompleteSet): Plan {
  const slash = key.indexOf('/')
  const set = view.get('StatefulSet', key.slice(slash + 1), key.slice(0, slash))
  if (!set) return nothing
  const isDeleting = set.metadata.deletionTimestamp !== undefined
  const revisions = revisionsAt(view, set)
  const orphans = revisions.filter(revision => !controllerOf(revision))
  if (isDeleting && orphans.length > 0)
    return { actions: [{ fail: `can't adopt ControllerRevisions: ${set.metadata.name} has just been deleted` }] }

  const census = censusAt(view, set)
  const claims = claimPods(view, set, census)
  const choice = chooseRevisions(view, set, revisions, complete)
  const before = [...adoptRevisions(set, orphans), ...claims.actions, ...choice.actions]
  const names = { current: choice.current.metadata.name, update: choice.update.metadata.name }
  const roster = census.rosterAt(set, now, names, claims.adopted)
  const truncation = historyTruncation(set, revisions, choice, () => podRevisions(census, claims.adopted))
  if (set.spec.updateStrategy.type === 'Recreate') return refuseRecreate(set, before, truncation)

  const sync: Sync = { view, set, now, revisions: choice, roster }
  const { actions, deletedForUpdate } = isDeleting ? idle : work(sync)
  const status = statusWrite(sync, deletedForUpdate)
  const { ready, available, nextAvailableAt } = roster.tally
  const then = [...actions, ...status, ...truncation]
  return {
    // Without its pods and revisions the sync does not even begin; a group is skipped whole, its status too.
    actions: before.length === 0 || then.length === 0 ? [...before, ...then] : [...before, { abreast: [then] }],
    ...(nextAvailableAt !== undefined && ready !== available && { wakeAt: nextAvailableAt }),
  }
}

interface Work {
  readonly actions: readonly Action[]
  /** How many of the actions delete a pod in order to update it. */
  readonly deletedForUpdate: number
}

const idle: Work = { actions: [], deletedForUpdate: 0 }

/** The phases in upstream's order; OrderedReady ends with the first that has to wait (updateStatefulSet). */
function work(sync: Sync): Work {
  const replicas = replicaPhase(sync)
  if (replicas.isLast) return { actions: replicas.actions, deletedForUpdate: 0 }
  const claims = condemnedClaimPhase(sync)
  const condemned = condemnedPhase(sync)
  const actions = [...replicas.actions, ...claims, ...condemned.actions]
  if (condemned.isLast) return { actions, deletedForUpdate: 0 }
  const updates = updatePhase(sync)
  return { actions: [...actions, ...updates], deletedForUpdate: updates.length }
}

function podRevisions({ members }: Census, adopted: readonly Member[]): ReadonlySet<string> {
  const own = members.filter(member => !isStranger(member))
  return new Set([...own, ...adopted].map(member => member.revision))
}

/** Strategy Recreate is alpha and its gate off: nothing happens but the complaint (updateStatefulSet). */
function refuseRecreate(set: StatefulSet, before: readonly Action[], truncation: readonly Action[]): Plan {
  const { name, namespace } = set.metadata
  const message = `statefulset ${namespace}/${name} uses Recreate strategy but feature gate StatefulSetRecreateStrategy is disabled`
  const complaint: Action = { event: { about: set, type: 'Warning', reason: 'UnknownStrategy', message } }
  return { actions: [...before, complaint, { fail: message }, ...truncation] }
}
