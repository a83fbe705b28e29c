import type { Pod } from '../kinds'
import type { View } from '../store'
import { type Attempt, filters, isRejection, type NodeCheck, type Refusal, type Rejection } from './filters'
import { assumedNodeAt } from './queue/notes'
import { type NodeInfo, nodeInfo, withNode } from './snapshot/snapshot'

/** What the filters say to a pod: nodes that would do, and why the others would not. */
export interface Judgement {
  readonly feasible: readonly NodeInfo[]
  readonly refusals: readonly NodeRefusal[]
}

export interface NodeRefusal {
  readonly info: NodeInfo
  readonly refusal: Refusal
}

/** Asks all filters about all nodes (schedule_one.go: findNodesThatFitPod). */
export function judge(attempt: Attempt): Judgement | Rejection {
  const checks = preparedChecks(attempt)
  if (!isList(checks)) return checks
  const nominated = nominatedPods(attempt)
  const feasible: NodeInfo[] = []
  const refusals: NodeRefusal[] = []
  for (const info of attempt.snapshot.nodes) {
    const refusal = refusalWithNominated(attempt, info, nominated) ?? firstRefusal(checks, info)
    if (refusal) refusals.push({ info, refusal })
    else feasible.push(info)
  }
  return { feasible, refusals }
}

/** What one node says, in a snapshot that may be a thought. */
export function refusalOn(attempt: Attempt, info: NodeInfo): Refusal | undefined {
  const tried = { ...attempt, snapshot: withNode(attempt.snapshot, info) }
  const checks = preparedChecks(tried)
  if (!isList(checks)) return { plugin: checks.plugin, reasons: [checks.message], isResolvable: false }
  return refusalWithNominated(tried, info, nominatedPods(tried)) ?? firstRefusal(checks, info)
}

function preparedChecks(attempt: Attempt): readonly NodeCheck[] | Rejection {
  const checks: NodeCheck[] = []
  for (const filter of filters) {
    const prepared = filter.prepare(attempt)
    if (!prepared) continue
    if (isRejection(prepared)) return prepared
    checks.push(prepared)
  }
  return checks
}

function isList(checks: readonly NodeCheck[] | Rejection): checks is readonly NodeCheck[] {
  return Array.isArray(checks)
}

function firstRefusal(checks: readonly NodeCheck[], info: NodeInfo): Refusal | undefined {
  for (const check of checks) {
    const refusal = check(info)
    if (refusal) return refusal
  }
  return undefined
}

/** A node must do both with and without the pods that are nominated to it (runtime/framework.go: RunFilterPluginsWithNominatedPods). */
function refusalWithNominated(attempt: Attempt, info: NodeInfo, nominated: readonly Pod[]): Refusal | undefined {
  const here = nominated.filter(({ status }) => status.nominatedNodeName === info.name)
  if (here.length === 0) return undefined
  let { usage } = info
  for (const pod of here) usage = usage.with(pod)
  const crowded = nodeInfo(info.node, usage)
  const checks = preparedChecks({ ...attempt, snapshot: withNode(attempt.snapshot, crowded) })
  return isList(checks) ? firstRefusal(checks, crowded) : undefined
}

/** Pods of the same or a higher priority for which room is being made. */
function nominatedPods({ pod, snapshot }: Attempt): readonly Pod[] {
  return nominatedAt(snapshot.view).filter(
    other =>
      other.metadata.uid !== pod.metadata.uid &&
      priorityOf(other) >= priorityOf(pod) &&
      !assumedNodeAt(snapshot.view, other),
  )
}

/** Pods without a node that are nominated to one. */
export function nominatedAt(view: View): readonly Pod[] {
  return view.lookup('Pod', 'unschedulable', '').filter(({ status }) => status.nominatedNodeName)
}

/** `spec.priority`, which admission fills in; 0 where there is none. */
export function priorityOf({ spec }: Pod): number {
  return spec.priority ?? 0
}
