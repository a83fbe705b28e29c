import { deepEqual } from '../../base'
import { conditionOf, type Endpoint, type EndpointSlice, isTerminating, type Pod, type Service } from '../../kinds'
import type { View } from '../../store'

export type AddressType = EndpointSlice['addressType']

/** Endpoints that have been made, so that an unchanged pod keeps the very same one and comparing slices is comparing references. */
type Made = Map<AddressType, { readonly zone: string | undefined; readonly endpoint: Endpoint }>
const madeByPod = new WeakMap<Pod, Map<string, Made>>()

const zoneLabel = 'topology.kubernetes.io/zone'

/** Pods that have an address and have not ended have an endpoint, also while they terminate (ShouldPodBeInEndpoints). */
export function belongsInSlices({ status }: Pod): boolean {
  if (status.phase === 'Succeeded' || status.phase === 'Failed') return false
  return Boolean(status.podIP || status.podIPs?.length)
}

/** The endpoint of a pod; undefined where it has no address of the type (endpointslice/utils.go: podToEndpoint). */
export function endpointOf(view: View, pod: Pod, service: Service, type: AddressType): Endpoint | undefined {
  const zone = view.get('Node', pod.spec.nodeName ?? '')?.metadata.labels?.[zoneLabel] || undefined
  const made = madeFor(pod, service)
  const known = made.get(type)
  if (known && known.zone === zone) return known.endpoint
  const addresses = addressesOf(pod, type)
  if (addresses.length === 0) return undefined
  const endpoint = makeEndpoint(pod, service, addresses, zone)
  made.set(type, { zone, endpoint })
  return endpoint
}

function madeFor(pod: Pod, { metadata, spec }: Service): Made {
  let services = madeByPod.get(pod)
  if (!services) {
    services = new Map()
    madeByPod.set(pod, services)
  }
  const key = `${metadata.name} ${spec.publishNotReadyAddresses ?? false}`
  let made = services.get(key)
  if (!made) {
    made = new Map()
    services.set(key, made)
  }
  return made
}

function makeEndpoint(pod: Pod, service: Service, addresses: readonly string[], zone: string | undefined): Endpoint {
  const serving = isReady(pod)
  const terminating = isTerminating(pod)
  const ready = Boolean(service.spec.publishNotReadyAddresses) || (serving && !terminating)
  const { name, namespace, uid } = pod.metadata
  const { hostname, subdomain, nodeName } = pod.spec
  return {
    addresses,
    conditions: { ready, serving, terminating },
    ...(hostname && subdomain === service.metadata.name && { hostname }),
    targetRef: { kind: 'Pod', ...(namespace && { namespace }), name, uid },
    ...(nodeName && { nodeName }),
    ...(zone !== undefined && { zone }),
  }
}

function addressesOf({ status }: Pod, type: AddressType): readonly string[] {
  const wantsColon = type === 'IPv6'
  return (status.podIPs ?? []).map(({ ip }) => ip).filter(ip => ip.includes(':') === wantsColon)
}

/** The pod's condition Ready is True. */
export function isReady(pod: Pod): boolean {
  return conditionOf(pod, 'Ready')?.status === 'True'
}

/** Whether two endpoints stand for the same thing, though it may have changed (endpointslice/util/endpointset.go: hashEndpoint). */
export function isSameEndpoint(a: Endpoint, b: Endpoint): boolean {
  return (
    a === b ||
    (a.hostname === b.hostname &&
      a.targetRef?.name === b.targetRef?.name &&
      a.targetRef?.namespace === b.targetRef?.namespace &&
      deepEqual(a.addresses, b.addresses))
  )
}
