import type { Pod } from '../../kinds'
import type { Attempt } from '../filters/types'
import type { NodeInfo } from '../snapshot/snapshot'

/** A node that would do, with what it says to all pods of one shape: that is remembered as long as nothing about the node changes. */
export interface Scored {
  readonly info: NodeInfo
  /** Its place in the snapshot. */
  readonly place: number
  /** The weighted sum of the fixed scores. */
  readonly points: number
  /** What the local scores say of it, in their order. */
  readonly locals: readonly unknown[]
}

interface Plugin {
  /** The plugin's name upstream. */
  readonly name: string
  readonly weight: number
}

/** A preference among nodes that all would do: one of kube-scheduler's score plugins. */
export interface Score extends Plugin {
  /** A number from 0 to 100 for each of the nodes, in their order; undefined where the plugin has nothing to say (upstream's Skip). */
  score(attempt: Attempt, candidates: readonly Scored[]): readonly number[] | undefined
}

/** A score that depends on nothing but the pod's shape and the node with what is on it. */
export interface FixedScore extends Plugin {
  /** From 0 to 100. */
  points(pod: Pod, info: NodeInfo): number
}

/** A score that compares what the nodes say by themselves. Most have nothing to say: where none has, it is not asked. */
export interface LocalScore<T = unknown> extends Plugin {
  local(pod: Pod, info: NodeInfo): T | undefined
  score(attempt: Attempt, locals: readonly (T | undefined)[]): readonly number[]
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
