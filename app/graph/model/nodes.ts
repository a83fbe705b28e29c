import { type Node, type Pod, parseTimestamp } from '../../../src/kinds'
import { referenceTo, type View } from '../../session'
import { podOrdinal } from './ordinal'
import { podWords } from './pod-words'
import { machineId, nodeWords } from './reality'
import type { Reuse } from './reuse'
import type { GraphNode, MachineNode, SandboxNode } from './types'

/** Whether nobody can look behind what the API server says: a real cluster, whose machines are not among its objects. */
export function isOnlyBelieved(view: View): boolean {
  return view.list('Machine').length === 0
}

/** Where a pod stands in the drawing of such a cluster. */
export function believedPodId(pod: Pod): string {
  return `sandbox:believed/${pod.metadata.uid}`
}

/** The middle storey of a real cluster: its nodes, and the pods that the API server says to be on them. */
export function projectNodes(view: View, reuse: Reuse<GraphNode>, nodes: Map<string, GraphNode>): void {
  for (const node of view.list('Node')) {
    const id = machineId(node.metadata.name)
    nodes.set(
      id,
      reuse.take(id, [node], () => believedMachine(node, id)),
    )
  }
  for (const pod of view.list('Pod')) {
    const { nodeName } = pod.spec
    if (!nodeName || !nodes.has(machineId(nodeName))) continue
    if (pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') continue
    const id = believedPodId(pod)
    nodes.set(
      id,
      reuse.take(id, [pod], () => believedPod(pod, nodeName, id)),
    )
  }
}

function believedMachine(node: Node, id: string): MachineNode {
  return {
    type: 'machine',
    id,
    target: referenceTo(node),
    name: node.metadata.name,
    ...nodeWords(node),
    reality: '',
    isOn: true,
    isConnected: true,
    isKubeletRunning: true,
    isCordoned: node.spec.unschedulable === true,
  }
}

function believedPod(pod: Pod, machine: string, id: string): SandboxNode {
  const { name, namespace, uid } = pod.metadata
  const { word, tone } = podWords(pod)
  const started = pod.status.startTime
  return {
    type: 'sandbox',
    id,
    target: referenceTo(pod),
    machine,
    ordinal: podOrdinal(pod),
    name,
    identity: `${namespace}/${name}`,
    word,
    detail: `uid ${uid.slice(0, 4)}`,
    tone,
    isAbsent: false,
    isForgotten: false,
    alarm: '',
    since: started ? parseTimestamp(started) : undefined,
  }
}
