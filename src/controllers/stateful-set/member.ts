import { matchesSelector } from '../../client'
import { conditionOf, controllerOf, type Pod, parseTimestamp, type StatefulSet, type Time } from '../../kinds'
import type { Claims } from './claims'
import { noOrdinal, ordinalIn, revisionLabel } from './names'

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

/** Managed by somebody else, or no longer matching. */
export function isStranger({ isManaged, isMatch }: Member): boolean {
  return !isManaged || !isMatch
}

/** Remembers that a member needs no repair, where a change of its claims would be noticed. */
export function rememberSettled(member: Member, as: 'replica' | 'condemned'): void {
  if (member.isCanonical) member.settledAs = as
}

/** Forgets what depends on the claims of a member. */
export function forgetClaims(member: Member): void {
  member.claims = undefined
  member.settledAs = undefined
}
