import type { Pod } from '../../kinds'
import type { Attempt } from '../filters/types'
import type { NodeInfo } from '../snapshot/snapshot'

/** A preference among nodes that all would do: one of kube-scheduler's score plugins. */
export interface Score<T = unknown> {
  /** The plugin's name upstream. */
  readonly name: string
  readonly weight: number
  /**
   * A number from 0 to 100 for each of the nodes, in their order; undefined where the plugin has nothing to say (upstream's Skip). `locals` is what
   * `local` says of each of them.
   */
  score(attempt: Attempt, nodes: readonly NodeInfo[], locals: readonly T[]): readonly number[] | undefined
}

/** A score some of which depends on nothing but the pod's shape and the node with what is on it: that part is remembered. */
export interface LocalScore<T = unknown> extends Score<T> {
  local(pod: Pod, info: NodeInfo): T
}

export const mostScore = 100

/** Scales counts to 0..100, the highest being 100 (plugins/helper/normalize_score.go: DefaultNormalizeScore). */
export function normalized(counts: readonly number[], isReversed: boolean): readonly number[] {
  const most = Math.max(0, ...counts)
  if (most === 0) return isReversed ? counts.map(() => mostScore) : counts
  return counts.map(count => {
    const score = Math.trunc((mostScore * count) / most)
    return isReversed ? mostScore - score : score
  })
}
