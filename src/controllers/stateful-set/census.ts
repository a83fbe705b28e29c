import { compareText } from '../../base'
import { matchesSelector } from '../../client'
import {
  conditionOf,
  controllerOf,
  type KubernetesObject,
  type LabelSelector,
  type PersistentVolumeClaim,
  type Pod,
  parseTimestamp,
  type StatefulSet,
  type Time,
} from '../../kinds'
import type { View } from '../../store'
import type { Claims } from './claims'
import { claimNameOf, noOrdinal, ordinalIn, revisionLabel, trailingOrdinal } from './names'

/** What a pod's own object says about it, read once per version of the pod. */
export interface Member {
  readonly pod: Pod
  /** The set is its managing controller, not just one of its owners. */
  readonly isManaged: boolean
  /** Labels and name are those of a pod of the set. */
  readonly isMatch: boolean
  /** `noOrdinal` where the name has none that can be read. */
  readonly ordinal: number
  /** The name is the one that the set itself gives to this ordinal: no leading zeros. */
  readonly isCanonical: boolean
  readonly isTerminating: boolean
  /** Running and Ready. */
  readonly isReady: boolean
  /** Since when the Ready condition is True, in virtual milliseconds; undefined while it is not. */
  readonly readySince: Time | undefined
  /** Value of the revision label; empty without one. */
  readonly revision: string
  /** Remembered until the pod, one of its claims or the claim templates change; see `claimsOf`. */
  claims: Claims | undefined
  /** Found to need no repair, as a pod that stays or as one that must go; remembered likewise. */
  settledAs: 'replica' | 'condemned' | undefined
}

/** Reads what a plan asks of a pod that the set manages, or may adopt. */
export function memberOf(pod: Pod, { metadata, spec }: StatefulSet): Member {
  const { name, labels, deletionTimestamp } = pod.metadata
  const ready = conditionOf(pod, 'Ready')
  const isConditionTrue = ready?.status === 'True'
  const ordinal = ordinalIn(name, metadata.name)
  const digits = name.length - metadata.name.length - 1
  return {
    pod,
    isManaged: controllerOf(pod)?.uid === metadata.uid && pod.metadata.namespace === metadata.namespace,
    isMatch: ordinal !== undefined && matchesSelector(spec.selector, labels),
    ordinal: ordinal ?? noOrdinal,
    isCanonical: digits === 1 || name.charAt(metadata.name.length + 1) !== '0',
    isTerminating: deletionTimestamp !== undefined,
    isReady: isConditionTrue && pod.status.phase === 'Running',
    readySince: isConditionTrue ? parseTimestamp(ready.lastTransitionTime ?? '') : undefined,
    revision: labels?.[revisionLabel] ?? '',
    claims: undefined,
    settledAs: undefined,
  }
}

/** The pods that name the set among their owners, sorted by name. */
export interface Membership {
  readonly members: readonly Member[]
  /** How many of them are not, or no longer, the set's. */
  readonly strangerCount: number
}

/** Managed by somebody else, or no longer matching. */
export function isStranger({ isManaged, isMatch }: Member): boolean {
  return !isManaged || !isMatch
}

/**
 * The members of one set, kept from sync to sync and brought up to date by what differs by reference. It is derived from the view alone:
 * from scratch it would say the same, only later.
 */
class Census implements Membership {
  members: Member[] = []
  strangerCount = 0
  private pods: readonly Pod[] = []
  private claims: readonly PersistentVolumeClaim[] = []
  private readonly byOrdinal = new Map<number, Member>()
  private templates: unknown
  private policy: unknown
  readonly uid: string

  constructor(uid: string) {
    this.uid = uid
  }

  update(view: View, set: StatefulSet): void {
    this.followPods(view.lookup('Pod', 'owner', this.uid), set)
    const { volumeClaimTemplates, persistentVolumeClaimRetentionPolicy } = set.spec
    if (this.templates !== volumeClaimTemplates || this.policy !== persistentVolumeClaimRetentionPolicy)
      for (const member of this.members) forgetClaims(member)
    this.templates = volumeClaimTemplates
    this.policy = persistentVolumeClaimRetentionPolicy
    if (volumeClaimTemplates) this.followClaims(view.list('PersistentVolumeClaim', set.metadata.namespace))
  }

  private followPods(pods: readonly Pod[], set: StatefulSet): void {
    const { members, byOrdinal } = this
    followList(this.pods, pods, (before, after, index) => {
      const previous = before ? members[index] : undefined
      if (previous && byOrdinal.get(previous.ordinal) === previous) byOrdinal.delete(previous.ordinal)
      if (previous && isStranger(previous)) this.strangerCount--
      if (!after) members.splice(index, 1)
      else {
        const member = memberOf(after, set)
        if (isStranger(member)) this.strangerCount++
        if (member.isCanonical) byOrdinal.set(member.ordinal, member)
        if (before) members[index] = member
        else if (index === members.length) members.push(member)
        else members.splice(index, 0, member)
      }
    })
    this.pods = pods
  }

  private followClaims(claims: readonly PersistentVolumeClaim[]): void {
    followList(this.claims, claims, (before, after) => {
      const ordinal = trailingOrdinal((after ?? before)?.metadata.name ?? '')
      const member = ordinal === undefined ? undefined : this.byOrdinal.get(ordinal)
      if (member) forgetClaims(member)
    })
    this.claims = claims
  }
}

function forgetClaims(member: Member): void {
  member.claims = undefined
  member.settledAs = undefined
}

/** By the selector, which is immutable and therefore stays the same object as long as the set lives. */
const censuses = new WeakMap<LabelSelector, Census>()

/** The pods that name the set among their owners, with what is remembered about them. */
export function membersAt(view: View, set: StatefulSet): Membership {
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

/** Remembers that a member needs no repair, where a change of its claims would be noticed. */
export function rememberSettled(member: Member, as: 'replica' | 'condemned'): void {
  if (member.isCanonical) member.settledAs = as
}

/** The claims of an ordinal, one entry per template. */
export function claimsAt(view: View, set: StatefulSet, ordinal: number): Claims {
  const { name, namespace } = set.metadata
  const templates = set.spec.volumeClaimTemplates
  if (!templates) return noClaims
  return templates.map(template =>
    view.get('PersistentVolumeClaim', claimNameOf(template.metadata.name, name, ordinal), namespace),
  )
}

/**
 * Tells what differs between two versions of a list that is sorted by name, front to back. `index` is where the object stands, or stood, in
 * a list to which all differences so far have been applied.
 */
export function followList<T extends KubernetesObject>(
  before: readonly T[],
  after: readonly T[],
  tell: (before: T | undefined, after: T | undefined, index: number) => void,
): void {
  if (before === after) return
  let previous = 0
  let next = 0
  while (previous < before.length || next < after.length) {
    const was = before[previous]
    const is = after[next]
    if (was === is) {
      previous++
      next++
      continue
    }
    const order = !was ? 1 : !is ? -1 : compareText(was.metadata.name, is.metadata.name)
    if (order < 0) {
      tell(was, undefined, next)
      previous++
    } else {
      tell(order === 0 ? was : undefined, is, next++)
      if (order === 0) previous++
    }
  }
}
