import { chance, type Seed } from '../../sim'
import type { Attempt } from '../filters'
import type { NodeInfo } from '../snapshot/snapshot'
import { imageLocality } from './image-locality'
import { interPodAffinityScore } from './inter-pod-affinity'
import { nodeAffinityScore } from './node-affinity'
import { balancedAllocation, leastAllocated } from './node-resources'
import { podTopologySpreadScore } from './pod-topology-spread'
import { taintTolerationScore } from './taint-toleration'
import type { LocalScore, Score } from './types'
import { volumeBindingScore } from './volume-binding'

/** Those that have a part which is remembered. With the weights of the default profile (default_plugins.go). */
export const localScores: readonly LocalScore[] = [
  taintTolerationScore,
  nodeAffinityScore,
  leastAllocated,
  balancedAllocation,
  imageLocality,
  podTopologySpreadScore,
]

const otherScores: readonly Score[] = [volumeBindingScore, interPodAffinityScore]

/** A node that will do, with what the local scores say of it. */
export interface Scored {
  readonly info: NodeInfo
  readonly locals: readonly unknown[]
}

/** The node with the highest weighted sum. Equal ones are drawn by lot, keyed by the pod. */
export function best(attempt: Attempt, candidates: readonly Scored[], seed: Seed): NodeInfo {
  const [first] = candidates
  if (candidates.length === 1 && first) return first.info
  const totals = totalScores(attempt, candidates)
  const most = Math.max(...totals)
  const winners = candidates.filter((_, i) => totals[i] === most)
  const lot = winners.length === 1 ? 0 : chance(seed, 'schedule', attempt.pod.metadata.uid)
  return (winners[Math.floor(lot * winners.length)] as Scored).info
}

/** The weighted sum of all scores, for each of the nodes. */
export function totalScores(attempt: Attempt, candidates: readonly Scored[]): readonly number[] {
  const totals = candidates.map(() => 0)
  const add = (points: readonly number[] | undefined, weight: number) => {
    if (points)
      for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] as number) + weight * (points[i] as number)
  }
  const nodes = candidates.map(({ info }) => info)
  localScores.forEach((plugin, place) => {
    const locals = candidates.map(candidate => candidate.locals[place])
    add(plugin.score(attempt, nodes, locals), plugin.weight)
  })
  for (const plugin of otherScores) add(plugin.score(attempt, nodes, none), plugin.weight)
  return totals
}

const none: readonly unknown[] = []
