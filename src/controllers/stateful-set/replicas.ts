import { type Action, inBatches } from '../runtime'
import { claimsAt, claimsOf } from './census'
import { claimCreations, claimOwnerUpdates, claimsMatchPolicy, lacksClaim } from './claims'
import { type Member, rememberSettled } from './member'
import { podCreation, podDeletion, podRepair, userToBe } from './pod-actions'
import { hasStalePodOwner, userOf } from './retention'
import { startOrdinal } from './roster'
import { isAvailable, isOrdered, isUnavailable, type Sync } from './sync'

const none: readonly Action[] = []

/** What a phase wants done, and whether the sync ends with it. */
export interface Phase {
  readonly actions: readonly Action[]
  readonly isLast: boolean
}

/** Makes the pods in range exist and be what they should be (stateful_set_control.go, processReplica over all slots). */
export function replicaPhase(sync: Sync): Phase {
  const { slots } = sync.roster
  const isOrderedSet = isOrdered(sync.set)
  const from = sync.roster.firstNotPassing(member => !isOrderedSet || letsNextGo(sync, member))
  if (!isOrderedSet) return { actions: inBatches(slots.length, index => slotActions(sync, index), from), isLast: false }
  const actions: Action[] = []
  for (let index = from; index < slots.length; index++) {
    const slot = slots[index]
    for (const action of slotActions(sync, index)) actions.push(action)
    if (!slot || !letsNextGo(sync, slot)) return { actions, isLast: true }
  }
  return { actions, isLast: false }
}

/** OrderedReady goes on to the next pod only when this one is Running, Ready, available, and not terminating. */
function letsNextGo(sync: Sync, member: Member): boolean {
  return member.isReady && !member.isTerminating && isAvailable(member, sync.set, sync.now)
}

function slotActions(sync: Sync, index: number): readonly Action[] {
  const member = sync.roster.slots[index]
  if (!member) return vacancyActions(sync, index)
  if (member.settledAs === 'replica') return none
  const { phase } = member.pod.status
  if (phase === 'Failed' || phase === 'Succeeded')
    return member.isTerminating ? none : [podDeletion(sync, member.pod.metadata.name)]
  const isPending = phase === 'Pending'
  const isWaiting = isOrdered(sync.set) && !letsNextGo(sync, member)
  if (isWaiting && !isPending) return none
  const missing = isPending ? pendingClaimActions(sync, member) : none
  // What the claims of a pending pod lack has just been seen to.
  const repair = isWaiting
    ? none
    : podRepair(sync, member, isPending ? undefined : claimsOf(member, sync.view, sync.set))
  if (missing.length === 0 && repair.length === 0) rememberSettled(member, 'replica')
  return missing.length === 0 ? repair : [...missing, ...repair]
}

/** A new pod, unless a claim of that ordinal still goes with the pod before it (PodClaimIsStale). */
function vacancyActions(sync: Sync, index: number): readonly Action[] {
  const { set, view } = sync
  const user = userToBe(sync, index)
  const claims = claimsAt(view, set, startOrdinal(set) + index)
  const mayBeStale = set.spec.persistentVolumeClaimRetentionPolicy.whenScaled === 'Delete'
  if (mayBeStale && claims.some(claim => claim && hasStalePodOwner(claim, user.pod))) return none
  return podCreation(sync, index, claims)
}

/** Whether this sync creates the pod of an empty slot. */
export function isFilled(sync: Sync, index: number): boolean {
  return vacancyActions(sync, index).length > 0
}

/** A pod that is still Pending gets the claims that went missing (createMissingPersistentVolumeClaims). */
function pendingClaimActions({ set, view }: Sync, member: Member): readonly Action[] {
  const claims = claimsOf(member, view, set)
  if (claims.length === 0) return none
  const { name } = member.pod.metadata
  const user = userOf(member.pod, false)
  const creations = lacksClaim(claims) ? claimCreations(set, name, member.ordinal, claims, undefined) : none
  const updates = claimOwnerUpdates(set, claims, user)
  return creations.length === 0 ? updates : [...creations, ...updates]
}

/** Before any pod goes, the claims of all that must go get the owners that decide whether they go too (fixPodClaim). */
export function condemnedClaimPhase(sync: Sync): readonly Action[] {
  const { set } = sync
  const { condemned } = sync.roster
  const actionsFor = (index: number) => condemnedClaimActions(sync, condemned[index] as Member)
  if (!isOrdered(set)) return inBatches(condemned.length, actionsFor)
  return condemned.flatMap((_, index) => actionsFor(index))
}

function condemnedClaimActions({ set, view }: Sync, member: Member): readonly Action[] {
  if (member.settledAs === 'condemned') return none
  const claims = claimsOf(member, view, set)
  const user = userOf(member.pod, true)
  if (!claimsMatchPolicy(claims, set, user)) return claimOwnerUpdates(set, claims, user, true)
  rememberSettled(member, 'condemned')
  return none
}

/**
 * Deletes the pods outside the range, the highest first (processCondemned). OrderedReady deletes one per sync, and an unhealthy one only if
 * no lower one is unhealthy; `condemned` is reached only when all that stay are healthy.
 */
export function condemnedPhase(sync: Sync): Phase {
  const { set } = sync
  const { condemned } = sync.roster
  if (condemned.length === 0) return { actions: none, isLast: false }
  const deletion = (member: Member) => podDeletion(sync, member.pod.metadata.name)
  if (!isOrdered(set)) {
    const actionsFor = (index: number) => {
      const member = condemned[index] as Member
      return member.isTerminating ? none : [deletion(member)]
    }
    return { actions: inBatches(condemned.length, actionsFor), isLast: false }
  }
  const highest = condemned[0] as Member
  if (highest.isTerminating) return { actions: none, isLast: true }
  const isHealthy = letsNextGo(sync, highest)
  const isFirstUnhealthy = !condemned.some((member, index) => index > 0 && isUnavailable(member, set, sync.now))
  return { actions: isHealthy || isFirstUnhealthy ? [deletion(highest)] : none, isLast: true }
}
