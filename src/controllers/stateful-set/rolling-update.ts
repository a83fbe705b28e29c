import type { Action } from '../runtime'
import { podNameOf } from './names'
import { podDeletion } from './pod-actions'
import { isFilled } from './replicas'
import { startOrdinal } from './roster'
import { isAvailable, isOrdered, isUnavailable, revisionForNew, type Sync } from './sync'

const none: readonly Action[] = []

/**
 * Deletes pods of another revision, from the top down to the partition, as long as no more than maxUnavailable are down
 * (stateful_set_control.go, updateStatefulSetAfterInvariantEstablished: MaxUnavailableStatefulSet is on).
 */
export function updatePhase(sync: Sync): readonly Action[] {
  const { set } = sync
  const { type, rollingUpdate } = set.spec.updateStrategy
  if (type !== 'RollingUpdate' || !hasOutdated(sync)) return none
  const partition = rollingUpdate?.partition ?? 0
  const budget =
    maxUnavailable(rollingUpdate?.maxUnavailable, set.spec.replicas) -
    (sync.roster.slots.length - sync.roster.tally.usable)
  if (isOrdered(set)) return deleteFromTop(sync, partition, budget, index => isLiveOutdated(sync, index))
  const broken = deleteFromTop(sync, partition, Number.POSITIVE_INFINITY, index => isBroken(sync, index))
  const healthy = deleteFromTop(
    sync,
    partition,
    budget,
    index => isLiveOutdated(sync, index) && !isUnavailable(sync.roster.slots[index], set, sync.now),
  )
  return [...broken, ...healthy]
}

/** An absolute number, or a percentage of replicas rounded down; at least 1 (getStatefulSetMaxUnavailable). */
export function maxUnavailable(value: number | string | undefined, replicas: number): number {
  if (value === undefined) return 1
  const count = typeof value === 'number' ? value : Math.floor((Number.parseInt(value, 10) * replicas) / 100)
  return Math.max(1, count)
}

function hasOutdated({ roster: { tally, slots }, revisions }: Sync): boolean {
  if (tally.outdated > 0) return true
  // A pod made just now may be of the current revision (`revisionForNew`).
  return revisions.current.metadata.name !== revisions.update.metadata.name && slots.includes(undefined)
}

function isLiveOutdated({ roster: { slots }, revisions }: Sync, index: number): boolean {
  const slot = slots[index]
  return slot !== undefined && !slot.isTerminating && slot.revision !== revisions.update.metadata.name
}

/**
 * Of another revision, not terminating and not available anyway: it cannot get worse, so it goes whatever the budget (Parallel only). That
 * includes a pod that this very plan has just created at the current revision, which only happens without a `rollingUpdate` struct.
 */
function isBroken(sync: Sync, index: number): boolean {
  const { roster, set, now, revisions } = sync
  const slot = roster.slots[index]
  if (slot) return isLiveOutdated(sync, index) && !isAvailable(slot, set, now)
  return revisionForNew(sync, index).metadata.name !== revisions.update.metadata.name && isFilled(sync, index)
}

function deleteFromTop(sync: Sync, lowest: number, most: number, isDue: (index: number) => boolean): readonly Action[] {
  const { set } = sync
  const { slots } = sync.roster
  const actions: Action[] = []
  for (let index = slots.length - 1; index >= lowest && actions.length < most; index--) {
    if (!isDue(index)) continue
    const name = slots[index]?.pod.metadata.name ?? podNameOf(set.metadata.name, startOrdinal(set) + index)
    actions.push(podDeletion(sync, name))
  }
  return actions
}
