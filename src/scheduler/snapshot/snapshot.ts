import type { Node, Pod } from '../../kinds'
import type { View } from '../../store'
import { type Assumption, assumptionsAt } from '../queue/notes'
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
  /** Pods that have a node reserved while their volumes are being bound. */
  readonly assumptions: readonly Assumption[]
}

interface Known {
  readonly pods: readonly Pod[]
  readonly usage: Usage
  info: NodeInfo
}

/**
 * Makes snapshots, each from the one before: only nodes whose pods have changed are counted anew. It holds nothing that the store does not
 * say; what it remembers is checked against the arrays the store returns, so that forgetting it would change nothing but the time taken.
 */
export class SnapshotMaker {
  private readonly known = new Map<string, Known>()

  snapshotAt(view: View): Snapshot {
    const assumptions = assumptionsAt(view)
    const nodes: NodeInfo[] = []
    for (const node of view.list('Node')) nodes.push(this.nodeInfo(view, node))
    if (this.known.size > 2 * nodes.length + 8) this.known.clear()
    return { view, assumptions, nodes: assumptions.length > 0 ? withAssumed(nodes, assumptions, view) : nodes }
  }

  private nodeInfo(view: View, node: Node): NodeInfo {
    const { name } = node.metadata
    const pods = view.lookup('Pod', 'node', name)
    const known = this.known.get(name)
    if (known && known.pods === pods && known.info.node === node) return known.info
    const usage = known ? updatedUsage(known.usage, known.pods, pods) : Usage.of(pods)
    if (known && known.usage === usage && known.info.node === node) {
      this.known.set(name, { pods, usage, info: known.info })
      return known.info
    }
    const info = nodeInfo(node, usage)
    this.known.set(name, { pods, usage, info })
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

function withAssumed(nodes: readonly NodeInfo[], assumptions: readonly Assumption[], view: View): NodeInfo[] {
  return nodes.map(info => {
    let { usage } = info
    for (const { pod: key, uid, node } of assumptions) {
      if (node !== info.name) continue
      const pod = podAt(view, key)
      if (pod?.metadata.uid === uid && !pod.spec.nodeName) usage = usage.with(pod)
    }
    return usage === info.usage ? info : nodeInfo(info.node, usage)
  })
}

/** The pod of a key `namespace/name`. */
export function podAt(view: View, key: string): Pod | undefined {
  const [namespace, name] = key.split('/') as [string, string]
  return view.get('Pod', name, namespace)
}
