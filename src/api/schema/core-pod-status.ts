import { resourceRequirements } from './core-container'
import {
  always,
  bool,
  int32,
  int64,
  keyed,
  list,
  named,
  nullable,
  optional,
  quantity,
  resourceList,
  structsOf,
  text,
  time,
} from './notation'
import { signals } from './signals'

/** core/v1: what a kubelet reports about a pod. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

const volumeHealthCondition = struct('v1.VolumeHealthCondition', {
  status: always(named('v1.VolumeHealthStatusType', 'DataLoss', 'Degraded', 'Inaccessible')),
  reason: always(text),
  message: text,
})

export const volumeHealthStatus = struct('v1.VolumeHealthStatus', {
  healthConditions: list(volumeHealthCondition, {
    merge: { key: 'status' },
    listType: 'map',
    keys: ['status', 'reason'],
  }),
  lastTransitionTime: always(time),
})

const podCondition = struct('v1.PodCondition', {
  type: always(named('v1.PodConditionType')),
  observedGeneration: int64,
  status: always(named('v1.ConditionStatus')),
  lastProbeTime: always(time),
  lastTransitionTime: always(time),
  reason: text,
  message: text,
})

const hostIP = struct('v1.HostIP', { ip: always(text) })

const podIP = struct('v1.PodIP', { ip: always(text) })

const containerStateWaiting = struct('v1.ContainerStateWaiting', { reason: text, message: text })

const containerStateRunning = struct('v1.ContainerStateRunning', { startedAt: always(time) })

const containerStateTerminated = struct('v1.ContainerStateTerminated', {
  exitCode: always(int32),
  signal: int32,
  reason: text,
  message: text,
  startedAt: always(time),
  finishedAt: always(time),
  containerID: text,
})

const containerState = struct('v1.ContainerState', {
  waiting: containerStateWaiting,
  running: containerStateRunning,
  terminated: containerStateTerminated,
})

const imageVolumeStatus = struct('v1.ImageVolumeStatus', { imageRef: text })

const volumeStatus = struct('v1.VolumeStatus', { image: imageVolumeStatus })

const volumeMountStatus = struct('v1.VolumeMountStatus', {
  name: always(text),
  mountPath: always(text),
  readOnly: bool,
  recursiveReadOnly: optional(named('v1.RecursiveReadOnlyMode')),
  volumeStatus,
})

const linuxContainerUser = struct('v1.LinuxContainerUser', {
  uid: always(int64),
  gid: always(int64),
  supplementalGroups: list(int64),
})

const containerUser = struct('v1.ContainerUser', { linux: linuxContainerUser })

const resourceHealth = struct('v1.ResourceHealth', {
  resourceID: always(named('v1.ResourceID')),
  health: named('v1.ResourceHealthStatus'),
  message: optional(text),
})

const resourceStatus = struct('v1.ResourceStatus', {
  name: always(named('v1.ResourceName')),
  resources: list(resourceHealth, { listType: 'map', keys: ['resourceID'] }),
})

const containerStatus = struct('v1.ContainerStatus', {
  name: always(text),
  state: always(containerState),
  lastState: always(containerState),
  ready: always(bool),
  restartCount: always(int32),
  image: always(text),
  imageID: always(text),
  containerID: text,
  started: optional(bool),
  allocatedResources: resourceList,
  resources: resourceRequirements,
  volumeMounts: keyed(volumeMountStatus, 'mountPath'),
  user: containerUser,
  allocatedResourcesStatus: keyed(resourceStatus, 'name'),
  stopSignal: optional(named('v1.Signal', ...signals)),
})

const podResourceClaimStatus = struct('v1.PodResourceClaimStatus', {
  name: always(text),
  resourceClaimName: optional(text),
})

const containerExtendedResourceRequest = struct('v1.ContainerExtendedResourceRequest', {
  containerName: always(text),
  resourceName: always(text),
  requestName: always(text),
})

const podExtendedResourceClaimStatus = struct('v1.PodExtendedResourceClaimStatus', {
  requestMappings: always(list(containerExtendedResourceRequest)),
  resourceClaimName: always(text),
})

const nodeAllocatableMappedResources = struct('v1.NodeAllocatableMappedResources', {
  name: always(named('v1.ResourceName')),
  quantity: nullable(quantity),
})

const nodeAllocatableOverheadResources = struct('v1.NodeAllocatableOverheadResources', {
  name: always(named('v1.ResourceName')),
  perPod: optional(quantity),
  perContainer: optional(quantity),
})

const nodeAllocatableResourceClaimStatus = struct('v1.NodeAllocatableResourceClaimStatus', {
  resourceClaimName: always(text),
  containers: list(text, { listType: 'set' }),
  mapping: keyed(nodeAllocatableMappedResources, 'name'),
  overhead: keyed(nodeAllocatableOverheadResources, 'name'),
})

const podVolumeHealth = struct('v1.PodVolumeHealth', {
  name: always(text),
  healthConditions: list(volumeHealthCondition, {
    merge: { key: 'status' },
    listType: 'map',
    keys: ['status', 'reason'],
  }),
  lastTransitionTime: always(time),
})

export const podStatus = struct('v1.PodStatus', {
  observedGeneration: int64,
  phase: named('v1.PodPhase', 'Failed', 'Pending', 'Running', 'Succeeded', 'Unknown'),
  conditions: keyed(podCondition, 'type'),
  message: text,
  reason: text,
  nominatedNodeName: text,
  hostIP: text,
  hostIPs: list(hostIP, { merge: { key: 'ip' } }),
  podIP: text,
  podIPs: keyed(podIP, 'ip'),
  startTime: optional(time),
  initContainerStatuses: list(containerStatus),
  containerStatuses: list(containerStatus),
  qosClass: named('v1.PodQOSClass', 'BestEffort', 'Burstable', 'Guaranteed'),
  ephemeralContainerStatuses: list(containerStatus),
  resize: named('v1.PodResizeStatus'),
  resourceClaimStatuses: list(podResourceClaimStatus, {
    merge: { key: 'name', retainKeys: true },
    listType: 'map',
    keys: ['name'],
  }),
  extendedResourceClaimStatus: podExtendedResourceClaimStatus,
  allocatedResources: resourceList,
  resources: resourceRequirements,
  nodeAllocatableResourceClaimStatuses: keyed(nodeAllocatableResourceClaimStatus, 'resourceClaimName'),
  volumeHealth: list(podVolumeHealth, { listType: 'map', keys: ['name'] }),
})
