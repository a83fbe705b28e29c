import { topologySelectorTerm } from './core-other'
import { persistentVolumeSpec } from './core-persistent-volume'
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
  structsOf,
  text,
  textMap,
  texts,
  time,
  typeMeta,
} from './notation'

/** storage.k8s.io/v1. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/storage/v1')

export const storageClass = struct('v1.StorageClass', {
  ...typeMeta,
  metadata: always(objectMeta),
  provisioner: always(text),
  parameters: textMap,
  reclaimPolicy: optional(named('v1.PersistentVolumeReclaimPolicy', 'Delete', 'Recycle', 'Retain')),
  mountOptions: texts,
  allowVolumeExpansion: optional(bool),
  volumeBindingMode: optional(named('v1.VolumeBindingMode', 'Immediate', 'WaitForFirstConsumer')),
  allowedTopologies: list(topologySelectorTerm),
})

const volumeAttachmentSource = struct('v1.VolumeAttachmentSource', {
  persistentVolumeName: optional(text),
  inlineVolumeSpec: persistentVolumeSpec,
})

const volumeAttachmentSpec = struct('v1.VolumeAttachmentSpec', {
  attacher: always(text),
  source: always(volumeAttachmentSource),
  nodeName: always(text),
})

const volumeError = struct('v1.VolumeError', { time: always(time), message: text, errorCode: optional(int32) })

const volumeAttachmentStatus = struct('v1.VolumeAttachmentStatus', {
  attached: always(bool),
  attachmentMetadata: textMap,
  attachError: volumeError,
  detachError: volumeError,
})

export const volumeAttachment = struct('v1.VolumeAttachment', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(volumeAttachmentSpec),
  status: always(volumeAttachmentStatus),
})

const tokenRequest = struct('v1.TokenRequest', { audience: always(text), expirationSeconds: optional(int64) })

const csiDriverSpec = struct('v1.CSIDriverSpec', {
  attachRequired: optional(bool),
  podInfoOnMount: optional(bool),
  volumeLifecycleModes: list(named('v1.VolumeLifecycleMode'), { listType: 'set' }),
  storageCapacity: optional(bool),
  fsGroupPolicy: optional(named('v1.FSGroupPolicy')),
  tokenRequests: list(tokenRequest),
  requiresRepublish: optional(bool),
  seLinuxMount: optional(bool),
  nodeAllocatableUpdatePeriodSeconds: optional(int64),
  serviceAccountTokenInSecrets: optional(bool),
  preventPodSchedulingIfMissing: optional(bool),
})

export const csiDriver = struct('v1.CSIDriver', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(csiDriverSpec),
})

const volumeNodeResources = struct('v1.VolumeNodeResources', { count: optional(int32) })

const csiNodeDriver = struct('v1.CSINodeDriver', {
  name: always(text),
  nodeID: always(text),
  topologyKeys: always(texts),
  allocatable: volumeNodeResources,
})

const csiNodeSpec = struct('v1.CSINodeSpec', { drivers: always(keyed(csiNodeDriver, 'name')) })

const storageHealthCondition = struct('v1.StorageHealthCondition', {
  status: always(named('v1.StorageHealthStatusType', 'StorageDegraded', 'StorageUnreachable')),
  reason: always(text),
  message: text,
  accessMode: optional(
    named('v1.PersistentVolumeAccessMode', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'),
  ),
  volumeMode: optional(named('v1.PersistentVolumeMode', 'Block', 'Filesystem')),
  lastTransitionTime: always(time),
})

const storageHealth = struct('v1.StorageHealth', { name: always(text), healthConditions: list(storageHealthCondition) })

const csiNodeStatus = struct('v1.CSINodeStatus', { storageHealth: keyed(storageHealth, 'name') })

export const csiNode = struct('v1.CSINode', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(csiNodeSpec),
  status: always(csiNodeStatus),
})
