import { condition, deleteOptions, labelSelector, objectMeta } from './meta'
import {
  always,
  bool,
  fallback,
  int32,
  int64,
  intOrString,
  keyed,
  map,
  microTime,
  named,
  optional,
  replaced,
  structsOf,
  text,
  time,
  typeMeta,
} from './notation'

/** Small groups: autoscaling, coordination, policy, scheduling. Facts of v1.37.1's OpenAPI v3 and Go types. */

const autoscaling = structsOf('k8s.io/api/autoscaling/v1')
const coordination = structsOf('k8s.io/api/coordination/v1')
const policy = structsOf('k8s.io/api/policy/v1')
const scheduling = structsOf('k8s.io/api/scheduling/v1')

const leaseSpec = coordination('v1.LeaseSpec', {
  holderIdentity: optional(text),
  leaseDurationSeconds: optional(int32),
  acquireTime: optional(microTime),
  renewTime: optional(microTime),
  leaseTransitions: optional(int32),
  strategy: optional(named('v1.CoordinatedLeaseStrategy')),
  preferredHolder: optional(text),
})

export const lease = coordination('v1.Lease', { ...typeMeta, metadata: always(objectMeta), spec: always(leaseSpec) })

const scaleSpec = autoscaling('v1.ScaleSpec', { replicas: fallback(int32, 0) })

const scaleStatus = autoscaling('v1.ScaleStatus', { replicas: always(int32), selector: text })

export const scale = autoscaling('v1.Scale', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(scaleSpec),
  status: always(scaleStatus),
})

export const eviction = policy('v1.Eviction', { ...typeMeta, metadata: always(objectMeta), deleteOptions })

const podDisruptionBudgetSpec = policy('v1.PodDisruptionBudgetSpec', {
  minAvailable: optional(intOrString),
  selector: replaced(labelSelector),
  maxUnavailable: optional(intOrString),
  unhealthyPodEvictionPolicy: optional(named('v1.UnhealthyPodEvictionPolicyType', 'AlwaysAllow', 'IfHealthyBudget')),
})

const podDisruptionBudgetStatus = policy('v1.PodDisruptionBudgetStatus', {
  observedGeneration: int64,
  disruptedPods: map(time),
  disruptionsAllowed: always(int32),
  currentHealthy: always(int32),
  desiredHealthy: always(int32),
  expectedPods: always(int32),
  conditions: keyed(condition, 'type'),
})

export const podDisruptionBudget = policy('v1.PodDisruptionBudget', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(podDisruptionBudgetSpec),
  status: always(podDisruptionBudgetStatus),
})

export const priorityClass = scheduling('v1.PriorityClass', {
  ...typeMeta,
  metadata: always(objectMeta),
  value: always(int32),
  globalDefault: bool,
  description: text,
  preemptionPolicy: optional(named('v1.PreemptionPolicy', 'Never', 'PreemptLowerPriority')),
})
