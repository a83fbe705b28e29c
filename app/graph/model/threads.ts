import type { Pod, Sandbox } from '../../../src/kinds'
import type { View } from '../../session'
import { slotId } from './belief'
import { claimId } from './bytes'
import { believedPodId } from './nodes'
import { claimOrdinal, podOrdinal } from './ordinal'
import { perObject } from './per-object'
import { isAlive, machineId } from './reality'
import type { Reuse } from './reuse'
import type { GraphEdge, GraphNode, Ordinal, ThreadLook } from './types'

type Nodes = ReadonlyMap<string, GraphNode>

/** The lines between the storeys. A claim's thread always leads somewhere: to what mounts it, else to the slot it is kept for. */
export function projectThreads(view: View, nodes: Nodes, reuse: Reuse<GraphEdge>, edges: Map<string, GraphEdge>): void {
  const add = (id: string, source: string, target: string, look: ThreadLook, ordinal: Ordinal) => {
    if (!nodes.has(source) || !nodes.has(target)) return
    edges.set(
      id,
      reuse.take(id, [source, target, look], () => ({ id, source, target, look, ordinal })),
    )
  }
  for (const pod of view.list('Pod')) {
    const slot = slotId(pod.metadata.namespace, pod.metadata.name)
    const place = placeOf(view, pod, nodes)
    if (place) add(`belief:${pod.metadata.namespace}/${pod.metadata.name}`, slot, place, 'belief', podOrdinal(pod))
  }
  addMounts(view, nodes, add)
  for (const node of nodes.values()) {
    if (node.type === 'claim' && node.volume) add(`bound:${node.id}`, node.id, node.volume, 'bound', node.ordinal)
    if (node.type === 'volume')
      for (const machine of node.attachedTo)
        add(`attached:${node.id}/${machine}`, node.id, machineId(machine), 'attached', node.ordinal)
  }
}

/** Where the API believes a pod to be: its sandbox there, or the empty place, or the machine itself. */
function placeOf(view: View, pod: Pod, nodes: Nodes): string | undefined {
  const { nodeName } = pod.spec
  if (!nodeName) return undefined
  const sandbox = view
    .lookup('Sandbox', 'podUID', pod.metadata.uid)
    .find(candidate => candidate.spec.machine === nodeName)
  if (sandbox) return `sandbox:${sandbox.metadata.name}`
  const others = [`sandbox:absent/${pod.metadata.uid}`, believedPodId(pod)]
  return others.find(id => nodes.has(id)) ?? machineId(nodeName)
}

function addMounts(
  view: View,
  nodes: Nodes,
  add: (id: string, source: string, target: string, look: ThreadLook, ordinal: Ordinal) => void,
): void {
  const threaded = new Set<string>()
  for (const sandbox of view.list('Sandbox')) {
    const { pod } = sandbox.spec
    const believed = view.get('Pod', pod.metadata.name, pod.metadata.namespace)
    const isForgotten = believed?.metadata.uid !== pod.metadata.uid
    for (const claim of claimsOf(pod)) {
      if (!isMounted(sandbox) && (isForgotten || !isStarting(sandbox))) continue
      const id = isForgotten
        ? `forgotten:${sandbox.metadata.name}/${claim}`
        : `thread:${pod.metadata.namespace}/${claim}`
      if (!isForgotten) threaded.add(id)
      const look = isForgotten ? 'forgotten' : isMounted(sandbox) ? 'mount' : 'kept'
      add(id, `sandbox:${sandbox.metadata.name}`, claimId(pod.metadata.namespace, claim), look, podOrdinal(pod))
    }
  }
  for (const pod of view.list('Pod')) {
    const place = believedPodId(pod)
    if (!nodes.has(place)) continue
    for (const claim of claimsOf(pod)) {
      const id = `thread:${pod.metadata.namespace}/${claim}`
      threaded.add(id)
      const look = pod.status.phase === 'Running' ? 'mount' : 'kept'
      add(id, place, claimId(pod.metadata.namespace, claim), look, podOrdinal(pod))
    }
  }
  for (const claim of view.list('PersistentVolumeClaim')) {
    const { name, namespace } = claim.metadata
    const id = `thread:${namespace}/${name}`
    if (threaded.has(id)) continue
    const slot = keeperOf(view, name, namespace)
    if (slot) add(id, slot, claimId(namespace, name), 'kept', claimOrdinal(name))
  }
}

/** The slot that a claim is kept for: of the pod that names it, or of the set whose template made it. */
function keeperOf(view: View, claim: string, namespace: string | undefined): string | undefined {
  const [pod] = view.lookup('Pod', 'claim', `${namespace}/${claim}`)
  if (pod) return slotId(namespace, pod.metadata.name)
  for (const set of view.list('StatefulSet', namespace)) {
    for (const template of set.spec.volumeClaimTemplates ?? []) {
      const prefix = `${template.metadata.name}-${set.metadata.name}-`
      if (claim.startsWith(prefix)) return slotId(namespace, claim.slice(template.metadata.name.length + 1))
    }
  }
  return undefined
}

function isMounted(sandbox: Sandbox): boolean {
  return isAlive(sandbox) && Object.keys(sandbox.status.mounts).length > 0
}

function isStarting(sandbox: Sandbox): boolean {
  return sandbox.status.containers.some(container => container.phase === 'Waiting')
}

const claimsOf = perObject((pod: Pod): readonly string[] =>
  (pod.spec.volumes ?? []).flatMap(
    volume =>
      volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral ? `${pod.metadata.name}-${volume.name}` : []),
  ),
)
