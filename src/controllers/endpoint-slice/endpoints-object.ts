import { deepEqual } from '../../base'
import { matchesLabels } from '../../client'
import {
  type Endpoint,
  type EndpointAddress,
  type EndpointSubset,
  type Endpoints,
  isTerminating,
  type Pod,
  type Service,
  type Time,
} from '../../kinds'
import type { Change, View } from '../../store'
import { type Action, type Controller, nothing, type Plan } from '../runtime'
import { servicesOfPod } from './concerned'
import { belongsInSlices, endpointOf, isReady } from './endpoints'
import { headlessLabel, isHeadless } from './labels'
import { portNumberOf } from './ports'
import { triggerTime } from './reconcile'
import { repacked } from './subsets'
import { triggerAnnotation } from './writes'

const name = 'endpoint-controller'
const managedByLabel = 'endpoints.kubernetes.io/managed-by'
const capacityAnnotation = 'endpoints.kubernetes.io/over-capacity'
const mostAddresses = 1000
/** Before the key of a service that is gone; what it leaves goes too. Endpoints that never had one are somebody's own. */
const goneMark = 'gone/'
/** Among so many pods looking through them takes no time. */
const fewPods = 100

/** Keeps the old Endpoints objects of services with a selector (kube-controller-manager's endpoints controller). */
export const endpointsController: Controller = {
  name,
  interests: [
    { kind: 'Service', keysOf: keysOfService },
    { kind: 'Pod', keysOf: servicesOfPod },
    { kind: 'Endpoints', keysOf: change => [`${change.namespace}/${change.name}`] },
  ],
  plan: (view, key, now) =>
    key.startsWith(goneMark) ? planGone(view, key.slice(goneMark.length)) : planService(view, key, now),
}

function keysOfService({ namespace, name: service, after }: Change): readonly string[] {
  return [`${after ? '' : goneMark}${namespace}/${service}`]
}

function planGone(view: View, key: string): Plan {
  const [namespace = '', service = ''] = key.split('/')
  if (view.get('Service', service, namespace) || !view.get('Endpoints', service, namespace)) return nothing
  const actions: Action[] = [
    { write: { verb: 'delete', kind: 'Endpoints', name: service, namespace }, tolerate: ['NotFound'] },
  ]
  const memo = `written/${key}`
  if (view.memo(`${name}/${memo}`) !== undefined) actions.push({ memo, value: undefined })
  return { actions }
}

/** [EO-1] What has to be written so that a service's Endpoints say where its pods are (endpoints_controller.go: syncService). */
function planService(view: View, key: string, now: Time): Plan {
  const [namespace, serviceName = ''] = key.split('/')
  const service = view.get('Service', serviceName, namespace)
  if (!service || service.spec.type === 'ExternalName') return nothing
  if (Object.keys(service.spec.selector ?? {}).length === 0) return nothing
  const all = view.list('Pod', namespace)
  const pauseMs = all.length > fewPods ? all.length : 0
  const writtenAt = pauseMs > 0 ? (view.memo(`${name}/written/${key}`) as Time | undefined) : undefined
  if (writtenAt !== undefined && now < writtenAt + pauseMs) return { actions: [], wakeAt: writtenAt + pauseMs }
  const current = view.get('Endpoints', serviceName, namespace)
  if (!current && view.get('Namespace', namespace ?? '')?.status.phase === 'Terminating') return nothing
  const write = writeFor(view, service, all, current)
  if (!write) return nothing
  return { actions: pauseMs > 0 ? [write, { memo: `written/${key}`, value: now }] : [write] }
}

function writeFor(
  view: View,
  service: Service,
  all: readonly Pod[],
  current: Endpoints | undefined,
): Action | undefined {
  const { selector = {}, publishNotReadyAddresses: publishes = false } = service.spec
  const pods = all.filter(pod => matchesLabels(selector, pod.metadata.labels) && isShown(pod, publishes))
  const whole = repacked(pods.flatMap(pod => subsetsOf(view, service, pod)))
  const subsets = withinCapacity(whole)
  const labels = labelsOf(service)
  const { [capacityAnnotation]: capacity, [triggerAnnotation]: _, ...others } = current?.metadata.annotations ?? {}
  const isSame =
    current &&
    deepEqual(current.subsets ?? [], subsets) &&
    deepEqual(unmarked(current.metadata.labels), unmarked(labels)) &&
    current.metadata.labels?.[managedByLabel] === name &&
    (capacity !== undefined) === (subsets !== whole)
  if (isSame) return undefined
  const trigger = current ? triggerTime(pods, shownIn(current, publishes)) : service.metadata.creationTimestamp
  const annotations = {
    ...others,
    ...(subsets !== whole && { [capacityAnnotation]: 'truncated' }),
    ...(trigger && { [triggerAnnotation]: trigger }),
  }
  return writeOf(service, current, subsets, labels, annotations)
}

function writeOf(
  { metadata: { name: serviceName, namespace } }: Service,
  current: Endpoints | undefined,
  subsets: readonly EndpointSubset[],
  labels: Readonly<Record<string, string>>,
  annotations: Readonly<Record<string, string>>,
): Action {
  const { annotations: _, ...metadata } = current?.metadata ?? { name: serviceName, namespace }
  const body = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...metadata, labels, ...(Object.keys(annotations).length > 0 && { annotations }) },
    ...(subsets.length > 0 && { subsets }),
  }
  const target = { kind: 'Endpoints', name: serviceName, ...(namespace && { namespace }), body }
  return { write: { verb: current ? 'update' : 'create', ...target } }
}

/** Like an endpoint in a slice, but that a pod which terminates is no longer shown (ShouldPodBeInEndpoints). */
function isShown(pod: Pod, publishes: boolean): boolean {
  return belongsInSlices(pod) && (publishes || !isTerminating(pod))
}

/** One subset a port; a headless service may have none. */
function subsetsOf(view: View, service: Service, pod: Pod): readonly EndpointSubset[] {
  const { ports = [], publishNotReadyAddresses } = service.spec
  const address = addressOf(view, service, pod)
  if (!address) return []
  const field = publishNotReadyAddresses || isReady(pod) ? 'addresses' : 'notReadyAddresses'
  const found = ports.flatMap(port => {
    const number = portNumberOf(port, pod)
    if (number === undefined) return []
    const { name: portName, protocol, appProtocol } = port
    const said = { ...(portName && { name: portName }), protocol, ...(appProtocol !== undefined && { appProtocol }) }
    return [{ [field]: [address], ports: [{ ...said, port: number }] }]
  })
  return ports.length === 0 && service.spec.clusterIP === 'None' ? [{ [field]: [address] }] : found
}

function addressOf(view: View, service: Service, pod: Pod): EndpointAddress | undefined {
  const endpoint = endpointOf(view, pod, service, service.spec.ipFamilies?.[0] ?? 'IPv4')
  const ip = endpoint?.addresses[0]
  if (!endpoint || ip === undefined) return undefined
  const { hostname, nodeName, targetRef } = endpoint
  return { ip, ...(hostname && { hostname }), ...(nodeName && { nodeName }), ...(targetRef && { targetRef }) }
}

/** What an Endpoints object says of a pod, in the words of slices. */
function shownIn({ subsets = [] }: Endpoints, publishes: boolean): (pod: Pod) => Endpoint | undefined {
  const shown = new Map<string, { readonly address: EndpointAddress; readonly isReady: boolean }>()
  for (const { addresses = [], notReadyAddresses = [] } of subsets) {
    for (const address of addresses) shown.set(address.targetRef?.uid ?? '', { address, isReady: true })
    for (const address of notReadyAddresses) shown.set(address.targetRef?.uid ?? '', { address, isReady: false })
  }
  return pod => {
    const known = shown.get(pod.metadata.uid)
    if (!known?.address.targetRef) return undefined
    const serving = publishes ? isReady(pod) : known.isReady
    return { addresses: [known.address.ip], conditions: { serving }, targetRef: known.address.targetRef } as Endpoint
  }
}

/** [EO-3] At most a thousand addresses: those that are ready first, of each subset its share (truncateEndpoints). */
function withinCapacity(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const ready = subsets.reduce((sum, { addresses = [] }) => sum + addresses.length, 0)
  const notReady = subsets.reduce((sum, { notReadyAddresses = [] }) => sum + notReadyAddresses.length, 0)
  if (ready + notReady <= mostAddresses) return subsets
  const field = ready > mostAddresses ? 'addresses' : 'notReadyAddresses'
  const [total, most] = field === 'addresses' ? [ready, mostAddresses] : [notReady, mostAddresses - ready]
  let left = most
  return subsets.map(subset => {
    const list = subset[field] ?? []
    const kept = list.slice(0, Math.min(left, Math.ceil((list.length / total) * most)))
    left -= kept.length
    const { addresses, notReadyAddresses: _, ...rest } = subset
    if (field === 'addresses') return { ...rest, addresses: kept }
    return { ...(addresses && { addresses }), ...rest, ...(kept.length > 0 && { notReadyAddresses: kept }) }
  })
}

/** [EO-2] */
function labelsOf({ metadata, spec }: Service): Readonly<Record<string, string>> {
  return {
    ...unmarked(metadata.labels),
    ...(isHeadless(spec.clusterIP) && { [headlessLabel]: '' }),
    [managedByLabel]: name,
  }
}

function unmarked(labels: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const { [headlessLabel]: _, [managedByLabel]: _1, ...others } = labels
  return others
}
