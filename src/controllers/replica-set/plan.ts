import { matchesSelector } from '../../client'
import type { Pod, ReplicaSet, Time } from '../../kinds'
import type { View } from '../../store'
import { type Action, adoption, nothing, type Plan, releasing } from '../runtime'
import { availabilityOf } from './availability'
import { type Census, censusAt, isActive, withAdopted } from './census'
import { replicaActions } from './replicas'
import { statusReport } from './status'

/** Decides what one set needs (replica_set.go, syncReplicaSet). `key` is `namespace/name`. */
export function planReplicaSet(view: View, key: string, now: Time): Plan {
  const slash = key.indexOf('/')
  const set = view.get('ReplicaSet', key.slice(slash + 1), key.slice(0, slash))
  if (!set) return nothing
  const isDeleting = set.metadata.deletionTimestamp !== undefined
  const census = censusAt(view, set)
  const adopted = isDeleting ? [] : adoptable(view, set)
  const counts = withAdopted(census.counts, adopted, set)
  const pods = () => (adopted.length > 0 ? [...census.activePods(set), ...adopted] : census.activePods(set))
  const { available, nextAt } = availabilityOf(set, counts.ready, pods, now)
  const work = isDeleting ? [] : replicaActions(view, set, counts.active, pods, now)
  const claims = isDeleting ? [] : claimActions(set, census, adopted)
  const then: readonly Action[] = [...work, statusReport(set, counts, available, now)]
  return {
    // Without its pods the sync does not even begin; a group is skipped whole, its report too.
    actions: claims.length > 0 ? [...claims, { abreast: [then] }] : then,
    ...(nextAt !== undefined && { wakeAt: nextAt }),
  }
}

function adoptable(view: View, set: ReplicaSet): readonly Pod[] {
  return view
    .lookup('Pod', 'orphan', set.metadata.namespace ?? '')
    .filter(pod => isActive(pod) && matchesSelector(set.spec.selector, pod.metadata.labels))
}

/** Pods that no longer match go free, those of nobody that match become the set's (controller_ref_manager.go, ClaimPods). */
function claimActions(set: ReplicaSet, census: Census, adopted: readonly Pod[]): readonly Action[] {
  const released = census.strangerCount > 0 ? census.strangers(set) : []
  return [...released.map(pod => releasing(set, pod)), ...adopted.map(pod => adoption(set, pod))]
}
