import {
  conditionOf,
  type Link,
  type Machine,
  type Node,
  type Pod,
  parseTimestamp,
  type Sandbox,
} from '../../../src/kinds'
import { referenceTo, type View } from '../../session'
import type { Tone } from '../../ui'
import { waitsForDisks } from './attach'
import { podOrdinal } from './ordinal'
import type { Reuse } from './reuse'
import type { GraphNode, MachineNode, SandboxNode } from './types'

export function machineId(name: string): string {
  return `machine:${name}`
}

/** What really is: machines, and what runs on them; and the places where the API believes something to run that does not. */
export function projectReality(view: View, reuse: Reuse<GraphNode>, nodes: Map<string, GraphNode>): void {
  for (const machine of view.list('Machine')) {
    const { name } = machine.metadata
    const node = view.get('Node', name)
    const link = view.get('Link', name)
    const id = machineId(name)
    nodes.set(
      id,
      reuse.take(id, [machine, node, link], () => machineNode(machine, node, link, id)),
    )
  }
  for (const sandbox of view.list('Sandbox')) addSandbox(view, sandbox, reuse, nodes)
  for (const pod of view.list('Pod')) addAbsent(view, pod, reuse, nodes)
}

function machineNode(machine: Machine, node: Node | undefined, link: Link | undefined, id: string): MachineNode {
  const isOn = machine.spec.power === 'On'
  const isConnected = link?.spec.state !== 'Cut'
  const isKubeletRunning = machine.spec.kubelet === 'Running'
  return {
    type: 'machine',
    id,
    target: referenceTo(machine),
    name: machine.metadata.name,
    ...nodeWords(node),
    reality: realityOf(machine, isConnected),
    isOn,
    isConnected,
    isKubeletRunning,
    isCordoned: node?.spec.unschedulable === true,
  }
}

function realityOf({ spec, status }: Machine, isConnected: boolean): string {
  const wrong = [
    spec.power === 'Off' && 'powered off',
    spec.power === 'On' && status.state === 'Booting' && 'booting',
    !isConnected && 'network cut',
    spec.power === 'On' && spec.kubelet === 'Stopped' && 'kubelet stopped',
  ]
  return wrong.filter(Boolean).join(', ')
}

/** What the API server says of a node, in a word. */
export function nodeWords(node: Node | undefined): { word: string; tone: Tone; since: number | undefined } {
  if (!node) return { word: 'No Node object', tone: 'off', since: undefined }
  const ready = conditionOf(node, 'Ready')
  const cordoned = node.spec.unschedulable ? ', cordoned' : ''
  if (ready?.status === 'True') return { word: `Ready${cordoned}`, tone: 'good', since: undefined }
  const since = ready?.lastTransitionTime ? parseTimestamp(ready.lastTransitionTime) : undefined
  return { word: `NotReady${cordoned}`, tone: 'bad', since }
}

function addSandbox(view: View, sandbox: Sandbox, reuse: Reuse<GraphNode>, nodes: Map<string, GraphNode>): void {
  const seen = sandbox.spec.pod
  const { name, namespace, uid } = seen.metadata
  const believed = view.get('Pod', name, namespace)
  const isForgotten = believed?.metadata.uid !== uid
  const rivals = isForgotten && isAlive(sandbox) ? view.lookup('Sandbox', 'pod', `${namespace}/${name}`) : []
  const rival = rivals.find(other => other !== sandbox && isAlive(other))
  const id = `sandbox:${sandbox.metadata.name}`
  const make = () => sandboxNode(sandbox, believed, rival, isForgotten, id)
  nodes.set(id, reuse.take(id, [sandbox, isForgotten, rival !== undefined, believed?.spec.nodeName], make))
}

/** Whether a process of it may still run and write. */
export function isAlive(sandbox: Sandbox): boolean {
  return sandbox.status.containers.some(container => container.phase === 'Running')
}

function sandboxNode(
  sandbox: Sandbox,
  believed: Pod | undefined,
  rival: Sandbox | undefined,
  isForgotten: boolean,
  id: string,
): SandboxNode {
  const { pod, machine } = sandbox.spec
  const { name, namespace, uid } = pod.metadata
  const { word, tone, since } = sandboxWords(sandbox, isForgotten)
  return {
    type: 'sandbox',
    id,
    target: referenceTo(sandbox),
    machine,
    ordinal: podOrdinal(pod),
    name,
    identity: `${namespace}/${name}`,
    word,
    detail: `uid ${uid.slice(0, 4)}`,
    tone,
    isAbsent: false,
    isForgotten,
    alarm: rival
      ? `Another ${name} (uid ${rival.spec.pod.metadata.uid.slice(0, 4)}) runs on ${rival.spec.machine}.`
      : '',
    since: since ?? (believed ? undefined : sandbox.status.createdAt),
  }
}

function sandboxWords(sandbox: Sandbox, isForgotten: boolean): { word: string; tone: Tone; since: number | undefined } {
  const { status } = sandbox
  const running = status.containers.find(container => container.phase === 'Running')
  if (status.stoppingAt !== undefined && running) return { word: 'Stopping', tone: 'warn', since: status.stoppingAt }
  const failed = status.containers.find(container => container.pullError !== undefined && container.phase === 'Waiting')
  if (failed) return { word: 'Image not pulled', tone: 'bad', since: undefined }
  const exited = status.containers.find(container => container.phase === 'Exited')
  if (exited) {
    const word = status.stoppingAt === undefined && exited.crashes > 1 ? 'Crashing' : 'Stopped'
    return { word, tone: word === 'Crashing' ? 'bad' : 'off', since: exited.exitedAt }
  }
  if (!running) return { word: wordBeforeStart(sandbox), tone: 'busy', since: undefined }
  if (isForgotten) return { word: 'Forgotten, up', tone: 'bad', since: running.startedAt }
  return running.ready
    ? { word: 'Up', tone: 'good', since: running.startedAt }
    : { word: 'Up, not ready', tone: 'warn', since: running.startedAt }
}

function wordBeforeStart(sandbox: Sandbox): string {
  const { status } = sandbox
  if (status.mountError || waitsForDisks(sandbox)) return 'Waits for its volume'
  if (status.containers.some(container => container.pullStartedAt !== undefined)) return 'Pulling image'
  return 'Starting'
}

/** Where a pod is believed to be though nothing of it runs there. */
function addAbsent(view: View, pod: Pod, reuse: Reuse<GraphNode>, nodes: Map<string, GraphNode>): void {
  const { nodeName } = pod.spec
  if (!nodeName || !nodes.has(machineId(nodeName))) return
  if (pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') return
  if (view.lookup('Sandbox', 'podUID', pod.metadata.uid).some(sandbox => sandbox.spec.machine === nodeName)) return
  const machine = view.get('Machine', nodeName)
  const link = view.get('Link', nodeName)
  const id = `sandbox:absent/${pod.metadata.uid}`
  nodes.set(
    id,
    reuse.take(id, [pod, machine, link], () => absentNode(pod, nodeName, machine, link, id)),
  )
}

function absentNode(
  pod: Pod,
  nodeName: string,
  machine: Machine | undefined,
  link: Link | undefined,
  id: string,
): SandboxNode {
  const { name, namespace, uid } = pod.metadata
  const cause =
    machine?.spec.power === 'Off'
      ? 'the machine is off'
      : link?.spec.state === 'Cut'
        ? 'the machine does not hear of it'
        : ''
  const isLost = pod.status.phase === 'Running' || pod.metadata.deletionTimestamp !== undefined
  return {
    type: 'sandbox',
    id,
    target: referenceTo(pod),
    machine: nodeName,
    ordinal: podOrdinal(pod),
    name,
    identity: `${namespace}/${name}`,
    word: isLost && cause ? 'Believed here' : 'On its way',
    detail: cause ? `nothing runs: ${cause}` : `uid ${uid.slice(0, 4)}`,
    tone: isLost && cause ? 'warn' : 'busy',
    isAbsent: true,
    isForgotten: false,
    alarm: '',
    since: undefined,
  }
}
