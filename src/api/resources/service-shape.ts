import type { Service } from '../../kinds'

/** A service's spec with the fields that the API keeps and checks, but the lab's network does not act on. */
export type ServiceSpec = Service['spec'] & {
  readonly externalTrafficPolicy?: string
  readonly sessionAffinityConfig?: { readonly clientIP?: { readonly timeoutSeconds?: number } }
  readonly allocateLoadBalancerNodePorts?: boolean
  readonly loadBalancerClass?: string
  readonly loadBalancerIP?: string
  readonly loadBalancerSourceRanges?: readonly string[]
  readonly healthCheckNodePort?: number
  readonly trafficDistribution?: string
}
export type FullService = Service & { readonly spec: ServiceSpec }
export type ServicePort = NonNullable<Service['spec']['ports']>[number]

/** Whether a service has no address of its own: its name leads to its endpoints. */
export function isHeadless({ clusterIPs }: ServiceSpec): boolean {
  return clusterIPs?.length === 1 && clusterIPs[0] === 'None'
}

/** Whether the type comes with an address of its own (or with None). */
export function needsClusterIP({ type }: ServiceSpec): boolean {
  return type !== 'ExternalName'
}

/** Whether the type is reached through a port of each node. */
export function needsNodePort({ type }: ServiceSpec): boolean {
  return type === 'NodePort' || type === 'LoadBalancer'
}

/** Whether something outside the cluster can reach it (`pkg/api/service: ExternallyAccessible`). */
export function isExternallyAccessible({ type, externalIPs }: ServiceSpec): boolean {
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && Boolean(externalIPs?.length))
}

/** Whether a load balancer must ask each node if it has endpoints (`NeedsHealthCheck`). */
export function needsHealthCheck({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local'
}

/** The node ports a service has, in the order of its ports. */
export function nodePortsOf({ ports = [] }: ServiceSpec): readonly number[] {
  return ports.flatMap(port => (port.nodePort ? [port.nodePort] : []))
}

/** Whether two lists hold the same texts in the same order; an absent list is empty. */
export function sameTexts(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index])
}

/** The same spec with a field taken out. */
export function without<T extends object, K extends keyof T>(object: T, ...fields: readonly K[]): T {
  const copy = { ...object }
  for (const field of fields) delete copy[field]
  return copy
}
