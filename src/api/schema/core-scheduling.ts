import { nodeSelector, nodeSelectorTerm } from './core-reference'
import { labelSelector } from './meta'
import { always, int32, int64, list, named, optional, structsOf, text, texts, time } from './notation'

/** core/v1: affinity, tolerations, taints, spreading. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

export const taint = struct('v1.Taint', {
  key: always(text),
  value: text,
  effect: always(named('v1.TaintEffect', 'NoExecute', 'NoSchedule', 'PreferNoSchedule')),
  timeAdded: optional(time),
})

const preferredSchedulingTerm = struct('v1.PreferredSchedulingTerm', {
  weight: always(int32),
  preference: always(nodeSelectorTerm),
})

const nodeAffinity = struct('v1.NodeAffinity', {
  requiredDuringSchedulingIgnoredDuringExecution: nodeSelector,
  preferredDuringSchedulingIgnoredDuringExecution: list(preferredSchedulingTerm),
})

const podAffinityTerm = struct('v1.PodAffinityTerm', {
  labelSelector,
  namespaces: texts,
  topologyKey: always(text),
  namespaceSelector: labelSelector,
  matchLabelKeys: texts,
  mismatchLabelKeys: texts,
})

const weightedPodAffinityTerm = struct('v1.WeightedPodAffinityTerm', {
  weight: always(int32),
  podAffinityTerm: always(podAffinityTerm),
})

const podAffinity = struct('v1.PodAffinity', {
  requiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: list(weightedPodAffinityTerm),
})

const podAntiAffinity = struct('v1.PodAntiAffinity', {
  requiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: list(weightedPodAffinityTerm),
})

export const affinity = struct('v1.Affinity', { nodeAffinity, podAffinity, podAntiAffinity })

export const toleration = struct('v1.Toleration', {
  key: text,
  operator: named('v1.TolerationOperator', 'Equal', 'Exists', 'Gt', 'Lt'),
  value: text,
  effect: named('v1.TaintEffect', 'NoExecute', 'NoSchedule', 'PreferNoSchedule'),
  tolerationSeconds: optional(int64),
})

export const topologySpreadConstraint = struct('v1.TopologySpreadConstraint', {
  maxSkew: always(int32),
  topologyKey: always(text),
  whenUnsatisfiable: always(named('v1.UnsatisfiableConstraintAction', 'DoNotSchedule', 'ScheduleAnyway')),
  labelSelector,
  minDomains: optional(int32),
  nodeAffinityPolicy: optional(named('v1.NodeInclusionPolicy', 'Honor', 'Ignore')),
  nodeTaintsPolicy: optional(named('v1.NodeInclusionPolicy', 'Honor', 'Ignore')),
  matchLabelKeys: texts,
})
