import type { LabelSelector, PersistentVolumeClaim, Pod, StatefulSet, Time } from '../../kinds'
import { compareObjects, differences, type View } from '../../store'
import type { Claims } from './claims'
import { forgetClaims, isStranger, type Member, memberOf } from './member'
import { claimNameOf, trailingOrdinal } from './names'
import { type ChosenNames, Roster } from './roster'

/**
 * The pods of one set, kept from sync to sync and brought up to date by what differs by reference. It is derived from the view alone: from
 * scratch it would say the same, only later.
 */
export class Census {
  /** The pods that name the set among their owners, sorted by name. */
  readonly members: Member[] = []
  /** How many of them are not, or no longer, the set's. */
  strangerCount = 0
  readonly uid: string
  private pods: readonly Pod[] = []
  private claims: readonly PersistentVolumeClaim[] = []
  private readonly byOrdinal = new Map<number, Member>()
  private roster: Roster | undefined
  private templates: unknown
  private policy: unknown

  constructor(uid: string) {
    this.uid = uid
  }

  update(view: View, set: StatefulSet): void {
    this.followPods(view.lookup('Pod', 'owner', this.uid), set)
    const { volumeClaimTemplates, persistentVolumeClaimRetentionPolicy } = set.spec
    if (this.templates !== volumeClaimTemplates || this.policy !== persistentVolumeClaimRetentionPolicy)
      for (const member of this.members) this.forget(member)
    this.templates = volumeClaimTemplates
    this.policy = persistentVolumeClaimRetentionPolicy
    if (volumeClaimTemplates) this.followClaims(view.list('PersistentVolumeClaim', set.metadata.namespace))
  }

  /** The set's pods in their places, those that are being adopted among them. */
  rosterAt(set: StatefulSet, now: Time, names: ChosenNames, adopted: readonly Member[]): Roster {
    if (adopted.length === 0 && this.roster?.follows && this.roster.isFor(set, names)) return this.roster
    const own = this.strangerCount === 0 ? this.members : this.members.filter(member => !isStranger(member))
    const roster = new Roster(set, now, names, adopted.length === 0 ? own : [...own, ...adopted])
    if (adopted.length === 0) this.roster = roster
    return roster
  }

  private followPods(pods: readonly Pod[], set: StatefulSet): void {
    const { members } = this
    for (const { before, after } of differences(this.pods, pods)) {
      const index = this.placeOf((after ?? before) as Pod)
      const previous = before ? members[index] : undefined
      const member = after ? memberOf(after, set) : undefined
      if (member) members.splice(index, previous ? 1 : 0, member)
      else members.splice(index, 1)
      this.exchange(previous, member)
    }
    this.pods = pods
  }

  /** Where a pod stands or belongs among the members (binary search). */
  private placeOf(pod: Pod): number {
    let low = 0
    let high = this.members.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareObjects((this.members[middle] as Member).pod, pod) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  private exchange(previous: Member | undefined, member: Member | undefined): void {
    const { byOrdinal, roster } = this
    if (previous && byOrdinal.get(previous.ordinal) === previous) byOrdinal.delete(previous.ordinal)
    if (member?.isCanonical) byOrdinal.set(member.ordinal, member)
    const wasStranger = previous !== undefined && isStranger(previous)
    const isNowStranger = member !== undefined && isStranger(member)
    this.strangerCount += Number(isNowStranger) - Number(wasStranger)
    if (roster?.follows) roster.replace(wasStranger ? undefined : previous, isNowStranger ? undefined : member)
  }

  private followClaims(claims: readonly PersistentVolumeClaim[]): void {
    for (const { before, after } of differences(this.claims, claims)) {
      const ordinal = trailingOrdinal((after ?? before)?.metadata.name ?? '')
      const member = ordinal === undefined ? undefined : this.byOrdinal.get(ordinal)
      if (member) this.forget(member)
    }
    this.claims = claims
  }

  private forget(member: Member): void {
    forgetClaims(member)
    this.roster?.unsettle(member)
  }
}

/** By the selector, which is immutable and therefore stays the same object as long as the set lives. */
const censuses = new WeakMap<LabelSelector, Census>()

/** The census of a set, brought up to date. */
export function censusAt(view: View, set: StatefulSet): Census {
  let census = censuses.get(set.spec.selector)
  if (census?.uid !== set.metadata.uid) {
    census = new Census(set.metadata.uid)
    censuses.set(set.spec.selector, census)
  }
  census.update(view, set)
  return census
}

/** The claims of a member as they are, remembered until one of them changes. */
export function claimsOf(member: Member, view: View, set: StatefulSet): Claims {
  if (member.claims) return member.claims
  const claims = claimsAt(view, set, member.ordinal)
  if (member.isCanonical) member.claims = claims
  return claims
}

const noClaims: Claims = []

/** The claims of an ordinal, one entry per template. */
export function claimsAt(view: View, set: StatefulSet, ordinal: number): Claims {
  const { name, namespace } = set.metadata
  const templates = set.spec.volumeClaimTemplates
  if (!templates) return noClaims
  return templates.map(template =>
    view.get('PersistentVolumeClaim', claimNameOf(template.metadata.name, name, ordinal), namespace),
  )
}
