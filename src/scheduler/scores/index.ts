import { chance, type Seed } from '../../sim'
import type { Attempt } from '../filters'
import type { NodeInfo } from '../snapshot/snapshot'
import { imageLocality } from './image-locality'
import { interPodAffinityScore } from './inter-pod-affinity'
import { nodeAffinityScore } from './node-affinity'
import { balancedAllocation, leastAllocated } from './node-resources'
import { podTopologySpreadScore } from './pod-topology-spread'
import { taintTolerationScore } from './taint-toleration'
import type { Score } from './types'
import { volumeBindingScore } from './volume-binding'

/** With the weights of the default profile (default_plugins.go). */
export const scores: readonly Score[] = [
  taintTolerationScore,
  nodeAffinityScore,
  leastAllocated,
  volumeBindingScore,
  podTopologySpreadScore,
  interPodAffinityScore,
  balancedAllocation,
  imageLocality,
]

/** The node with the highest weighted sum. Equal ones are drawn by lot, keyed by the pod. */
export function best(attempt: Attempt, nodes: readonly NodeInfo[], seed: Seed): NodeInfo {
  const [first] = nodes
  if (nodes.length === 1 && first) return first
  const totals = totalScores(attempt, nodes)
  const most = Math.max(...totals)
  const winners = nodes.filter((_, i) => totals[i] === most)
  const lot = winners.length === 1 ? 0 : chance(seed, 'schedule', attempt.pod.metadata.uid)
  return winners[Math.floor(lot * winners.length)] as NodeInfo
}

/** The weighted sum of all scores, for each of the nodes. */
export function totalScores(attempt: Attempt, nodes: readonly NodeInfo[]): readonly number[] {
  const totals = nodes.map(() => 0)
  for (const { score, weight } of scores) {
    const points = score(attempt, nodes)
    if (points) for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] ?? 0) + weight * (points[i] ?? 0)
  }
  return totals
}
