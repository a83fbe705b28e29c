import type { Pod } from '../../kinds'
import { chance, type Seed } from '../../sim'
import type { Attempt } from '../filters/types'
import type { NodeInfo } from '../snapshot/snapshot'
import { imageLocality } from './image-locality'
import { interPodAffinityScore } from './inter-pod-affinity'
import { nodeAffinityScore } from './node-affinity'
import { balancedAllocation, leastAllocated } from './node-resources'
import { podTopologySpreadScore } from './pod-topology-spread'
import { taintTolerationScore } from './taint-toleration'
import type { FixedScore, LocalScore, Score, Scored } from './types'
import { volumeBindingScore } from './volume-binding'

export type { Scored } from './types'

// With the weights of the default profile (default_plugins.go).
const fixedScores: readonly FixedScore[] = [leastAllocated, balancedAllocation]
const localScores: readonly LocalScore[] = [taintTolerationScore, nodeAffinityScore, imageLocality]
const otherScores: readonly Score[] = [podTopologySpreadScore, volumeBindingScore, interPodAffinityScore]

const noLocals: readonly unknown[] = []

/** What a node by itself says to all pods of one shape; see `Scored`. */
export function ownScores(pod: Pod, info: NodeInfo): Pick<Scored, 'points' | 'locals'> {
  let points = 0
  for (const plugin of fixedScores) points += plugin.weight * plugin.points(pod, info)
  const locals = localScores.map(plugin => plugin.local(pod, info))
  return { points, locals: locals.some(local => local !== undefined) ? locals : noLocals }
}

/** The node with the highest weighted sum. Equal ones are drawn by lot, keyed by the pod. */
export function best(attempt: Attempt, candidates: readonly Scored[], seed: Seed): NodeInfo {
  const [first] = candidates
  if (candidates.length === 1 && first) return first.info
  const totals = totalScores(attempt, candidates)
  let most = Number.NEGATIVE_INFINITY
  let winners: Scored[] = []
  for (let i = 0; i < totals.length; i++) {
    const total = totals[i] as number
    if (total > most) {
      most = total
      winners = []
    }
    if (total === most) winners.push(candidates[i] as Scored)
  }
  const lot = winners.length === 1 ? 0 : chance(seed, 'schedule', attempt.pod.metadata.uid)
  return (winners[Math.floor(lot * winners.length)] as Scored).info
}

/** The weighted sum of all scores, for each of the nodes. */
function totalScores(attempt: Attempt, candidates: readonly Scored[]): readonly number[] {
  const totals = candidates.map(({ points }) => points)
  const add = (points: readonly number[], weight: number) => {
    for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] as number) + weight * (points[i] as number)
  }
  if (candidates.some(({ locals }) => locals !== noLocals))
    localScores.forEach((plugin, place) => {
      const locals = candidates.map(candidate => candidate.locals[place])
      if (locals.some(local => local !== undefined)) add(plugin.score(attempt, locals), plugin.weight)
    })
  for (const plugin of otherScores) {
    const points = plugin.score(attempt, candidates)
    if (points) add(points, plugin.weight)
  }
  return totals
}
