import type { PriorityClass } from '../../kinds'
import type { View } from '../../store'

/** Priorities above this belong to the classes of the system. */
export const highestUserPriority = 1_000_000_000

/** The classes that every cluster has (`pkg/apis/scheduling/v1/helpers.go: systemPriorityClasses`), in the order they are made. */
export const systemPriorityClasses: readonly {
  readonly name: string
  readonly value: number
  readonly description: string
}[] = [
  {
    name: 'system-node-critical',
    value: 2 * highestUserPriority + 1000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  },
  {
    name: 'system-cluster-critical',
    value: 2 * highestUserPriority,
    description:
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
]

/** The class of pods that name none: of several that say they are the default, the lowest (`getDefaultPriorityClass`). */
export function defaultPriorityAt(view: View): PriorityClass | undefined {
  let lowest: PriorityClass | undefined
  for (const one of view.list('PriorityClass'))
    if (one.globalDefault && (!lowest || one.value < lowest.value)) lowest = one
  return lowest
}
