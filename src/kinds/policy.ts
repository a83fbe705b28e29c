import { withCondition } from './conditions'
import type { Time } from './lab'
import type { Condition, KubernetesObject, LabelSelector, Timestamp } from './meta'
import { timestamp } from './timestamp'

/** policy/v1: how many of the selected pods must stay when somebody evicts. At most one of the two bounds is given. */
export interface PodDisruptionBudget extends KubernetesObject {
  readonly spec: {
    /** A number of pods, or a share of the expected ones, `50%`. */
    readonly minAvailable?: number | string
    readonly maxUnavailable?: number | string
    /** Absent: no pod. Empty: every pod of the namespace. */
    readonly selector?: LabelSelector
    /** Which running pods that are not ready may go although the budget is used up. Default: `IfHealthyBudget`. */
    readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow'
  }
  readonly status: {
    readonly observedGeneration?: number
    /** Pods whose eviction the API has granted and whose deletion the controller has not seen yet, with the time of the grant. */
    readonly disruptedPods?: Readonly<Record<string, Timestamp>>
    readonly disruptionsAllowed: number
    readonly currentHealthy: number
    readonly desiredHealthy: number
    readonly expectedPods: number
    readonly conditions?: readonly Condition[]
  }
}

export type PreemptionPolicy = 'PreemptLowerPriority' | 'Never'

/** scheduling.k8s.io/v1: a name for a priority of pods. */
export interface PriorityClass extends KubernetesObject {
  readonly value: number
  /** Pods that name no class get this one; of several the one with the lowest value. */
  readonly globalDefault?: boolean
  readonly description?: string
  readonly preemptionPolicy?: PreemptionPolicy
}

/** Whether the API would grant an eviction now: the one condition of a budget. */
export const disruptionAllowed = 'DisruptionAllowed'

/** A budget's status with so many evictions left to grant, and the condition that says so (`UpdateDisruptionAllowedCondition`). */
export function withDisruptionsAllowed(
  status: PodDisruptionBudget['status'],
  disruptionsAllowed: number,
  now: Time,
): PodDisruptionBudget['status'] {
  const isAllowed = disruptionsAllowed > 0
  const condition = budgetCondition(status, isAllowed, isAllowed ? 'SufficientPods' : 'InsufficientPods', '', now)
  return { ...status, disruptionsAllowed, conditions: withCondition(status.conditions, condition) }
}

/** The condition `DisruptionAllowed` for the generation that the status is about. */
export function budgetCondition(
  { observedGeneration }: Pick<PodDisruptionBudget['status'], 'observedGeneration'>,
  isAllowed: boolean,
  reason: string,
  message: string,
  now: Time,
): Condition {
  return {
    type: disruptionAllowed,
    status: isAllowed ? 'True' : 'False',
    ...(observedGeneration !== undefined && { observedGeneration }),
    lastTransitionTime: timestamp(now),
    reason,
    message,
  }
}
