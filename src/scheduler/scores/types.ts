import type { Attempt } from '../filters/types'
import type { NodeInfo } from '../snapshot/snapshot'

/** A preference among nodes that all would do: one of kube-scheduler's score plugins. */
export interface Score {
  /** The plugin's name upstream. */
  readonly name: string
  readonly weight: number
  /** A number from 0 to 100 for each of the nodes, in their order; undefined where the plugin has nothing to say (upstream's Skip). */
  score(attempt: Attempt, nodes: readonly NodeInfo[]): readonly number[] | undefined
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
