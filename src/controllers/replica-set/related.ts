import { matchesSelector } from '../../client'
import { controllerOf, type Pod, type ReplicaSet } from '../../kinds'
import type { View } from '../../store'

/** The pods that the ReplicaSets of the same manager select, this one's too; none where it has no manager (getIndirectlyRelatedPods). */
export function relatedPods(view: View, set: ReplicaSet): readonly Pod[] {
  const manager = controllerOf(set)
  if (!manager) return []
  const siblings = view
    .lookup('ReplicaSet', 'owner', manager.uid)
    .filter(sibling => controllerOf(sibling)?.uid === manager.uid)
  return view
    .list('Pod', set.metadata.namespace)
    .filter(({ metadata }) => siblings.some(({ spec }) => matchesSelector(spec.selector, metadata.labels)))
}
