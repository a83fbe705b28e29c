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
  readonly tally: Tally
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

/** Sorts the claimed pods into slots and condemned ones, and counts them on the way: the one walk over all pods that a sync at rest does. */
export function arrange(
  view: View,
  set: StatefulSet,
  now: Time,
  revisions: RevisionChoice,
  members: readonly Member[],
): Sync {
  const start = startOrdinal(set)
  const { replicas } = set.spec
  const slots = new Array<Member | undefined>(replicas).fill(undefined)
  const condemned: Member[] = []
  const tally = new Tally(set, now, revisions)
  for (const member of members) {
    if (member.ordinal < 0) continue
    const index = member.ordinal - start
    const isReplica = index >= 0 && index < replicas
    if (isReplica) {
      const rival = slots[index]
      if (rival) return arrange(view, set, now, revisions, without(members, rival, member))
      slots[index] = member
    } else condemned.push(member)
    tally.count(member, isReplica)
  }
  if (condemned.length > 1) condemned.sort((a, b) => b.ordinal - a.ordinal)
  return { view, set, now, revisions, slots, condemned, tally }
}

/** Of two pods with the same ordinal, `web-1` and `web-01`, the one that the set itself would so name has the slot; upstream leaves it to chance. */
function without(members: readonly Member[], one: Member, other: Member): readonly Member[] {
  const loser = one.isCanonical ? other : one
  return members.filter(member => member !== loser)
}

/** Counts of the pods of a sync. The first five are those of the status (stateful_set_control.go, computeReplicaStatus). */
export class Tally {
  replicas = 0
  ready = 0
  available = 0
  current = 0
  updated = 0
  /** Replicas, not condemned, that are Running, Ready, available and not terminating. */
  healthy = 0
  /** Replicas that are available and not terminating, whatever their phase. */
  usable = 0
  /** Replicas found to need no repair. */
  settled = 0
  /** Replicas of another revision than the update revision. */
  outdated = 0
  /** The earliest moment at which a ready pod becomes available; undefined when none is waiting for that. */
  nextAvailableAt: Time | undefined
  private readonly now: Time
  private readonly minReadyMs: number
  private readonly currentName: string
  private readonly updateName: string

  constructor({ spec }: StatefulSet, now: Time, { current, update }: RevisionChoice) {
    this.now = now
    this.minReadyMs = (spec.minReadySeconds ?? 0) * 1000
    this.currentName = current.metadata.name
    this.updateName = update.metadata.name
  }

  count(member: Member, isReplica: boolean): void {
    const { isReady, isTerminating, revision } = member
    const isAvailable = this.isAvailable(member)
    this.replicas++
    if (isReady) this.ready++
    if (isReady && isAvailable) this.available++
    if (!isTerminating && revision === this.currentName) this.current++
    if (!isTerminating && revision === this.updateName) this.updated++
    if (!isReplica) return
    if (revision !== this.updateName) this.outdated++
    if (member.settledAs === 'replica') this.settled++
    if (isTerminating || !isAvailable) return
    this.usable++
    if (isReady) this.healthy++
  }

  private isAvailable({ readySince }: Member): boolean {
    if (readySince === undefined) return false
    if (this.minReadyMs === 0) return true
    const at = readySince + this.minReadyMs
    if (at <= this.now) return true
    if (at < (this.nextAvailableAt ?? Number.POSITIVE_INFINITY)) this.nextAvailableAt = at
    return false
  }
}
