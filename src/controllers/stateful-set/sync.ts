import type { StatefulSet, Time } from '../../kinds'
import type { View } from '../../store'
import type { Member } from './census'
import type { RevisionChoice, UsableRevision } from './revisions'

/** Everything one sync of one set decides from. */
export interface Sync {
  readonly view: View
  readonly set: StatefulSet
  readonly now: Time
  readonly revisions: RevisionChoice
  /** By index: ordinal minus start. Undefined where no pod has that ordinal. */
  readonly slots: readonly (Member | undefined)[]
  /** Pods outside the range, the highest ordinal first. */
  readonly condemned: readonly Member[]
  /** The earliest moment at which a ready pod becomes available; undefined when none is waiting for that. */
  readonly nextAvailableAt: Time | undefined
}

export function startOrdinal(set: StatefulSet): number {
  return set.spec.ordinals?.start ?? 0
}

/** OrderedReady: one thing at a time, in order (upstream: monotonic, not allowing burst). */
export function isOrdered(set: StatefulSet): boolean {
  return set.spec.podManagementPolicy !== 'Parallel'
}

/** Ready, and for as long as minReadySeconds asks (podutil.IsPodAvailable: the phase does not matter). */
export function isAvailable({ readySince }: Member, set: StatefulSet, now: Time): boolean {
  if (readySince === undefined) return false
  const { minReadySeconds } = set.spec
  return !minReadySeconds || readySince + minReadySeconds * 1000 <= now
}

/** Missing, not available, or on its way out (stateful_set_utils.go, isUnavailable). */
export function isUnavailable(member: Member | undefined, set: StatefulSet, now: Time): boolean {
  return !member || member.isTerminating || !isAvailable(member, set, now)
}

/**
 * The revision of a pod that is made now (stateful_set_utils.go, newVersionedStatefulSetPod): the current one below the partition. Without
 * a `rollingUpdate` struct the first `status.currentReplicas` ordinals count as below. OnDelete always takes the update revision.
 */
export function revisionForNew({ set, revisions }: Pick<Sync, 'set' | 'revisions'>, index: number): UsableRevision {
  const { type, rollingUpdate } = set.spec.updateStrategy
  const held = rollingUpdate
    ? (rollingUpdate.partition ?? 0)
    : type === 'RollingUpdate'
      ? (set.status.currentReplicas ?? 0)
      : 0
  return index < held ? revisions.current : revisions.update
}

/** Sorts the claimed pods into slots and condemned ones. Of two pods with the same ordinal the last by name has the slot. */
export function arrange(
  view: View,
  set: StatefulSet,
  now: Time,
  revisions: RevisionChoice,
  members: readonly Member[],
): Sync {
  const start = startOrdinal(set)
  const { replicas, minReadySeconds } = set.spec
  const slots = new Array<Member | undefined>(replicas).fill(undefined)
  const condemned: Member[] = []
  let nextAvailableAt: Time | undefined
  for (const member of members) {
    const index = member.ordinal - start
    if (member.ordinal < 0) continue
    if (index >= 0 && index < replicas) slots[index] = member
    else condemned.push(member)
    if (!minReadySeconds || member.readySince === undefined) continue
    const availableAt = member.readySince + minReadySeconds * 1000
    if (availableAt > now && !(nextAvailableAt !== undefined && nextAvailableAt <= availableAt))
      nextAvailableAt = availableAt
  }
  if (condemned.length > 1) condemned.sort((a, b) => b.ordinal - a.ordinal)
  return { view, set, now, revisions, slots, condemned, nextAvailableAt }
}
