import type { Condition, KubernetesObject, LabelSelector, Timestamp } from './meta'
import type { AWSElasticBlockStore, GCEPersistentDisk, NodeSelector, ResourceList } from './pod'

export type AccessMode = 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod'
export type VolumeMode = 'Filesystem' | 'Block'

export interface PersistentVolumeClaimSpec {
  readonly accessModes?: readonly AccessMode[]
  readonly selector?: LabelSelector
  readonly resources: { readonly requests?: ResourceList; readonly limits?: ResourceList }
  readonly volumeName?: string
  /** Absent: the default class, once there is one. Empty: no class, static volumes only. */
  readonly storageClassName?: string
  readonly volumeMode: VolumeMode
  readonly volumeAttributesClassName?: string
}

export interface PersistentVolumeClaimStatus {
  readonly phase: 'Pending' | 'Bound' | 'Lost'
  readonly accessModes?: readonly AccessMode[]
  readonly capacity?: ResourceList
  readonly conditions?: readonly Condition[]
}

export interface PersistentVolumeClaim extends KubernetesObject {
  readonly spec: PersistentVolumeClaimSpec
  readonly status: PersistentVolumeClaimStatus
}

/** An entry of `spec.volumeClaimTemplates`: a claim that is not stored by itself. */
export interface PersistentVolumeClaimTemplate {
  readonly kind?: string
  readonly apiVersion?: string
  readonly metadata: {
    readonly name: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly spec: PersistentVolumeClaimSpec
  readonly status?: { readonly phase?: string }
}

export interface ObjectReference {
  readonly kind?: string
  readonly apiVersion?: string
  readonly namespace?: string
  readonly name?: string
  readonly uid?: string
  readonly resourceVersion?: string
  readonly fieldPath?: string
}

export type ReclaimPolicy = 'Retain' | 'Delete' | 'Recycle'

export interface PersistentVolume extends KubernetesObject {
  readonly spec: {
    readonly capacity: ResourceList
    readonly accessModes: readonly AccessMode[]
    readonly claimRef?: ObjectReference
    readonly persistentVolumeReclaimPolicy: ReclaimPolicy
    readonly storageClassName?: string
    readonly mountOptions?: readonly string[]
    readonly volumeMode: VolumeMode
    readonly volumeAttributesClassName?: string
    readonly nodeAffinity?: { readonly required?: NodeSelector }
    readonly hostPath?: { readonly path: string; readonly type?: string }
    readonly local?: { readonly path: string; readonly fsType?: string }
    readonly gcePersistentDisk?: GCEPersistentDisk
    readonly awsElasticBlockStore?: AWSElasticBlockStore
    readonly nfs?: { readonly server: string; readonly path: string }
    readonly csi?: {
      readonly driver: string
      readonly volumeHandle: string
      readonly volumeAttributes?: Readonly<Record<string, string>>
    }
  }
  readonly status: {
    readonly phase: 'Pending' | 'Available' | 'Bound' | 'Released' | 'Failed'
    readonly message?: string
    readonly reason?: string
    readonly lastPhaseTransitionTime?: Timestamp
  }
}

export interface StorageClass extends KubernetesObject {
  readonly provisioner: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly reclaimPolicy: ReclaimPolicy
  readonly mountOptions?: readonly string[]
  readonly allowVolumeExpansion?: boolean
  readonly volumeBindingMode: 'Immediate' | 'WaitForFirstConsumer'
  readonly allowedTopologies?: readonly {
    readonly matchLabelExpressions?: readonly { readonly key: string; readonly values: readonly string[] }[]
  }[]
}

export const defaultClassAnnotation = 'storageclass.kubernetes.io/is-default-class'
