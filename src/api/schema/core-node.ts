import { taint } from './core-scheduling'
import { objectMeta } from './meta'
import {
  always,
  bool,
  int32,
  int64,
  keyed,
  list,
  named,
  optional,
  resourceList,
  structsOf,
  text,
  texts,
  time,
  typeMeta,
} from './notation'

/** core/v1: Node. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

const configMapNodeConfigSource = struct('v1.ConfigMapNodeConfigSource', {
  namespace: always(text),
  name: always(text),
  uid: named('types.UID'),
  resourceVersion: text,
  kubeletConfigKey: always(text),
})

const nodeConfigSource = struct('v1.NodeConfigSource', { configMap: configMapNodeConfigSource })

const nodePodPreemptionPolicy = struct('v1.NodePodPreemptionPolicy', {
  disableResizePreemption: list(text, { listType: 'set' }),
})

const nodeSpec = struct('v1.NodeSpec', {
  podCIDR: text,
  podCIDRs: list(text, { merge: {}, listType: 'set' }),
  providerID: text,
  unschedulable: bool,
  taints: list(taint),
  configSource: nodeConfigSource,
  externalID: text,
  podPreemptionPolicy: nodePodPreemptionPolicy,
})

const nodeCondition = struct('v1.NodeCondition', {
  type: always(named('v1.NodeConditionType')),
  status: always(named('v1.ConditionStatus')),
  lastHeartbeatTime: always(time),
  lastTransitionTime: always(time),
  reason: text,
  message: text,
})

const nodeAddress = struct('v1.NodeAddress', { type: always(named('v1.NodeAddressType')), address: always(text) })

const daemonEndpoint = struct('v1.DaemonEndpoint', { Port: always(int32) })

const nodeDaemonEndpoints = struct('v1.NodeDaemonEndpoints', { kubeletEndpoint: always(daemonEndpoint) })

const nodeSwapStatus = struct('v1.NodeSwapStatus', { capacity: optional(int64) })

const nodeSystemInfo = struct('v1.NodeSystemInfo', {
  machineID: always(text),
  systemUUID: always(text),
  bootID: always(text),
  kernelVersion: always(text),
  osImage: always(text),
  containerRuntimeVersion: always(text),
  kubeletVersion: always(text),
  kubeProxyVersion: always(text),
  operatingSystem: always(text),
  architecture: always(text),
  swap: nodeSwapStatus,
  runningInUserNamespace: optional(bool),
})

const containerImage = struct('v1.ContainerImage', { names: always(texts), sizeBytes: int64 })

const attachedVolume = struct('v1.AttachedVolume', {
  name: always(named('v1.UniqueVolumeName')),
  devicePath: always(text),
})

const nodeConfigStatus = struct('v1.NodeConfigStatus', {
  assigned: nodeConfigSource,
  active: nodeConfigSource,
  lastKnownGood: nodeConfigSource,
  error: text,
})

const nodeRuntimeHandlerFeatures = struct('v1.NodeRuntimeHandlerFeatures', {
  recursiveReadOnlyMounts: optional(bool),
  userNamespaces: optional(bool),
})

const nodeRuntimeHandler = struct('v1.NodeRuntimeHandler', { name: always(text), features: nodeRuntimeHandlerFeatures })

const nodeFeatures = struct('v1.NodeFeatures', { supplementalGroupsPolicy: optional(bool) })

const nodeStatus = struct('v1.NodeStatus', {
  capacity: resourceList,
  allocatable: resourceList,
  phase: named('v1.NodePhase', 'Pending', 'Running', 'Terminated'),
  conditions: keyed(nodeCondition, 'type'),
  addresses: keyed(nodeAddress, 'type'),
  daemonEndpoints: always(nodeDaemonEndpoints),
  nodeInfo: always(nodeSystemInfo),
  images: list(containerImage),
  volumesInUse: list(named('v1.UniqueVolumeName')),
  volumesAttached: list(attachedVolume),
  config: nodeConfigStatus,
  runtimeHandlers: list(nodeRuntimeHandler),
  features: nodeFeatures,
  declaredFeatures: texts,
})

export const node = struct('v1.Node', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(nodeSpec),
  status: always(nodeStatus),
})
