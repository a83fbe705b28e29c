import type { Condition, KubernetesObject, LabelSelector, Timestamp } from './meta'
import type { PodTemplateSpec } from './pod'

export interface ReplicaSetSpec {
  readonly replicas: number
  readonly minReadySeconds?: number
  readonly selector: LabelSelector
  readonly template: PodTemplateSpec
}

/** Zero counters are absent, except `replicas`; `terminatingReplicas` is absent until the controller has counted for the first time. */
export interface ReplicaSetStatus {
  readonly replicas: number
  readonly fullyLabeledReplicas?: number
  readonly readyReplicas?: number
  readonly availableReplicas?: number
  readonly terminatingReplicas?: number
  readonly observedGeneration?: number
  readonly conditions?: readonly Condition[]
}

export interface ReplicaSet extends KubernetesObject {
  readonly spec: ReplicaSetSpec
  readonly status: ReplicaSetStatus
}

export interface DeploymentSpec {
  readonly replicas: number
  readonly selector: LabelSelector
  readonly template: PodTemplateSpec
  readonly strategy: {
    readonly type: 'RollingUpdate' | 'Recreate'
    readonly rollingUpdate?: { readonly maxUnavailable: number | string; readonly maxSurge: number | string }
  }
  readonly minReadySeconds?: number
  readonly revisionHistoryLimit: number
  readonly paused?: boolean
  readonly progressDeadlineSeconds: number
}

/** Unlike other conditions it says when it was last written, even if it did not change. */
export interface DeploymentCondition extends Condition {
  readonly lastUpdateTime: Timestamp
}

/** Zero counters are absent, `replicas` among them. */
export interface DeploymentStatus {
  readonly observedGeneration?: number
  readonly replicas?: number
  readonly updatedReplicas?: number
  readonly readyReplicas?: number
  readonly availableReplicas?: number
  readonly unavailableReplicas?: number
  readonly terminatingReplicas?: number
  readonly conditions?: readonly DeploymentCondition[]
  readonly collisionCount?: number
}

export interface Deployment extends KubernetesObject {
  readonly spec: DeploymentSpec
  readonly status: DeploymentStatus
}
