import type { Time } from './lab'
import type { Condition, KubernetesObject } from './meta'
import { timestamp } from './timestamp'

/** The condition of this type in `status.conditions`, if there is one. */
export function conditionOf(
  object: { readonly status?: { readonly conditions?: readonly Condition[] } },
  type: string,
): Condition | undefined {
  return object.status?.conditions?.find(condition => condition.type === type)
}

/**
 * The conditions with this one in the place of its namesake, or at the end. Where its status is what it was, so is the time of its last
 * transition (podutil.UpdatePodCondition).
 */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  condition: Condition,
): readonly Condition[] {
  const others = conditions ?? []
  const index = others.findIndex(({ type }) => type === condition.type)
  if (index < 0) return [...others, condition]
  const { status, lastTransitionTime } = others[index] as Condition
  const next = status === condition.status && lastTransitionTime ? { ...condition, lastTransitionTime } : condition
  return others.map((other, i) => (i === index ? next : other))
}

/** What every component that ends a pod from outside writes on it first (KEP-3329). */
export function disruptionTarget(pod: KubernetesObject, now: Time, reason: string, message: string): Condition {
  const { generation } = pod.metadata
  return {
    type: 'DisruptionTarget',
    status: 'True',
    ...(generation !== undefined && { observedGeneration: generation }),
    lastProbeTime: null,
    lastTransitionTime: timestamp(now),
    reason,
    message,
  }
}
