import type { Node, Pod } from '../../kinds'
import { compareObjects, type View } from '../../store'
import { type Assumption, assumptionsOnAt } from '../queue/notes'
import { type Allocatable, allocatableOf } from './resources'
import { Usage, updatedUsage } from './usage'

/** A node and what is on it. The same object as long as neither has changed. */
export interface NodeInfo {
  readonly node: Node
  readonly name: string
  readonly allocatable: Allocatable
  readonly usage: Usage
}

/** What a scheduling attempt looks at. */
export interface Snapshot {
  readonly view: View
  /** All nodes, sorted by name. */
  readonly nodes: readonly NodeInfo[]
}

interface Known {
  readonly bound: readonly Pod[]
  readonly assumptions: readonly Assumption[]
  /** All that take room: those that are there and those that have the node reserved while their volumes are being bound. */
  readonly pods: readonly Pod[]
  readonly info: NodeInfo
}

/**
 * Makes snapshots, each from the one before: only nodes whose pods have changed are counted anew. It holds nothing that the store does not
 * say; what it remembers is checked against the arrays the store returns, so that forgetting it would change nothing but the time taken.
 */
export class SnapshotMaker {
  private readonly known = new Map<string, Known>()

  snapshotAt(view: View): Snapshot {
    const nodes: NodeInfo[] = []
    for (const node of view.list('Node')) nodes.push(this.nodeInfo(view, node))
    if (this.known.size > 2 * nodes.length + 8) this.known.clear()
    return { view, nodes }
  }

  private nodeInfo(view: View, node: Node): NodeInfo {
    const { name } = node.metadata
    const bound = view.lookup('Pod', 'node', name)
    const assumptions = assumptionsOnAt(view, name)
    const known = this.known.get(name)
    const hasSamePods = known && known.bound === bound && known.assumptions === assumptions
    if (hasSamePods && known.info.node === node) return known.info
    const pods = hasSamePods ? known.pods : withAssumed(bound, assumptions)
    const usage = known ? updatedUsage(known.info.usage, known.pods, pods) : Usage.of(pods)
    const isSame = known && known.info.usage === usage && known.info.node === node
    const info = isSame ? known.info : nodeInfo(node, usage)
    this.known.set(name, { bound, assumptions, pods, info })
    return info
  }
}

/** A node with other pods on it than the store says: for trying out. */
export function nodeInfo(node: Node, usage: Usage): NodeInfo {
  return { node, name: node.metadata.name, allocatable: allocatableOf(node), usage }
}

/** The snapshot with another state of one node. */
export function withNode(snapshot: Snapshot, info: NodeInfo): Snapshot {
  return { ...snapshot, nodes: snapshot.nodes.map(node => (node.name === info.name ? info : node)) }
}

/** Both lists are sorted as the store keeps pods, and so is the result. A pod that is bound already is not counted twice. */
function withAssumed(bound: readonly Pod[], assumptions: readonly Assumption[]): readonly Pod[] {
  if (assumptions.length === 0) return bound
  const pods: Pod[] = []
  let next = 0
  for (const { assumed } of assumptions) {
    for (; next < bound.length && compareObjects(bound[next] as Pod, assumed) < 0; next++) pods.push(bound[next] as Pod)
    if (bound[next]?.metadata.uid !== assumed.metadata.uid) pods.push(assumed)
  }
  for (; next < bound.length; next++) pods.push(bound[next] as Pod)
  return pods
}

/** The pod of a key `namespace/name`. */
export function podAt(view: View, key: string): Pod | undefined {
  const [namespace, name] = key.split('/') as [string, string]
  return view.get('Pod', name, namespace)
}
