import { deepEqual } from '../base'
import { matchesSelector } from '../client'
import { conditionOf, isTerminating, type Pod, type PodDisruptionBudget } from '../kinds'
import type { Change, Commit, View } from '../store'
import type { Invariant } from './invariants'

/** The rules of evictions: nobody goes by the eviction API beyond what a budget allows. */
export const evictionInvariants: readonly Invariant[] = [
  { name: 'a budget grants an eviction only while it allows one, and then allows one less', check: grantsAreCovered },
  { name: 'a running pod under a budget is evicted only with its grant', check: evictionsAreGranted },
]

/** The API grants by writing the pod's name into the budget. */
function grantsAreCovered(_: View, { changes }: Commit): string | undefined {
  for (const change of changes) {
    if (change.kind !== 'PodDisruptionBudget' || !change.before || !change.after) continue
    const [before, after] = [change.before, change.after] as PodDisruptionBudget[]
    const granted = Object.entries(after?.status.disruptedPods ?? {}).filter(
      ([pod, at]) => !deepEqual(before?.status.disruptedPods?.[pod], at),
    )
    if (granted.length === 0) continue
    const [had, has] = [before?.status.disruptionsAllowed ?? 0, after?.status.disruptionsAllowed ?? 0]
    if (granted.length > had || has !== had - granted.length)
      return `budget ${change.name} granted ${granted.map(([pod]) => pod).join(', ')}: allowed were ${had}, then ${has}`
  }
  return undefined
}

function evictionsAreGranted(view: View, { changes }: Commit): string | undefined {
  for (const change of changes) {
    const pod = evictedIn(change)
    if (!pod || !isMissed(pod)) continue
    const budget = view
      .list('PodDisruptionBudget', pod.metadata.namespace)
      .find(({ spec }) => matchesSelector(spec.selector, pod.metadata.labels))
    if (budget && budget.status.disruptedPods?.[pod.metadata.name] === undefined)
      return `pod ${pod.metadata.name} was evicted, and budget ${budget.metadata.name} had not granted it`
  }
  return undefined
}

/** The pod as it was before the eviction API marked it. */
function evictedIn({ kind, before, after }: Change): Pod | undefined {
  if (kind !== 'Pod' || !before || !after) return undefined
  const reasonOf = (pod: unknown) => conditionOf(pod as Pod, 'DisruptionTarget')?.reason
  const isNews = reasonOf(after) === 'EvictionByEvictionAPI' && reasonOf(before) !== 'EvictionByEvictionAPI'
  return isNews ? (before as Pod) : undefined
}

/** Others may go without a grant: they serve nobody. */
function isMissed(pod: Pod): boolean {
  return pod.status.phase === 'Running' && conditionOf(pod, 'Ready')?.status === 'True' && !isTerminating(pod)
}
