import {
  controllerReference,
  type KubernetesObject,
  type OwnerReference,
  type PersistentVolumeClaim,
  type Pod,
  type StatefulSet,
} from '../../kinds'

/** The pod a claim belongs to, as far as owner references know it. `uid` is empty for a pod that does not exist yet. */
export interface ClaimUser {
  readonly pod: { readonly name: string; readonly uid: string }
  /** Its ordinal is outside the set's range: it has to go. */
  readonly isCondemned: boolean
}

/** A pod that exists, as the owner references of its claims see it. */
export function userOf(pod: Pod, isCondemned: boolean): ClaimUser {
  return { pod: pod.metadata, isCondemned }
}

/**
 * A reference to a pod of this name but another uid: the claim goes with a pod that is gone or going. With whenScaled Delete nothing new may
 * use it (stateful_set_utils.go, hasStaleOwnerRef; only the first reference that fits counts).
 */
export function hasStalePodOwner(claim: PersistentVolumeClaim, pod: ClaimUser['pod']): boolean {
  const reference = claim.metadata.ownerReferences?.find(owner => refersToPod(owner, pod.name))
  return reference !== undefined && reference.uid !== pod.uid
}

/** A manager that is neither the set nor the pod (stateful_set_utils.go, hasUnexpectedController). */
export function hasUnexpectedController(claim: PersistentVolumeClaim, set: StatefulSet, { pod }: ClaimUser): boolean {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy
  if (whenDeleted === 'Retain' && whenScaled === 'Retain') return false
  for (const owner of claim.metadata.ownerReferences ?? []) {
    if (refersToSet(owner, set)) {
      if (owner.uid !== set.metadata.uid) return true
    } else if (refersToPod(owner, pod.name)) {
      if (owner.uid !== pod.uid) return true
    } else if (owner.controller) return true
  }
  return false
}

/** Whether the claim's owners are what the retention policy asks for (stateful_set_utils.go, isClaimOwnerUpToDate). */
export function ownersMatch(claim: PersistentVolumeClaim, set: StatefulSet, user: ClaimUser): boolean {
  const owners = claim.metadata.ownerReferences
  const wanted = wantedOwner(set, user)
  if (!owners || owners.length === 0) return wanted === undefined
  if (hasStaleSetOwner(claim, set) || hasStalePodOwner(claim, user.pod)) return true
  const hasSet = owners.some(owner => owner.uid === set.metadata.uid)
  const hasPod = user.pod.uid !== '' && owners.some(owner => owner.uid === user.pod.uid)
  if (hasUnexpectedController(claim, set, user)) return !hasSet && !hasPod
  if (owners.some(owner => isOneOf(owner, set, user.pod) && !owner.controller)) return false
  return hasSet === (wanted === 'set') && hasPod === (wanted === 'pod')
}

/** The owners that the policy asks for, others kept (stateful_set_utils.go, updateClaimOwnerRefForSetAndPod). */
export function retentionOwners(
  claim: PersistentVolumeClaim,
  set: StatefulSet,
  user: ClaimUser,
): readonly OwnerReference[] {
  const owners = claim.metadata.ownerReferences ?? []
  const others = owners.filter(owner => !refersToSet(owner, set) && !refersToPod(owner, user.pod.name))
  if (hasUnexpectedController(claim, set, user)) return others
  const wanted = wantedOwner(set, user)
  if (wanted === 'set') return [...others, controllerReference(set)]
  if (wanted === 'pod') return [...others, controllerReference(podObject(set, user.pod))]
  return others
}

/** Who must own the claim: the table of kubernetes.md B7. */
function wantedOwner(set: StatefulSet, { isCondemned }: ClaimUser): 'set' | 'pod' | undefined {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy
  if (whenScaled === 'Delete' && isCondemned) return 'pod'
  return whenDeleted === 'Delete' ? 'set' : undefined
}

function hasStaleSetOwner(claim: PersistentVolumeClaim, set: StatefulSet): boolean {
  const reference = claim.metadata.ownerReferences?.find(owner => refersToSet(owner, set))
  return reference !== undefined && reference.uid !== set.metadata.uid
}

function isOneOf(owner: OwnerReference, set: StatefulSet, pod: ClaimUser['pod']): boolean {
  return owner.uid === set.metadata.uid || owner.uid === pod.uid
}

function refersToSet(owner: OwnerReference, set: StatefulSet): boolean {
  return owner.kind === 'StatefulSet' && owner.name === set.metadata.name && owner.apiVersion === 'apps/v1'
}

function refersToPod(owner: OwnerReference, podName: string): boolean {
  return owner.kind === 'Pod' && owner.name === podName && owner.apiVersion === 'v1'
}

function podObject(set: StatefulSet, { name, uid }: ClaimUser['pod']): KubernetesObject {
  const { namespace } = set.metadata
  const metadata = { name, uid, ...(namespace && { namespace }), resourceVersion: '', creationTimestamp: '' }
  return { apiVersion: 'v1', kind: 'Pod', metadata }
}
