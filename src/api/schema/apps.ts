import { persistentVolumeClaim } from './core-claim'
import { podTemplateSpec } from './core-pod'
import { labelSelector, objectMeta } from './meta'
import {
  always,
  anything,
  bool,
  int32,
  int64,
  intOrString,
  keyed,
  list,
  named,
  nullable,
  optional,
  retaining,
  structsOf,
  text,
  time,
  typeMeta,
} from './notation'

/** apps/v1: the workloads. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/apps/v1')

export const controllerRevision = struct('v1.ControllerRevision', {
  ...typeMeta,
  metadata: always(objectMeta),
  data: always(anything),
  revision: always(int64),
})

const rollingUpdateStatefulSetStrategy = struct('v1.RollingUpdateStatefulSetStrategy', {
  partition: optional(int32),
  maxUnavailable: optional(intOrString),
})

const statefulSetUpdateStrategy = struct('v1.StatefulSetUpdateStrategy', {
  type: named('v1.StatefulSetUpdateStrategyType', 'OnDelete', 'Recreate', 'RollingUpdate'),
  rollingUpdate: rollingUpdateStatefulSetStrategy,
})

const statefulSetPersistentVolumeClaimRetentionPolicy = struct('v1.StatefulSetPersistentVolumeClaimRetentionPolicy', {
  whenDeleted: named('v1.PersistentVolumeClaimRetentionPolicyType'),
  whenScaled: named('v1.PersistentVolumeClaimRetentionPolicyType'),
})

const statefulSetOrdinals = struct('v1.StatefulSetOrdinals', { start: always(int32) })

const statefulSetSpec = struct('v1.StatefulSetSpec', {
  replicas: optional(int32),
  selector: nullable(labelSelector),
  template: always(podTemplateSpec),
  volumeClaimTemplates: list(persistentVolumeClaim),
  serviceName: always(text),
  podManagementPolicy: named('v1.PodManagementPolicyType', 'OrderedReady', 'Parallel'),
  updateStrategy: always(statefulSetUpdateStrategy),
  revisionHistoryLimit: optional(int32),
  minReadySeconds: int32,
  persistentVolumeClaimRetentionPolicy: statefulSetPersistentVolumeClaimRetentionPolicy,
  ordinals: statefulSetOrdinals,
})

const statefulSetCondition = struct('v1.StatefulSetCondition', {
  type: always(named('v1.StatefulSetConditionType')),
  status: always(named('v1.ConditionStatus')),
  lastTransitionTime: always(time),
  reason: text,
  message: text,
})

const statefulSetStatus = struct('v1.StatefulSetStatus', {
  observedGeneration: int64,
  replicas: always(int32),
  readyReplicas: int32,
  currentReplicas: int32,
  updatedReplicas: int32,
  currentRevision: text,
  updateRevision: text,
  collisionCount: optional(int32),
  conditions: keyed(statefulSetCondition, 'type'),
  availableReplicas: always(int32),
})

export const statefulSet = struct('v1.StatefulSet', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(statefulSetSpec),
  status: always(statefulSetStatus),
})

const rollingUpdateDeployment = struct('v1.RollingUpdateDeployment', {
  maxUnavailable: optional(intOrString),
  maxSurge: optional(intOrString),
})

const deploymentStrategy = struct('v1.DeploymentStrategy', {
  type: named('v1.DeploymentStrategyType', 'Recreate', 'RollingUpdate'),
  rollingUpdate: rollingUpdateDeployment,
})

const deploymentSpec = struct('v1.DeploymentSpec', {
  replicas: optional(int32),
  selector: nullable(labelSelector),
  template: always(podTemplateSpec),
  strategy: always(retaining(deploymentStrategy)),
  minReadySeconds: int32,
  revisionHistoryLimit: optional(int32),
  paused: bool,
  progressDeadlineSeconds: optional(int32),
})

const deploymentCondition = struct('v1.DeploymentCondition', {
  type: always(named('v1.DeploymentConditionType')),
  status: always(named('v1.ConditionStatus')),
  lastUpdateTime: always(time),
  lastTransitionTime: always(time),
  reason: text,
  message: text,
})

const deploymentStatus = struct('v1.DeploymentStatus', {
  observedGeneration: int64,
  replicas: int32,
  updatedReplicas: int32,
  readyReplicas: int32,
  availableReplicas: int32,
  unavailableReplicas: int32,
  terminatingReplicas: optional(int32),
  conditions: keyed(deploymentCondition, 'type'),
  collisionCount: optional(int32),
})

export const deployment = struct('v1.Deployment', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(deploymentSpec),
  status: always(deploymentStatus),
})

const replicaSetSpec = struct('v1.ReplicaSetSpec', {
  replicas: optional(int32),
  minReadySeconds: int32,
  selector: nullable(labelSelector),
  template: always(podTemplateSpec),
})

const replicaSetCondition = struct('v1.ReplicaSetCondition', {
  type: always(named('v1.ReplicaSetConditionType')),
  status: always(named('v1.ConditionStatus')),
  lastTransitionTime: always(time),
  reason: text,
  message: text,
})

const replicaSetStatus = struct('v1.ReplicaSetStatus', {
  replicas: always(int32),
  fullyLabeledReplicas: int32,
  readyReplicas: int32,
  availableReplicas: int32,
  terminatingReplicas: optional(int32),
  observedGeneration: int64,
  conditions: keyed(replicaSetCondition, 'type'),
})

export const replicaSet = struct('v1.ReplicaSet', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(replicaSetSpec),
  status: always(replicaSetStatus),
})
