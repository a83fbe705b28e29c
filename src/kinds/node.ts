import type { Condition, KubernetesObject, Timestamp } from './meta'
import type { ResourceList, TaintEffect } from './pod'

export interface Taint {
  readonly key: string
  readonly value?: string
  readonly effect: TaintEffect
  readonly timeAdded?: Timestamp
}

export interface Node extends KubernetesObject {
  readonly spec: {
    readonly podCIDR?: string
    readonly podCIDRs?: readonly string[]
    readonly providerID?: string
    readonly unschedulable?: boolean
    readonly taints?: readonly Taint[]
  }
  readonly status: {
    readonly capacity?: ResourceList
    readonly allocatable?: ResourceList
    readonly phase?: string
    readonly conditions?: readonly Condition[]
    readonly addresses?: readonly { readonly type: string; readonly address: string }[]
    readonly daemonEndpoints?: { readonly kubeletEndpoint?: { readonly Port: number } }
    readonly nodeInfo?: Readonly<Record<string, string>>
    readonly images?: readonly { readonly names: readonly string[]; readonly sizeBytes?: number }[]
    readonly volumesInUse?: readonly string[]
    readonly volumesAttached?: readonly { readonly name: string; readonly devicePath: string }[]
  }
}

/** A kubelet's heartbeat, in namespace kube-node-lease. */
export interface Lease extends KubernetesObject {
  readonly spec: {
    readonly holderIdentity?: string
    readonly leaseDurationSeconds?: number
    readonly acquireTime?: Timestamp
    /** RFC 3339 with microseconds. */
    readonly renewTime?: Timestamp
    readonly leaseTransitions?: number
  }
}
