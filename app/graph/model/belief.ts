import { type EndpointSlice, isTerminating, type Pod, type Service, type StatefulSet } from '../../../src/kinds'
import { referenceTo, type View } from '../../session'
import { attachWaitOf } from './attach'
import { podOrdinal } from './ordinal'
import { podWords } from './pod-words'
import type { Reuse } from './reuse'
import type { GraphNode, ServiceAddress, ServiceNode, SetNode, SlotNode } from './types'
import { deploymentNode, deploymentOf, familyOf, replicaSetNode, setId } from './workloads'

/** How many addresses a service card lists. */
const listedAddresses = 6

/** The id of the place of a pod in the upper storey: its name, so that it outlives the pod. */
export function slotId(namespace: string | undefined, name: string): string {
  return `slot:${namespace}/${name}`
}

/** What the API server believes: sets with their slots, pods without a set, services. */
export function projectBelief(view: View, reuse: Reuse<GraphNode>, nodes: Map<string, GraphNode>): void {
  const podsOf = new Map<string, Pod[]>()
  for (const pod of view.list('Pod')) {
    const uid = familyOf(view, pod)
    const pods = podsOf.get(uid)
    if (pods) pods.push(pod)
    else podsOf.set(uid, [pod])
  }
  for (const set of view.list('StatefulSet')) addSet(view, set, podsOf.get(set.metadata.uid) ?? [], reuse, nodes)
  for (const deployment of view.list('Deployment')) {
    const slots = addPods(view, podsOf.get(deployment.metadata.uid) ?? [], reuse, nodes)
    const sets = view.lookup('ReplicaSet', 'owner', deployment.metadata.uid)
    const id = setId('Deployment', deployment.metadata.namespace, deployment.metadata.name)
    const make = () => deploymentNode(deployment, sets, slots, id)
    nodes.set(id, reuse.take(id, [deployment, sets, slots.join()], make))
  }
  for (const set of view.list('ReplicaSet')) {
    if (deploymentOf(view, set)) continue
    const slots = addPods(view, podsOf.get(set.metadata.uid) ?? [], reuse, nodes)
    const id = setId('ReplicaSet', set.metadata.namespace, set.metadata.name)
    nodes.set(
      id,
      reuse.take(id, [set, slots.join()], () => replicaSetNode(set, slots, id)),
    )
  }
  const loose = podsOf.get('') ?? []
  if (loose.length > 0) addLoosePods(view, loose, reuse, nodes)
  for (const service of view.list('Service')) addService(view, service, reuse, nodes)
}

function addSet(
  view: View,
  set: StatefulSet,
  pods: readonly Pod[],
  reuse: Reuse<GraphNode>,
  nodes: Map<string, GraphNode>,
): void {
  const { name, namespace } = set.metadata
  const byOrdinal = new Map<number, Pod | undefined>()
  const start = set.spec.ordinals?.start ?? 0
  for (let ordinal = start; ordinal < start + set.spec.replicas; ordinal++) byOrdinal.set(ordinal, undefined)
  for (const pod of pods) byOrdinal.set(podOrdinal(pod) ?? 0, pod)
  const ordinals = [...byOrdinal.keys()].sort((a, b) => a - b)
  const slots: string[] = []
  const isOrdered = set.spec.podManagementPolicy === 'OrderedReady'
  let blocker = ''
  for (const ordinal of ordinals) {
    const podName = `${name}-${ordinal}`
    const id = slotId(namespace, podName)
    const pod = byOrdinal.get(ordinal)
    slots.push(id)
    const waitsFor = pod ? attachWaitOf(view, pod) : isOrdered ? blocker : ''
    const make = () => (pod ? slotOf(pod, id, waitsFor) : emptySlot(set, ordinal, podName, id, waitsFor))
    nodes.set(id, reuse.take(id, [pod, waitsFor], make))
    if (!blocker && (!pod || podWords(pod).tone !== 'good')) blocker = podName
  }
  const id = setId('StatefulSet', namespace, name)
  nodes.set(
    id,
    reuse.take(id, [set, slots.join()], () => setNode(set, slots, id)),
  )
}

function setNode(set: StatefulSet, slots: readonly string[], id: string): SetNode {
  const { spec, status } = set
  const ready = status?.readyReplicas ?? 0
  const isUpdating = status?.updateRevision !== undefined && status.currentRevision !== status.updateRevision
  const revision = isUpdating
    ? `updating ${hashOf(status.currentRevision)} → ${hashOf(status.updateRevision)}`
    : `revision ${hashOf(status?.currentRevision)}`
  return {
    type: 'set',
    id,
    target: referenceTo(set),
    title: set.metadata.name,
    detail: `${ready} of ${spec.replicas} Ready · ${spec.podManagementPolicy}${status?.currentRevision ? ` · ${revision}` : ''}`,
    tone: isTerminating(set) ? 'warn' : ready === spec.replicas && !isUpdating ? 'good' : 'busy',
    slots,
    workload: 'StatefulSet',
  }
}

function hashOf(revision: string | undefined): string {
  return revision?.slice(revision.lastIndexOf('-') + 1) ?? ''
}

function slotOf(pod: Pod, id: string, attachWait: string): SlotNode {
  return {
    type: 'slot',
    id,
    target: referenceTo(pod),
    ordinal: podOrdinal(pod),
    name: pod.metadata.name,
    ...podWords(pod),
    ...(attachWait && { detail: attachWait }),
    exists: true,
    isTerminating: isTerminating(pod),
  }
}

function emptySlot(set: StatefulSet, ordinal: number, name: string, id: string, waitsFor: string): SlotNode {
  const namespace = set.metadata.namespace
  return {
    type: 'slot',
    id,
    target: { kind: 'Pod', name, ...(namespace && { namespace }) },
    ordinal,
    name,
    word: 'Not created yet',
    detail: waitsFor ? `waits for ${waitsFor}` : 'the set will make it',
    tone: 'off',
    exists: false,
    isTerminating: false,
  }
}

/** Slots for pods that have no place of their own: there is one for each pod, and none for a pod that is missing. */
function addPods(
  view: View,
  pods: readonly Pod[],
  reuse: Reuse<GraphNode>,
  nodes: Map<string, GraphNode>,
): readonly string[] {
  return pods.map(pod => {
    const id = slotId(pod.metadata.namespace, pod.metadata.name)
    const wait = attachWaitOf(view, pod)
    nodes.set(
      id,
      reuse.take(id, [pod, wait], () => slotOf(pod, id, wait)),
    )
    return id
  })
}

function addLoosePods(view: View, pods: readonly Pod[], reuse: Reuse<GraphNode>, nodes: Map<string, GraphNode>): void {
  const slots = addPods(view, pods, reuse, nodes)
  const id = 'set:'
  const make = (): SetNode => ({
    type: 'set',
    id,
    target: { kind: 'Pods', name: 'pods' },
    title: 'Pods of nobody',
    detail: 'nobody replaces them when they go',
    tone: 'off',
    slots,
    workload: undefined,
  })
  nodes.set(id, reuse.take(id, [slots.join()], make))
}

function addService(view: View, service: Service, reuse: Reuse<GraphNode>, nodes: Map<string, GraphNode>): void {
  const { name, namespace } = service.metadata
  if (name === 'kubernetes' && namespace === 'default') return
  const id = `service:${namespace}/${name}`
  const slices = view.lookup('EndpointSlice', 'service', `${namespace}/${name}`)
  nodes.set(
    id,
    reuse.take(id, [service, ...slices], () => serviceNode(service, slices, id)),
  )
}

function serviceNode(service: Service, slices: readonly EndpointSlice[], id: string): ServiceNode {
  const isHeadless = service.spec.clusterIP === 'None'
  const all = slices.flatMap(slice => (slice.endpoints ?? []).map(endpoint => addressOf(endpoint, service, isHeadless)))
  all.sort((a, b) => (a.ordinal ?? 0) - (b.ordinal ?? 0) || (a.name < b.name ? -1 : 1))
  const ready = all.filter(address => address.isReady).length
  const kind = isHeadless ? 'headless' : service.spec.type === 'ClusterIP' ? service.spec.clusterIP : service.spec.type
  return {
    type: 'service',
    id,
    target: referenceTo(service),
    title: service.metadata.name,
    detail: `${kind} · ${ready} ready ${ready === 1 ? 'address' : 'addresses'}`,
    addresses: all.slice(0, listedAddresses),
    omitted: Math.max(0, all.length - listedAddresses),
  }
}

function addressOf(
  endpoint: NonNullable<EndpointSlice['endpoints']>[number],
  service: Service,
  isHeadless: boolean,
): ServiceAddress {
  const pod = endpoint.targetRef?.name ?? ''
  const isNamed = isHeadless && endpoint.hostname !== undefined
  const match = /-(\d{1,4})$/.exec(pod)
  return {
    name: isNamed ? `${endpoint.hostname}.${service.metadata.name}` : pod,
    address: endpoint.addresses[0] ?? '',
    ordinal: match ? Number(match[1]) : undefined,
    isReady: endpoint.conditions.ready !== false,
  }
}
