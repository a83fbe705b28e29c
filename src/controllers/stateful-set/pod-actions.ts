import type { PodTemplateSpec } from '../../kinds'
import { type Action, errorText } from '../runtime'
import { type Claims, claimCreations, claimOwnerUpdates, claimsMatchPolicy } from './claims'
import { podFailureNote, podNote } from './events'
import { identityLabels, identityMatches, newPod, storageMatches, volumesOf } from './identity'
import type { Member } from './member'
import { podNameOf } from './names'
import { type ClaimUser, userOf } from './retention'
import { templateOf } from './revision-data'
import { startOrdinal } from './roster'
import { revisionForNew, type Sync } from './sync'

/** A pod that is not there yet, as the owner references of its claims see it. */
export function userToBe(sync: Sync, index: number): ClaimUser {
  const name = podNameOf(sync.set.metadata.name, startOrdinal(sync.set) + index)
  return { pod: { name, uid: '' }, isCondemned: false }
}

/** Claims first, then the pod (stateful_pod_control.go, CreateStatefulPod). A pod of somebody else under that name gives no event. */
export function podCreation(sync: Sync, index: number, claims: Claims): readonly Action[] {
  const { set } = sync
  const user = userToBe(sync, index)
  const { name } = user.pod
  const ordinal = startOrdinal(set) + index
  const revision = revisionForNew(sync, index)
  const template: PodTemplateSpec = templateOf(revision, set)
  const body = newPod(set, ordinal, template, revision.metadata.name)
  return [
    ...claimCreations(set, name, ordinal, claims, 'Create'),
    {
      write: { verb: 'create', kind: 'Pod', body },
      onSuccess: [podNote('Create', set, name)],
      onFailure: status =>
        status.reason === 'AlreadyExists' ? [] : [podFailureNote('Create', set, name, errorText(status))],
    },
    ...claimOwnerUpdates(set, claims, user),
  ]
}

/** A plain delete: the pod's own grace, no precondition (stateful_pod_control.go, DeleteStatefulPod). */
export function podDeletion({ set }: Sync, podName: string): Action {
  const { namespace } = set.metadata
  return {
    write: { verb: 'delete', kind: 'Pod', name: podName, ...(namespace && { namespace }) },
    onSuccess: [podNote('Delete', set, podName)],
    onFailure: status => [podFailureNote('Delete', set, podName, errorText(status))],
    tolerate: ['NotFound'],
  }
}

const none: readonly Action[] = []

/**
 * Restores identity labels, volumes and, given `claims`, their owners (processReplica, UpdateStatefulPod). Where only a claim was wrong the
 * pod is written unchanged, and the event says that the pod was updated.
 */
export function podRepair(sync: Sync, member: Member, claims: Claims | undefined): readonly Action[] {
  const { set } = sync
  const { pod, ordinal } = member
  const user = userOf(pod, false)
  const hasIdentity = identityMatches(set.metadata.name, pod, ordinal)
  const hasStorage = storageMatches(set, pod, ordinal)
  const hasOwners = !claims || claimsMatchPolicy(claims, set, user)
  if (hasIdentity && hasStorage && hasOwners) return none
  const name = podNameOf(set.metadata.name, ordinal)
  const labels = hasIdentity ? undefined : identityLabels(name, ordinal)
  const volumes = hasStorage ? undefined : volumesOf(set, ordinal, pod.spec.volumes)
  return [
    ...(hasStorage || !claims ? none : claimCreations(set, name, ordinal, claims, 'Update')),
    ...(hasOwners || !claims ? none : claimOwnerUpdates(set, claims, user)),
    podPatch(sync, name, pod.metadata.uid, labels, volumes),
  ]
}

function podPatch({ set }: Sync, name: string, uid: string, labels: unknown, volumes: unknown): Action {
  const { namespace } = set.metadata
  const body = {
    metadata: { uid, ...(labels !== undefined && { labels }) },
    ...(volumes !== undefined && { spec: { volumes } }),
  }
  return {
    write: { verb: 'patch', kind: 'Pod', name, ...(namespace && { namespace }), patchType: 'merge', body },
    onSuccess: [podNote('Update', set, name)],
    onFailure: status => [podFailureNote('Update', set, name, errorText(status))],
  }
}
