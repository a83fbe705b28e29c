import type { Condition, KubernetesObject } from './meta'
import type { ObjectReference } from './storage'

export interface ServicePort {
  readonly name?: string
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
  readonly port: number
  /** A number, or the name of a container port. */
  readonly targetPort: number | string
  readonly nodePort?: number
  readonly appProtocol?: string
}

export interface Service extends KubernetesObject {
  readonly spec: {
    readonly ports?: readonly ServicePort[]
    readonly selector?: Readonly<Record<string, string>>
    /** `None` makes the service headless. */
    readonly clusterIP?: string
    readonly clusterIPs?: readonly string[]
    readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
    readonly externalName?: string
    readonly externalIPs?: readonly string[]
    readonly sessionAffinity?: 'None' | 'ClientIP'
    readonly publishNotReadyAddresses?: boolean
    readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[]
    readonly ipFamilyPolicy?: string
    readonly internalTrafficPolicy?: string
  }
  readonly status: {
    readonly loadBalancer: Readonly<Record<string, unknown>>
    readonly conditions?: readonly Condition[]
  }
}

export interface Endpoint {
  readonly addresses: readonly string[]
  readonly conditions: { readonly ready?: boolean; readonly serving?: boolean; readonly terminating?: boolean }
  readonly hostname?: string
  readonly nodeName?: string
  readonly zone?: string
  readonly targetRef?: {
    readonly kind: string
    readonly namespace?: string
    readonly name: string
    readonly uid?: string
  }
}

export interface EndpointSlice extends KubernetesObject {
  readonly addressType: 'IPv4' | 'IPv6' | 'FQDN'
  readonly endpoints: readonly Endpoint[] | null
  readonly ports: readonly { readonly name?: string; readonly protocol?: string; readonly port?: number }[] | null
}

export interface EndpointAddress {
  readonly ip: string
  readonly hostname?: string
  readonly nodeName?: string
  readonly targetRef?: ObjectReference
}

export interface EndpointSubset {
  readonly addresses?: readonly EndpointAddress[]
  readonly notReadyAddresses?: readonly EndpointAddress[]
  readonly ports?: readonly {
    readonly name?: string
    readonly port: number
    readonly protocol?: string
    readonly appProtocol?: string
  }[]
}

/** The old form of what EndpointSlices say: addresses in groups that share their ports. */
export interface Endpoints extends KubernetesObject {
  readonly subsets?: readonly EndpointSubset[]
}
