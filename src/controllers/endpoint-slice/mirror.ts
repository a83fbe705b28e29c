import { deepEqual } from '../../base'
import {
  controllerReference,
  type Endpoint,
  type EndpointAddress,
  type EndpointSlice,
  type Endpoints,
  isTerminating,
} from '../../kinds'
import type { Change, View } from '../../store'
import { type Action, type Controller, nothing, type Plan } from '../runtime'
import { managedByLabel, serviceNameLabel } from './labels'
import { groupOf, type PortGroup } from './ports'
import { repacked } from './subsets'
import { deletion, triggerAnnotation } from './writes'

const labelValue = 'endpointslicemirroring-controller.k8s.io'
const skipLabel = 'endpointslice.kubernetes.io/skip-mirror'
const leaderAnnotation = 'control-plane.alpha.kubernetes.io/leader'
const appliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration'
const mostAddresses = 1000

/** Copies hand-made Endpoints of services without a selector into slices (kube-controller-manager's endpointslicemirroring controller). */
export const endpointMirroringController: Controller = {
  name: 'endpointslicemirroring-controller',
  interests: [
    { kind: 'Endpoints', keysOf: ({ namespace, name }) => [`${namespace}/${name}`] },
    { kind: 'Service', keysOf: ({ namespace, name }) => [`${namespace}/${name}`] },
    { kind: 'EndpointSlice', keysOf: keysOfSlice },
  ],
  plan: planMirror,
}

/** Slices that are mirrors, or were. */
function keysOfSlice({ namespace, before, after }: Change): readonly string[] {
  const names = [before, after].flatMap(slice => {
    const labels = slice?.metadata.labels
    return labels?.[managedByLabel] === labelValue && labels[serviceNameLabel] ? [labels[serviceNameLabel]] : []
  })
  return [...new Set(names)].map(name => `${namespace}/${name}`)
}

/** A slice that ought to be there. */
interface Wanted {
  readonly type: 'IPv4' | 'IPv6'
  readonly group: PortGroup
  readonly endpoints: readonly Endpoint[]
}

/** [EM-1] (endpointslicemirroring_controller.go: syncEndpoints) */
function planMirror(view: View, key: string): Plan {
  const [namespace, name = ''] = key.split('/')
  const slices = view
    .lookup('EndpointSlice', 'service', key)
    .filter(slice => slice.metadata.labels?.[managedByLabel] === labelValue && !isTerminating(slice))
  const endpoints = view.get('Endpoints', name, namespace)
  const service = view.get('Service', name, namespace)
  const hasSelector = Object.keys(service?.spec.selector ?? {}).length > 0
  if (!endpoints || !service || hasSelector || !isMirrored(endpoints)) return { actions: slices.map(deletion) }
  if (isTerminating(endpoints)) return nothing
  const { wanted, skipped } = wantedSlices(endpoints)
  const actions = reconcile(endpoints, wanted, slices)
  if (skipped === 0 || actions.length === 0) return { actions }
  const message = `A max of ${mostAddresses} addresses can be mirrored to EndpointSlices per Endpoints subset. ${skipped} addresses were skipped`
  const event = { about: endpoints, type: 'Warning', reason: 'TooManyAddressesToMirror', message } as const
  return { actions: [{ event: { ...event, component: 'endpoint-slice-mirroring-controller' } }, ...actions] }
}

/** [EM-2] */
function isMirrored({ metadata: { labels, annotations } }: Endpoints): boolean {
  return labels?.[skipLabel] !== 'true' && annotations?.[leaderAnnotation] === undefined
}

/** [EM-3] One slice for each subset and family, of at most a thousand addresses, the ready ones first. */
function wantedSlices({ subsets = [] }: Endpoints): { wanted: readonly Wanted[]; skipped: number } {
  let skipped = 0
  const wanted = repacked(subsets).flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }) => {
    const all = [
      ...addresses.map(one => endpointOf(one, true)),
      ...notReadyAddresses.map(one => endpointOf(one, false)),
    ]
    skipped += Math.max(0, all.length - mostAddresses)
    const group = groupOf(ports.map(port => ({ ...port, name: port.name ?? '' })))
    const mirrored = all.slice(0, mostAddresses)
    return (['IPv4', 'IPv6'] as const).flatMap(type => {
      const endpoints = mirrored.filter(one => one.addresses[0]?.includes(':') === (type === 'IPv6'))
      return endpoints.length > 0 ? [{ type, group, endpoints }] : []
    })
  })
  return { wanted, skipped }
}

function endpointOf({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname && { hostname }),
    ...(targetRef && { targetRef: targetRef as NonNullable<Endpoint['targetRef']> }),
    ...(nodeName && { nodeName }),
  }
}

/** [EM-4] The first slice with the right ports is kept or put right, others of them go; slices that would go lend their names to new ones. */
function reconcile(endpoints: Endpoints, wanted: readonly Wanted[], slices: readonly EndpointSlice[]): Action[] {
  const left = [...slices]
  const take = (isMeant: (slice: EndpointSlice) => boolean) => {
    const index = left.findIndex(isMeant)
    return index < 0 ? undefined : left.splice(index, 1)[0]
  }
  const matched = wanted.map(one => ({
    one,
    slice: take(({ addressType, ports }) => addressType === one.type && groupOf(ports ?? []).key === one.group.key),
  }))
  const actions = matched.flatMap(({ one, slice }): Action[] => {
    const used = slice ?? take(({ addressType }) => addressType === one.type)
    if (!used) return [{ write: { verb: 'create', kind: 'EndpointSlice', body: mirror(endpoints, one) } }]
    const body = mirror(endpoints, one, used)
    const { name, namespace } = used.metadata
    const write = { verb: 'update', kind: 'EndpointSlice', name, ...(namespace && { namespace }), body } as const
    return deepEqual(body, used) ? [] : [{ write }]
  })
  return [...actions, ...left.map(deletion)]
}

/** The slice itself: labels and annotations are those of the Endpoints, which own it (newEndpointSlice). */
function mirror(endpoints: Endpoints, { type, group, endpoints: list }: Wanted, slice?: EndpointSlice) {
  const { name, namespace, labels, annotations = {} } = endpoints.metadata
  const { [triggerAnnotation]: _, [appliedAnnotation]: _1, ...copied } = annotations
  const { annotations: _2, ...metadata } = slice?.metadata ?? { generateName: `${name}-`, namespace }
  return {
    ...slice,
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...metadata,
      labels: { ...labels, [serviceNameLabel]: name, [managedByLabel]: labelValue },
      ...(Object.keys(copied).length > 0 && { annotations: copied }),
      ownerReferences: [controllerReference(endpoints)],
    },
    addressType: type,
    endpoints: list,
    ports: group.ports.length > 0 ? group.ports : null,
  }
}
