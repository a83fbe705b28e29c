import type { StatefulSet, Time } from '../../kinds'
import type { View } from '../../store'
import type { Member } from './member'
import type { RevisionChoice, UsableRevision } from './revisions'
import type { Roster } from './roster'

/** Everything one sync of one set decides from. */
export interface Sync {
  readonly view: View
  readonly set: StatefulSet
  readonly now: Time
  readonly revisions: RevisionChoice
  readonly roster: Roster
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
