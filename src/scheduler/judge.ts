import type { Pod } from '../kinds'
import { chance, type Seed } from '../sim'
import type { View } from '../store'
import { type Candidate, candidatesFor } from './candidates'
import {
  type Attempt,
  areChecks,
  filters,
  firstRefusal,
  otherFilters,
  preparedChecks,
  type Refusal,
  type Rejection,
} from './filters'
import { assumedNodeAt } from './queue/notes'
import { type NodeInfo, nodeInfo, withNode } from './snapshot/snapshot'

/** What the filters say to a pod: nodes that would do, and why the others would not. */
export interface Judgement {
  readonly feasible: readonly Candidate[]
  readonly refusals: readonly NodeRefusal[]
}

export interface NodeRefusal {
  readonly info: NodeInfo
  readonly refusal: Refusal
}

/**
 * Asks all filters about the node the pod was nominated to, and if that will not do about all nodes, until enough are found that will
 * (schedule_one.go: findNodesThatFitPod). Upstream begins where the last attempt stopped; here a lot that is keyed by the pod says where.
 */
export function judge(attempt: Attempt, seed: Seed): Judgement | Rejection {
  const checks = preparedChecks(attempt, otherFilters)
  if (!areChecks(checks)) return checks
  const { pod, snapshot } = attempt
  const nominated = nominatedPods(attempt)
  const candidateAt = candidatesFor(attempt)
  const refusalOf = ({ info, refusal }: Candidate) =>
    refusalWithNominated(attempt, info, nominated) ?? refusal ?? firstRefusal(checks, info)
  const own = pod.status.nominatedNodeName ? placeOf(snapshot.nodes, pod.status.nominatedNodeName) : -1
  if (own >= 0 && !refusalOf(candidateAt(own))) return { feasible: [candidateAt(own)], refusals: [] }
  const count = snapshot.nodes.length
  const most = feasibleMost(count)
  const start = most < count ? Math.floor(chance(seed, 'first-node', pod.metadata.uid) * count) : 0
  const feasible: Candidate[] = []
  const refusals: NodeRefusal[] = []
  for (let i = 0; i < count && feasible.length < most; i++) {
    const candidate = candidateAt((start + i) % count)
    const refusal = refusalOf(candidate)
    if (refusal) refusals.push({ info: candidate.info, refusal })
    else feasible.push(candidate)
  }
  return { feasible, refusals }
}

const feasibleLeast = 100

/** How many nodes that will do are enough: in large clusters not all are looked for (schedule_one.go: numFeasibleNodesToFind). */
export function feasibleMost(nodeCount: number): number {
  const percentage = Math.max(5, 50 - Math.trunc(nodeCount / 125))
  return Math.max(Math.min(feasibleLeast, nodeCount), Math.trunc((nodeCount * percentage) / 100))
}

function placeOf(nodes: readonly NodeInfo[], name: string): number {
  return nodes.findIndex(info => info.name === name)
}

/** What one node says, in a snapshot that may be a thought. */
export function refusalOn(attempt: Attempt, info: NodeInfo): Refusal | undefined {
  const tried = { ...attempt, snapshot: withNode(attempt.snapshot, info) }
  const checks = preparedChecks(tried, filters)
  if (!areChecks(checks)) return { plugin: checks.plugin, reasons: [checks.message], isResolvable: false }
  return refusalWithNominated(tried, info, nominatedPods(tried)) ?? firstRefusal(checks, info)
}

/** A node must do both with and without the pods that are nominated to it (runtime/framework.go: RunFilterPluginsWithNominatedPods). */
function refusalWithNominated(attempt: Attempt, info: NodeInfo, nominated: readonly Pod[]): Refusal | undefined {
  if (nominated.length === 0) return undefined
  const here = nominated.filter(({ status }) => status.nominatedNodeName === info.name)
  if (here.length === 0) return undefined
  let { usage } = info
  for (const pod of here) usage = usage.with(pod)
  const crowded = nodeInfo(info.node, usage)
  const checks = preparedChecks({ ...attempt, snapshot: withNode(attempt.snapshot, crowded) }, filters)
  return areChecks(checks) ? firstRefusal(checks, crowded) : undefined
}

/** Pods of the same or a higher priority for which room is being made. */
function nominatedPods({ pod, snapshot }: Attempt): readonly Pod[] {
  const nominated = nominatedAt(snapshot.view)
  if (nominated.length === 0) return nominated
  return nominated.filter(
    other =>
      other.metadata.uid !== pod.metadata.uid &&
      priorityOf(other) >= priorityOf(pod) &&
      !assumedNodeAt(snapshot.view, other),
  )
}

/** Pods that were refused and are nominated to a node. */
export function nominatedAt(view: View): readonly Pod[] {
  return view.lookup('Pod', 'nominated', '')
}

/** `spec.priority`, which admission fills in; 0 where there is none. */
export function priorityOf({ spec }: Pod): number {
  return spec.priority ?? 0
}
