import { compareText, deepEqual } from '../../base'
import {
  type Condition,
  type Machine,
  type Manifest,
  type Node,
  parseTimestamp,
  type Time,
  timestamp,
} from '../../kinds'
import { minute } from '../../sim'
import type { View } from '../../store'
import { imageBytes } from './pull-image'

/** How old a status may be before it is posted unchanged (kubelet: nodeStatusReportFrequency). */
export const reportMs = 5 * minute

const version = 'v1.37.1'

type Fact = readonly [type: string, status: 'True' | 'False', reason: string, message: string]

const healthy: readonly Fact[] = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
]
const ready: Fact = ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status']
const notReady: Fact = [
  'Ready',
  'False',
  'KubeletNotReady',
  'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
]

/** The event a kubelet sends when one of these conditions becomes what it should be. */
const eventReasons: Readonly<Record<string, string>> = {
  MemoryPressure: 'NodeHasSufficientMemory',
  DiskPressure: 'NodeHasNoDiskPressure',
  PIDPressure: 'NodeHasSufficientPID',
  Ready: 'NodeReady',
}

/** The Node as a kubelet registers it (kubelet_node_status.go: initialNode). It is not ready yet. */
export function newNode(machine: Machine, now: Time): Manifest<Node> {
  const name = machine.metadata.name
  const podCIDR = `${machine.spec.podPrefix}.0/24`
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...machine.spec.labels,
      },
      annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
    },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    status: statusOf(machine, undefined, false, now),
  }
}

/** The devices that pods on the machine use or wait for, as a node's status calls them (volume_manager.go: GetVolumesInUse). */
export function devicesInUseAt(view: View, machine: string): readonly string[] {
  const devices = new Set<string>()
  for (const { status } of view.lookup('Sandbox', 'machine', machine))
    if (status.devices && status.stoppedAt === undefined)
      for (const device of Object.values(status.devices)) devices.add(device)
  return [...devices].sort(compareText)
}

/** The status to post now, or undefined while what the API has is right and recent. Conditions of others stay. */
export function changedNodeStatus(
  node: Node,
  machine: Machine,
  devices: readonly string[],
  isReady: boolean,
  now: Time,
): Node['status'] | undefined {
  const isDue = now >= reportDueAt(node)
  if (!isDue && isKnownToBeTrue(node, machine, devices, isReady)) return undefined
  const { volumesInUse: _, ...rest } = statusOf(machine, node, isReady, now)
  const wanted = devices.length > 0 ? { ...rest, volumesInUse: devices } : rest
  if (isDue || !deepEqual(withoutHeartbeats(wanted), withoutHeartbeats(node.status))) return wanted
  knownToBeTrue.set(node, { machine, devices, isReady })
  return undefined
}

/** Of which state of a machine a node's status was found to say the truth: an idle machine's is not made anew each ten seconds. */
const knownToBeTrue = new WeakMap<
  Node,
  { readonly machine: Machine; readonly devices: readonly string[]; readonly isReady: boolean }
>()

function isKnownToBeTrue(node: Node, machine: Machine, devices: readonly string[], isReady: boolean): boolean {
  const known = knownToBeTrue.get(node)
  return known?.machine === machine && known.isReady === isReady && deepEqual(known.devices, devices)
}

/** When the status has to be posted even though nothing changed. */
export function reportDueAt(node: Node): Time {
  const heartbeat = node.status.conditions?.find(({ type }) => type === 'Ready')?.lastHeartbeatTime
  return heartbeat === undefined ? 0 : parseTimestamp(heartbeat) + reportMs
}

/** The reasons of the events that go with a posted status: one for each condition that became what it should be. */
export function statusEvents(node: Node | undefined, status: Node['status']): readonly string[] {
  const reasons: string[] = []
  for (const { type, status: now } of status.conditions ?? []) {
    const before = node?.status.conditions?.find(condition => condition.type === type)?.status
    const isGood = now === (type === 'Ready' ? 'True' : 'False')
    const reason = eventReasons[type]
    if (reason && isGood && before !== now) reasons.push(reason)
  }
  return reasons
}

function statusOf(machine: Machine, node: Node | undefined, isReady: boolean, now: Time): Node['status'] {
  const { address, capacity } = machine.spec
  const own = [...healthy, isReady ? ready : notReady].map(fact => conditionOf(fact, node, now))
  const foreign = (node?.status.conditions ?? []).filter(({ type }) => !own.some(condition => condition.type === type))
  return {
    ...node?.status,
    capacity,
    allocatable: capacity,
    conditions: [...foreign, ...own],
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: machine.metadata.name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: nodeInfoOf(machine),
    ...(machine.status.images.length > 0 && { images: imagesOf(machine) }),
  }
}

function conditionOf([type, status, reason, message]: Fact, node: Node | undefined, now: Time): Condition {
  const before = node?.status.conditions?.find(condition => condition.type === type)
  const since = before?.status === status ? before.lastTransitionTime : undefined
  return {
    type,
    status,
    lastHeartbeatTime: timestamp(now),
    lastTransitionTime: since ?? timestamp(now),
    reason,
    message,
  }
}

function nodeInfoOf({ metadata, status }: Machine): Readonly<Record<string, string>> {
  return {
    machineID: metadata.uid.replaceAll('-', ''),
    systemUUID: metadata.uid,
    bootID: status.bootID,
    kernelVersion: '6.12.57',
    osImage: 'StatefulSet Lab',
    containerRuntimeVersion: 'containerd://2.2.0',
    kubeletVersion: version,
    kubeProxyVersion: '',
    operatingSystem: 'linux',
    architecture: 'amd64',
  }
}

function imagesOf({ status }: Machine): NonNullable<Node['status']['images']> {
  return status.images.map(image => ({ names: [image], sizeBytes: imageBytes(image) }))
}

function withoutHeartbeats(status: Node['status']): unknown {
  const conditions = status.conditions?.map(({ lastHeartbeatTime: _, ...condition }) => condition)
  return { ...status, conditions }
}
