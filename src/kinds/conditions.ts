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

/** The conditions with this one in the place of its namesake, or at the end. */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  condition: Condition,
): readonly Condition[] {
  const others = conditions ?? []
  const index = others.findIndex(({ type }) => type === condition.type)
  return index < 0 ? [...others, condition] : others.map((other, i) => (i === index ? condition : other))
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
