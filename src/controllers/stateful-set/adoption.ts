import {
  type ControllerRevision,
  controllerReference,
  type KubernetesObject,
  type Pod,
  type StatefulSet,
} from '../../kinds'
import type { View } from '../../store'
import type { Action } from '../runtime'
import { isStranger, type Member, type Membership, memberOf } from './census'

/** The pods the set may work with, and what makes them so (controller_ref_manager.go, ClaimObject). */
export interface ClaimedPods {
  readonly members: readonly Member[]
  readonly actions: readonly Action[]
}

/**
 * Claims pods: those it manages and that match stay; those it manages and that do not are released; those of nobody that match are adopted
 * unless they terminate. A set that is being deleted takes and gives nothing.
 */
export function claimPods(view: View, set: StatefulSet, { members: managed, strangerCount }: Membership): ClaimedPods {
  const isDeleting = set.metadata.deletionTimestamp !== undefined
  const actions: Action[] = []
  let members = managed
  if (strangerCount > 0) {
    members = managed.filter(member => !isStranger(member))
    if (!isDeleting)
      for (const member of managed) if (member.isManaged && !member.isMatch) actions.push(release(set, member.pod))
  }
  if (isDeleting) return { members, actions }
  const adopted = adoptable(view, set)
  if (adopted.length === 0) return { members, actions }
  for (const { pod } of adopted) actions.push(adopt(set, pod))
  return { members: [...members, ...adopted], actions }
}

function adoptable(view: View, set: StatefulSet): readonly Member[] {
  return view
    .lookup('Pod', 'orphan', set.metadata.namespace ?? '')
    .map(pod => memberOf(pod, set))
    .filter(member => member.isMatch && !member.isTerminating)
}

/** Takes over the revisions that nobody manages: by selector alone, whatever their name (stateful_set.go, adoptOrphanRevisions). */
export function adoptRevisions(set: StatefulSet, orphans: readonly ControllerRevision[]): readonly Action[] {
  return orphans.map(revision => adopt(set, revision))
}

function adopt(set: StatefulSet, object: Pod | ControllerRevision): Action {
  return {
    write: {
      ...target(object),
      verb: 'patch',
      patchType: 'strategic',
      body: { metadata: { uid: object.metadata.uid, ownerReferences: [controllerReference(set)] } },
    },
    tolerate: ['NotFound'],
  }
}

function release(set: StatefulSet, pod: Pod): Action {
  const owner = { $patch: 'delete', uid: set.metadata.uid }
  return {
    write: {
      ...target(pod),
      verb: 'patch',
      patchType: 'strategic',
      body: { metadata: { uid: pod.metadata.uid, ownerReferences: [owner] } },
    },
    tolerate: ['NotFound', 'Invalid'],
  }
}

function target({ kind, metadata }: KubernetesObject): { kind: string; name: string; namespace?: string } {
  const { name, namespace } = metadata
  return { kind, name, ...(namespace && { namespace }) }
}
