import type { Action, EventNote, Plan } from '../../controllers/runtime'
import { nothing } from '../../controllers/runtime'
import { type Lease, type Machine, microTimestamp, type Node, parseTimestamp, type Time } from '../../kinds'
import { type Seed, second } from '../../sim'
import type { View } from '../../store'
import { blockDisksPerMachine, blockDriver, labDrivers } from '../../volumes'
import { nodeReadyMs } from '../delays'
import { changedNodeStatus, devicesInUseAt, newNode, reportDueAt, statusEvents } from './node-status'

/** Seconds a Lease holds, and milliseconds between renewals: a quarter of it (kubelet: nodeLeaseDurationSeconds). */
const leaseSeconds = 40
const renewMs = (leaseSeconds / 4) * second
const leaseNamespace = 'kube-node-lease'

/** What a kubelet does about its own Node: registers it once, keeps its Lease and its status fresh. Only asked while it can reach the API. */
export function planNode(view: View, machine: Machine, now: Time, seed: Seed): Plan {
  const { name } = machine.metadata
  const node = view.get('Node', name)
  const { registeredStart, kubeletStartedAt = now } = machine.status
  if (registeredStart !== kubeletStartedAt) return node ? takeUp(machine, node) : register(machine, now)
  if (!node) return nothing
  const actions: Action[] = [...cordonNote(machine, node), ...registerDrivers(view, node)]
  const isReady = now >= kubeletStartedAt + nodeReadyMs(seed, machine)
  const status = changedNodeStatus(node, machine, devicesInUseAt(view, name), isReady, now)
  if (status) {
    actions.push({ write: { verb: 'update', kind: 'Node', name, subresource: 'status', body: { ...node, status } } })
    for (const reason of statusEvents(node, status)) actions.push(nodeNote(name, 'Normal', reason))
  }
  const lease = view.get('Lease', name, leaseNamespace)
  const renewAt = lease ? parseTimestamp(lease.spec.renewTime ?? '') + renewMs : now
  const isRenewing = !(now < renewAt)
  if (isRenewing) actions.push(renewal(lease, node, now))
  const nextAt = isRenewing ? now + renewMs : renewAt
  const reportAt = status ? nextAt : reportDueAt(node)
  const readyAt = isReady ? nextAt : kubeletStartedAt + nodeReadyMs(seed, machine)
  return { actions, wakeAt: Math.min(nextAt, reportAt, readyAt) }
}

function register(machine: Machine, now: Time): Plan {
  const { name } = machine.metadata
  const node = newNode(machine, now)
  const events = ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID']
  return {
    actions: [
      nodeNote(name, 'Normal', 'Starting', 'Starting kubelet.'),
      { write: { verb: 'create', kind: 'Node', body: node }, tolerate: ['AlreadyExists'] },
      ...events.map(reason => nodeNote(name, 'Normal', reason)),
      nodeNote(name, 'Normal', 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods'),
    ],
  }
}

/** The Node is there: the kubelet notes that this start of it has registered, and tells of a reboot. */
function takeUp(machine: Machine, node: Node): Plan {
  const { name } = machine.metadata
  const { bootID, kubeletStartedAt = 0 } = machine.status
  const noted: Machine = { ...machine, status: { ...machine.status, registeredStart: kubeletStartedAt } }
  const actions: Action[] = [{ put: noted, verb: 'note' }]
  const isOlder = parseTimestamp(node.metadata.creationTimestamp) + second < kubeletStartedAt
  if (isOlder) actions.push(nodeNote(name, 'Normal', 'Starting', 'Starting kubelet.'))
  const before = node.status.nodeInfo?.bootID
  if (before && before !== bootID)
    actions.push(nodeNote(name, 'Warning', 'Rebooted', `Node ${name} has been rebooted, boot id: ${bootID}`))
  return { actions }
}

/**
 * The node's CSINode, with the lab's drivers and how many disks the machine takes (csi/nodeinfomanager). It goes with its Node. Upstream makes it
 * empty and adds each driver when that registers.
 */
function registerDrivers(view: View, { metadata: { name, uid } }: Node): Action[] {
  if (view.get('CSINode', name)) return []
  const drivers = labDrivers.map(driver => ({
    name: driver,
    nodeID: name,
    topologyKeys: null,
    ...(driver === blockDriver && { allocatable: { count: blockDisksPerMachine } }),
  }))
  const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name, uid }]
  const body = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSINode',
    metadata: { name, ownerReferences },
    spec: { drivers },
  }
  return [{ write: { verb: 'create', kind: 'CSINode', body }, tolerate: ['AlreadyExists'] }]
}

function cordonNote(machine: Machine, node: Node): Action[] {
  const isUnschedulable = node.spec.unschedulable === true
  if (isUnschedulable === (machine.status.seesUnschedulable ?? false)) return []
  const noted: Machine = { ...machine, status: { ...machine.status, seesUnschedulable: isUnschedulable } }
  const reason = isUnschedulable ? 'NodeNotSchedulable' : 'NodeSchedulable'
  return [{ put: noted, verb: 'note' }, nodeNote(machine.metadata.name, 'Normal', reason)]
}

function renewal(lease: Lease | undefined, node: Node, now: Time): Action {
  const { name, uid } = node.metadata
  const renewTime = microTimestamp(now)
  const target = { kind: 'Lease', namespace: leaseNamespace }
  if (lease)
    return { write: { verb: 'update', ...target, name, body: { ...lease, spec: { ...lease.spec, renewTime } } } }
  const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name, uid }]
  const body = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace: leaseNamespace, ownerReferences },
    spec: { holderIdentity: name, leaseDurationSeconds: leaseSeconds, renewTime },
  }
  return { write: { verb: 'create', ...target, body }, tolerate: ['AlreadyExists'] }
}

/** An event about the Node. The kubelet puts the node's name where the uid belongs (kubelet.go: nodeRef). */
function nodeNote(name: string, type: EventNote['type'], reason: string, message?: string): Action {
  const about = { kind: 'Node', name, uid: name }
  const text = message ?? `Node ${name} status is now: ${reason}`
  return { event: { about, type, reason, message: text, component: 'kubelet', host: name } }
}
