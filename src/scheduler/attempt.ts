import type { Pod, Time } from '../kinds'
import type { Seed } from '../sim'
import type { Attempt } from './filters'
import { judge } from './judge'
import { type Preemption, preempt } from './preemption/preempt'
import { fitError, preFilterError } from './reasons'
import { best } from './scores'
import type { NodeInfo, Snapshot } from './snapshot/snapshot'
import { findVolumes, podClaimsAt, type VolumeWork } from './volumes/find'

/** How an attempt to place a pod ended. */
export type Outcome = Placed | Refused

export interface Placed {
  readonly node: string
  /** Volumes that must be bound before the pod is. */
  readonly work: VolumeWork
}

export interface Refused {
  readonly message: string
  /** Who refused; empty where only time can help. */
  readonly plugins: readonly string[]
  readonly preemption?: Preemption
}

const nothingToDo: VolumeWork = { bindings: [], provisions: [] }

/** Looks for a node for one pod (schedule_one.go: schedulePod and what follows when it fails). */
export function attemptToPlace(pod: Pod, snapshot: Snapshot, seed: Seed, now: Time): Outcome {
  if (snapshot.nodes.length === 0) return { message: 'no nodes available to schedule pods', plugins: [] }
  const attempt: Attempt = { pod, snapshot }
  const nodeCount = snapshot.nodes.length
  const judgement = judge(attempt, seed)
  if ('message' in judgement) {
    // Upstream's post-filters miss the state that the filters had no occasion to write: hence `not found` and no word of preemption.
    const message = `${preFilterError(nodeCount, judgement.message)} not found`
    return { message, plugins: [judgement.plugin] }
  }
  const { feasible, refusals } = judgement
  if (feasible.length > 0) return placed(attempt, best(attempt, feasible, seed))
  const preemption = preempt(attempt, refusals, now)
  const reasons = fitError(
    nodeCount,
    refusals.flatMap(({ refusal }) => refusal.reasons),
  )
  const plugins = [...new Set(refusals.map(({ refusal }) => refusal.plugin))]
  return { message: `${reasons} preemption: ${preemption.message}`, plugins, preemption }
}

function placed({ pod, snapshot }: Attempt, info: NodeInfo): Placed {
  const claims = podClaimsAt(snapshot.view, pod)
  const found = claims.waiting.length > 0 ? findVolumes(snapshot, claims, info.node) : nothingToDo
  return { node: info.name, work: 'bindings' in found ? found : nothingToDo }
}
