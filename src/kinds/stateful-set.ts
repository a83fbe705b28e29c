import type { Condition, KubernetesObject, LabelSelector } from './meta'
import type { PodTemplateSpec } from './pod'
import type { PersistentVolumeClaimTemplate } from './storage'

export type RetentionPolicyType = 'Retain' | 'Delete'

export interface StatefulSetSpec {
  readonly replicas: number
  readonly selector: LabelSelector
  readonly template: PodTemplateSpec
  readonly volumeClaimTemplates?: readonly PersistentVolumeClaimTemplate[]
  readonly serviceName?: string
  readonly podManagementPolicy: 'OrderedReady' | 'Parallel'
  readonly updateStrategy: {
    readonly type: 'RollingUpdate' | 'OnDelete' | 'Recreate'
    readonly rollingUpdate?: { readonly partition?: number; readonly maxUnavailable?: number | string }
  }
  readonly revisionHistoryLimit: number
  readonly minReadySeconds?: number
  readonly persistentVolumeClaimRetentionPolicy: {
    readonly whenDeleted: RetentionPolicyType
    readonly whenScaled: RetentionPolicyType
  }
  readonly ordinals?: { readonly start: number }
}

/** Zero counters are absent, except `replicas` and `availableReplicas`. */
export interface StatefulSetStatus {
  readonly observedGeneration?: number
  readonly replicas: number
  readonly readyReplicas?: number
  readonly currentReplicas?: number
  readonly updatedReplicas?: number
  readonly currentRevision?: string
  readonly updateRevision?: string
  readonly collisionCount?: number
  readonly conditions?: readonly Condition[]
  readonly availableReplicas: number
}

export interface StatefulSet extends KubernetesObject {
  readonly spec: StatefulSetSpec
  readonly status: StatefulSetStatus
}

export interface ControllerRevision extends KubernetesObject {
  readonly data: unknown
  readonly revision: number
}
