import { matchesSelector } from '../../client'
import { type Pod, type PodDisruptionBudget, parseTimestamp, type Time } from '../../kinds'
import type { View } from '../../store'
import type { Attempt, Refusal } from '../filters'
import { priorityOf, refusalOn } from '../judge'
import { type NodeInfo, nodeInfo } from '../snapshot/snapshot'

/** Pods that would have to go from a node, most important first. */
export interface Victims {
  readonly info: NodeInfo
  readonly pods: readonly Pod[]
  readonly violationCount: number
}

const noVictims: Refusal = {
  plugin: 'DefaultPreemption',
  reasons: ['No preemption victims found for incoming pod'],
  isResolvable: false,
}

/**
 * The fewest and least important pods whose going makes room on a node; or why none would (default_preemption.go: SelectVictimsOnNode). All
 * pods of lower priority are thought away, then given back one by one, those under a budget and the important ones first.
 */
export function victimsOn(attempt: Attempt, info: NodeInfo, now: Time): Victims | Refusal {
  const candidates = info.usage.pods.filter(pod => priorityOf(pod) < priorityOf(attempt.pod))
  if (candidates.length === 0) return noVictims
  let { usage } = info
  for (const pod of candidates) usage = usage.without(pod)
  const refusal = refusalOn(attempt, nodeInfo(info.node, usage))
  if (refusal) return refusal
  const { violating, others } = byBudget(attempt.snapshot.view, candidates.sort(byImportance(now)))
  const victims: Pod[] = []
  for (const pod of [...violating, ...others]) {
    const tried = usage.with(pod)
    if (refusalOn(attempt, nodeInfo(info.node, tried))) victims.push(pod)
    else usage = tried
  }
  const violationCount = victims.filter(pod => violating.includes(pod)).length
  return { info, pods: victims.sort(byImportance(now)), violationCount }
}

/** Higher priority first, then longer running. */
function byImportance(now: Time): (a: Pod, b: Pod) => number {
  return (a, b) => priorityOf(b) - priorityOf(a) || startOf(a, now) - startOf(b, now)
}

/** When the pod began to run; one that has not is younger than all others. */
export function startOf({ status }: Pod, now: Time): Time {
  return status.startTime ? parseTimestamp(status.startTime) : now
}

/** Pods whose going would break a budget, given that those before them go (FilterVictimsWithPDBViolation). */
function byBudget(view: View, pods: readonly Pod[]): { violating: readonly Pod[]; others: readonly Pod[] } {
  const budgets = view.list('PodDisruptionBudget').map(budget => ({ budget, left: budget.status.disruptionsAllowed }))
  const violating: Pod[] = []
  const others: Pod[] = []
  for (const pod of pods) {
    let breaks = false
    for (const entry of budgets) {
      if (breaks || !protects(entry.budget, pod)) continue
      entry.left--
      breaks = entry.left < 0
    }
    if (breaks) violating.push(pod)
    else others.push(pod)
  }
  return { violating, others }
}

function protects({ metadata, spec, status }: PodDisruptionBudget, pod: Pod): boolean {
  const { selector } = spec
  if (metadata.namespace !== pod.metadata.namespace || !pod.metadata.labels) return false
  if (!selector?.matchExpressions?.length && Object.keys(selector?.matchLabels ?? {}).length === 0) return false
  return status.disruptedPods?.[pod.metadata.name] === undefined && matchesSelector(selector, pod.metadata.labels)
}
