import type { KubernetesObject, Timestamp } from './meta'
import type { PersistentVolume } from './storage'

export interface VolumeError {
  readonly time: Timestamp | null
  readonly message?: string
  /** A gRPC code of the driver. */
  readonly errorCode?: number
}

/** The wish that a volume hangs on a node, and what came of it. The attach/detach controller wishes, the driver's attacher acts. */
export interface VolumeAttachment extends KubernetesObject {
  readonly spec: {
    readonly attacher: string
    readonly nodeName: string
    readonly source: {
      readonly persistentVolumeName?: string
      readonly inlineVolumeSpec?: PersistentVolume['spec']
    }
  }
  readonly status: {
    readonly attached: boolean
    readonly attachmentMetadata?: Readonly<Record<string, string>>
    readonly attachError?: VolumeError
    readonly detachError?: VolumeError
  }
}

/** What the cluster has to know of a storage driver. Its name is the driver's. */
export interface CSIDriver extends KubernetesObject {
  readonly spec: {
    readonly attachRequired?: boolean
    readonly podInfoOnMount?: boolean
    readonly volumeLifecycleModes?: readonly string[]
    readonly storageCapacity?: boolean
    readonly fsGroupPolicy?: string
    readonly tokenRequests?: readonly { readonly audience: string; readonly expirationSeconds?: number }[]
    readonly requiresRepublish?: boolean
    readonly seLinuxMount?: boolean
    readonly nodeAllocatableUpdatePeriodSeconds?: number
    readonly serviceAccountTokenInSecrets?: boolean
    readonly preventPodSchedulingIfMissing?: boolean
  }
}

export interface CSINodeDriver {
  readonly name: string
  readonly nodeID: string
  readonly topologyKeys?: readonly string[]
  /** How many volumes of this driver the node can attach; no limit where absent. */
  readonly allocatable?: { readonly count?: number }
}

/** Which drivers a node's kubelet has. Its name is the node's. */
export interface CSINode extends KubernetesObject {
  readonly spec: { readonly drivers: readonly CSINodeDriver[] }
  readonly status: { readonly storageHealth?: readonly { readonly name: string }[] }
}
