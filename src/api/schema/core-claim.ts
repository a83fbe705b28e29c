import { volumeHealthStatus } from './core-pod-status'
import { typedLocalObjectReference, typedObjectReference } from './core-reference'
import { labelSelector, objectMeta } from './meta'
import { always, keyed, list, map, named, optional, resourceList, structsOf, text, time, typeMeta } from './notation'

/** core/v1: PersistentVolumeClaim, and the claim templates of sets. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

const volumeResourceRequirements = struct('v1.VolumeResourceRequirements', {
  limits: resourceList,
  requests: resourceList,
})

const persistentVolumeClaimSpec = struct('v1.PersistentVolumeClaimSpec', {
  accessModes: list(
    named('v1.PersistentVolumeAccessMode', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'),
  ),
  selector: labelSelector,
  resources: always(volumeResourceRequirements),
  volumeName: text,
  storageClassName: optional(text),
  volumeMode: optional(named('v1.PersistentVolumeMode', 'Block', 'Filesystem')),
  dataSource: typedLocalObjectReference,
  dataSourceRef: typedObjectReference,
  volumeAttributesClassName: optional(text),
})

const persistentVolumeClaimCondition = struct('v1.PersistentVolumeClaimCondition', {
  type: always(named('v1.PersistentVolumeClaimConditionType')),
  status: always(named('v1.ConditionStatus')),
  lastProbeTime: always(time),
  lastTransitionTime: always(time),
  reason: text,
  message: text,
})

const modifyVolumeStatus = struct('v1.ModifyVolumeStatus', {
  targetVolumeAttributesClassName: text,
  status: always(named('v1.PersistentVolumeClaimModifyVolumeStatus', 'InProgress', 'Infeasible', 'Pending')),
})

const persistentVolumeClaimStatus = struct('v1.PersistentVolumeClaimStatus', {
  phase: named('v1.PersistentVolumeClaimPhase', 'Bound', 'Lost', 'Pending'),
  accessModes: list(
    named('v1.PersistentVolumeAccessMode', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'),
  ),
  capacity: resourceList,
  conditions: keyed(persistentVolumeClaimCondition, 'type'),
  allocatedResources: resourceList,
  allocatedResourceStatuses: map(
    named(
      'v1.ClaimResourceStatus',
      'ControllerResizeInProgress',
      'ControllerResizeInfeasible',
      'NodeResizeInProgress',
      'NodeResizeInfeasible',
      'NodeResizePending',
    ),
  ),
  currentVolumeAttributesClassName: optional(text),
  modifyVolumeStatus,
  healthStatus: volumeHealthStatus,
})

export const persistentVolumeClaim = struct('v1.PersistentVolumeClaim', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(persistentVolumeClaimSpec),
  status: always(persistentVolumeClaimStatus),
})

export const persistentVolumeClaimTemplate = struct('v1.PersistentVolumeClaimTemplate', {
  metadata: always(objectMeta),
  spec: always(persistentVolumeClaimSpec),
})
