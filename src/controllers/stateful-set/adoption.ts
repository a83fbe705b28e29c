import type { ControllerRevision, StatefulSet } from '../../kinds'
import type { View } from '../../store'
import { type Action, adoption, releasing } from '../runtime'
import type { Census } from './census'
import { type Member, memberOf } from './member'

/** What makes pods the set's (controller_ref_manager.go, ClaimObject). */
export interface PodClaims {
  /** Pods of nobody that the set takes over; they count as its own from now on. */
  readonly adopted: readonly Member[]
  readonly actions: readonly Action[]
}

/**
 * Claims pods: those it manages and that match stay; those it manages and that do not are released; those of nobody that match are adopted
 * unless they terminate. A set that is being deleted takes and gives nothing.
 */
export function claimPods(view: View, set: StatefulSet, { members, strangerCount }: Census): PodClaims {
  if (set.metadata.deletionTimestamp !== undefined) return noClaims
  const adopted = adoptable(view, set)
  if (adopted.length === 0 && strangerCount === 0) return noClaims
  const released = members.filter(member => member.isManaged && !member.isMatch)
  return {
    adopted,
    actions: [...released.map(({ pod }) => releasing(set, pod)), ...adopted.map(({ pod }) => adoption(set, pod))],
  }
}

const noClaims: PodClaims = { adopted: [], actions: [] }

function adoptable(view: View, set: StatefulSet): readonly Member[] {
  return view
    .lookup('Pod', 'orphan', set.metadata.namespace ?? '')
    .map(pod => memberOf(pod, set))
    .filter(member => member.isMatch && !member.isTerminating)
}

/** Takes over the revisions that nobody manages: by selector alone, whatever their name (stateful_set.go, adoptOrphanRevisions). */
export function adoptRevisions(set: StatefulSet, orphans: readonly ControllerRevision[]): readonly Action[] {
  return orphans.map(revision => adoption(set, revision))
}
