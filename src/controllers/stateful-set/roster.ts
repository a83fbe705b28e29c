import type { StatefulSet, Time } from '../../kinds'
import type { Member } from './member'

/** Names of the current and of the update revision. */
export interface ChosenNames {
  readonly current: string
  readonly update: string
}

/**
 * The pods of a set in their places, and counted. It follows single changes, so that a sync need not walk over all pods; where that would
 * not be exact (`follows` is false) it is filled anew for every sync.
 */
export class Roster {
  /** By index: ordinal minus start. Undefined where no pod has that ordinal. */
  readonly slots: (Member | undefined)[]
  /** Pods outside the range, the highest ordinal first. */
  readonly condemned: Member[] = []
  readonly tally: Tally
  /** Whether it may be kept until the next sync: nothing in it depends on the time, and no two pods want one slot. */
  follows: boolean
  private readonly start: number
  private readonly names: ChosenNames
  private firstUnsettled = 0

  constructor(set: StatefulSet, now: Time, names: ChosenNames, members: readonly Member[]) {
    this.start = startOrdinal(set)
    this.names = names
    this.slots = new Array<Member | undefined>(set.spec.replicas).fill(undefined)
    this.tally = new Tally(set, now, names)
    this.follows = !set.spec.minReadySeconds
    for (const member of members) this.enter(member)
    this.condemned.sort((a, b) => b.ordinal - a.ordinal)
  }

  /** Whether it is still about this range and these revisions. */
  isFor(set: StatefulSet, { current, update }: ChosenNames): boolean {
    const { names, slots, start } = this
    return (
      names.current === current &&
      names.update === update &&
      slots.length === set.spec.replicas &&
      start === startOrdinal(set) &&
      !set.spec.minReadySeconds
    )
  }

  /** A version of a pod takes the place of another, or comes, or goes. */
  replace(before: Member | undefined, after: Member | undefined): void {
    if (before) this.leave(before)
    if (!after) return
    this.enter(after)
    if (this.condemned.at(-1) === after) this.condemned.sort((a, b) => b.ordinal - a.ordinal)
  }

  /** What was remembered of a member no longer holds. */
  unsettle(member: Member): void {
    const index = member.ordinal - this.start
    if (index >= 0 && index < this.firstUnsettled) this.firstUnsettled = index
  }

  /** The lowest index whose slot is empty or does not pass; what passed is not asked again until it changes. */
  firstNotPassing(passes: (member: Member) => boolean): number {
    const { slots } = this
    let index = this.firstUnsettled
    for (; index < slots.length; index++) {
      const slot = slots[index]
      if (slot?.settledAs !== 'replica' || !passes(slot)) break
    }
    this.firstUnsettled = index
    return index
  }

  /** Of two pods with one ordinal, `web-1` and `web-01`, the one that the set itself would so name has the slot; upstream leaves it to chance. */
  private enter(member: Member): void {
    if (member.ordinal < 0) return
    const index = member.ordinal - this.start
    const isReplica = index >= 0 && index < this.slots.length
    if (isReplica) {
      const rival = this.slots[index]
      if (rival) {
        this.follows = false
        if (!member.isCanonical) return
        this.leave(rival)
      }
      this.slots[index] = member
      this.unsettle(member)
    } else this.condemned.push(member)
    this.tally.count(member, isReplica, 1)
  }

  private leave(member: Member): void {
    if (member.ordinal < 0) return
    const index = member.ordinal - this.start
    const isReplica = index >= 0 && index < this.slots.length
    if (isReplica) {
      this.slots[index] = undefined
      this.unsettle(member)
    } else this.condemned.splice(this.condemned.indexOf(member), 1)
    this.tally.count(member, isReplica, -1)
  }
}

/** The first ordinal of the set (getStartOrdinal). */
export function startOrdinal(set: StatefulSet): number {
  return set.spec.ordinals?.start ?? 0
}

/** Counts of the pods of a set. The first five are those of the status (stateful_set_control.go, computeReplicaStatus). */
class Tally {
  replicas = 0
  ready = 0
  available = 0
  current = 0
  updated = 0
  /** Replicas, not condemned, that are available and not terminating, whatever their phase. */
  usable = 0
  /** Replicas of another revision than the update revision. */
  outdated = 0
  /** The earliest moment at which a ready pod becomes available; undefined when none is waiting for that. */
  nextAvailableAt: Time | undefined
  private readonly now: Time
  private readonly minReadyMs: number
  private readonly currentName: string
  private readonly updateName: string

  constructor({ spec }: StatefulSet, now: Time, { current, update }: ChosenNames) {
    this.now = now
    this.minReadyMs = (spec.minReadySeconds ?? 0) * 1000
    this.currentName = current
    this.updateName = update
  }

  /** Counts a pod in, or with -1 out again. */
  count(member: Member, isReplica: boolean, by: 1 | -1): void {
    const { isReady, isTerminating, revision } = member
    const isAvailable = this.isAvailable(member)
    this.replicas += by
    if (isReady) this.ready += by
    if (isReady && isAvailable) this.available += by
    if (!isTerminating && revision === this.currentName) this.current += by
    if (!isTerminating && revision === this.updateName) this.updated += by
    if (!isReplica) return
    if (revision !== this.updateName) this.outdated += by
    if (isAvailable && !isTerminating) this.usable += by
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
