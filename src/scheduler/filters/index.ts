import { interPodAffinity } from './inter-pod-affinity'
import { conflictingNames, namedNodes } from './named-nodes'
import { nodeAffinity } from './node-affinity'
import { nodePorts } from './node-ports'
import { nodeResourcesFit } from './node-resources-fit'
import { nodeUnschedulable } from './node-unschedulable'
import { nodeVolumeLimits } from './node-volume-limits'
import { podTopologySpread } from './pod-topology-spread'
import { taintToleration } from './taint-toleration'
import type { Filter } from './types'
import { volumeBinding } from './volume-binding'
import { volumeRestrictions } from './volume-restrictions'
import { volumeZone } from './volume-zone'

/** Those that look at nothing but the pod's shape and the node with what is on it: asked first, and what they say of a node is remembered. */
export const localFilters: readonly Filter[] = [
  namedNodes,
  nodeUnschedulable,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
]

/** Those that look at more: claims, other nodes. */
export const otherFilters: readonly Filter[] = [
  conflictingNames,
  volumeRestrictions,
  nodeVolumeLimits,
  volumeBinding,
  volumeZone,
  podTopologySpread,
  interPodAffinity,
]

/** In the order in which kube-scheduler asks them; the first that refuses a node is the one that is named (default_plugins.go). */
export const filters: readonly Filter[] = [...localFilters, ...otherFilters]

export { areChecks, firstRefusal, preparedChecks } from './checks'
export type { Attempt, NodeCheck, Refusal, Rejection } from './types'
