import { matchesSelector } from '../../client'
import {
  conditionOf,
  controllerOf,
  isTerminating,
  type LabelSelector,
  type OwnerReference,
  type Pod,
  type PodDisruptionBudget,
} from '../../kinds'
import { differences, type View } from '../../store'

/** The pods that a budget selects, counted. */
export interface Census {
  readonly count: number
  /** Ready, and not being deleted. */
  readonly ready: number
  /** Without an owner. */
  readonly unmanaged: number
  /** By uid. */
  readonly owners: ReadonlyMap<string, OwnerReference>
}

/** A census, the list of pods it was taken of, and how many pods each owner has. */
interface Taken {
  readonly selector: LabelSelector | undefined
  pods: readonly Pod[]
  count: number
  ready: number
  unmanaged: number
  readonly owners: Map<string, OwnerReference>
  readonly ownedCounts: Map<string, number>
}

const keptBudgets = 256

/**
 * Counts the pods of budgets, and from then on only what differs between two lists of them. It says nothing that counting all of them would not
 * say: what it remembers is which list it has counted.
 */
export class CensusTaker {
  private readonly taken = new Map<string, Taken>()

  /** The budget's pods as they are. */
  censusAt(view: View, { metadata, spec }: PodDisruptionBudget): Census {
    const { namespace, name } = metadata
    const key = `${namespace}/${name}`
    const pods = view.list('Pod', namespace)
    let census = this.taken.get(key)
    if (census?.selector !== spec.selector || !census) {
      if (this.taken.size >= keptBudgets) this.taken.clear()
      census = {
        selector: spec.selector,
        pods: [],
        count: 0,
        ready: 0,
        unmanaged: 0,
        owners: new Map(),
        ownedCounts: new Map(),
      }
      this.taken.set(key, census)
    }
    for (const { before, after } of differences(census.pods, pods)) {
      if (before && matchesSelector(spec.selector, before.metadata.labels)) add(census, before, -1)
      if (after && matchesSelector(spec.selector, after.metadata.labels)) add(census, after, 1)
    }
    census.pods = pods
    return census
  }
}

function add(census: Taken, pod: Pod, sign: 1 | -1): void {
  census.count += sign
  if (isReadyToCount(pod)) census.ready += sign
  const owner = controllerOf(pod)
  if (!owner) {
    census.unmanaged += sign
    return
  }
  const owned = (census.ownedCounts.get(owner.uid) ?? 0) + sign
  if (owned > 0) {
    census.ownedCounts.set(owner.uid, owned)
    census.owners.set(owner.uid, owner)
  } else {
    census.ownedCounts.delete(owner.uid)
    census.owners.delete(owner.uid)
  }
}

/** [DB-1] But for evictions that have been granted. */
export function isReadyToCount(pod: Pod): boolean {
  return !isTerminating(pod) && conditionOf(pod, 'Ready')?.status === 'True'
}
