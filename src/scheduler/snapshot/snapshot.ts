import type { Node, Pod } from '../../kinds'
import { compareObjects, differences, touchedBetween, type View } from '../../store'
import { type Assumption, assumptionsOnAt, touchedAssumptions } from '../queue/notes'
import { imagesOn } from './images'
import { type Allocatable, allocatableOf } from './resources'
import { countsOtherwise, Usage, updatedUsage } from './usage'

/** A node and what is on it. The same object as long as neither has changed. */
export interface NodeInfo {
  readonly node: Node
  readonly name: string
  readonly allocatable: Allocatable
  readonly usage: Usage
}

/** What a scheduling attempt looks at. It holds until the next one is made. */
export interface Snapshot {
  readonly view: View
  /** All nodes, sorted by name. */
  readonly nodes: readonly NodeInfo[]
  /** Those with pods that have any rule about other pods. */
  readonly withAffinity: readonly NodeInfo[]
  /** How many nodes hold an image, by each of its names. */
  readonly imageHolders: ReadonlyMap<string, number>
}

interface Known {
  readonly bound: readonly Pod[]
  readonly assumptions: readonly Assumption[]
  /**
   * All that take room: those that are there and those that have the node reserved while their volumes are being bound; perhaps as they were
   * earlier, with what counts the same.
   */
  readonly pods: readonly Pod[]
  readonly info: NodeInfo
}

/**
 * Makes snapshots, each from the one before: only nodes are looked at that have changed, or whose pods have, and only what has changed is
 * counted anew. It holds nothing that the store does not say; what it remembers is checked against what the store returns, so that forgetting
 * it would change nothing but the time taken.
 */
export class SnapshotMaker {
  private readonly known = new Map<string, Known>()
  /** Where each node stands in `nodes`. */
  private readonly places = new Map<string, number>()
  private readonly imageHolders = new Map<string, number>()
  private nodes: NodeInfo[] = []
  private withAffinity: readonly NodeInfo[] = []
  private list: readonly Node[] = []
  private view: View | undefined

  snapshotAt(view: View): Snapshot {
    const changed = this.view && this.changedBetween(this.view, view)
    this.list = view.list('Node')
    if (changed) for (const name of changed) this.update(view, name)
    else this.start(view)
    this.view = view
    const { nodes, withAffinity, imageHolders } = this
    return { view, nodes, withAffinity, imageHolders }
  }

  /** The nodes that may differ between two views; undefined when all may, or nodes have come or gone. */
  private changedBetween(before: View, after: View): ReadonlySet<string> | undefined {
    if (before === after) return new Set()
    const bound = touchedBetween(before, after, 'Pod', 'node')
    const assumed = touchedAssumptions(before, after)
    if (!bound || !assumed) return undefined
    const names = new Set([...bound, ...assumed])
    for (const { before: old, after: next } of differences(this.list, after.list('Node'))) {
      if (!old || !next) return undefined
      names.add(next.metadata.name)
    }
    return names
  }

  private start(view: View): void {
    if (this.known.size > 2 * this.list.length + 8) this.known.clear()
    this.nodes = this.list.map(node => this.nodeInfo(view, node))
    this.places.clear()
    this.imageHolders.clear()
    this.nodes.forEach((info, place) => {
      this.places.set(info.name, place)
      this.countImages(info, 1)
    })
    this.withAffinity = carefulAmong(this.nodes)
  }

  private update(view: View, name: string): void {
    const place = this.places.get(name)
    if (place === undefined) return
    const before = this.nodes[place] as NodeInfo
    const after = this.nodeInfo(view, this.list[place] as Node)
    if (after === before) return
    this.nodes[place] = after
    if (after.node.status.images !== before.node.status.images) {
      this.countImages(before, -1)
      this.countImages(after, 1)
    }
    if (isCareful(before) || isCareful(after)) this.withAffinity = carefulAmong(this.nodes)
  }

  private countImages({ node }: NodeInfo, sign: 1 | -1): void {
    for (const image of imagesOn(node).keys()) this.imageHolders.set(image, (this.imageHolders.get(image) ?? 0) + sign)
  }

  private nodeInfo(view: View, node: Node): NodeInfo {
    const { name } = node.metadata
    const bound = view.lookup('Pod', 'node', name)
    const assumptions = assumptionsOnAt(view, name)
    const known = this.known.get(name)
    const hasSamePods = known?.assumptions === assumptions && !countsOtherwise(known.bound, bound)
    const pods = hasSamePods ? known.pods : withAssumed(bound, assumptions)
    const usage = known ? updatedUsage(known.info.usage, known.pods, pods) : Usage.of(pods)
    const isSame = known && known.info.usage === usage && known.info.node === node
    const info = isSame ? known.info : nodeInfo(node, usage)
    this.known.set(name, { bound, assumptions, pods, info })
    return info
  }
}

function isCareful({ usage }: NodeInfo): boolean {
  return usage.withAffinity.length > 0
}

const nobody: readonly NodeInfo[] = []

function carefulAmong(nodes: readonly NodeInfo[]): readonly NodeInfo[] {
  return nodes.some(isCareful) ? nodes.filter(isCareful) : nobody
}

/** A node with other pods on it than the store says: for trying out. */
export function nodeInfo(node: Node, usage: Usage): NodeInfo {
  return { node, name: node.metadata.name, allocatable: allocatableOf(node), usage }
}

/** The snapshot with another state of one node. */
export function withNode(snapshot: Snapshot, info: NodeInfo): Snapshot {
  const nodes = snapshot.nodes.map(node => (node.name === info.name ? info : node))
  return { ...snapshot, nodes, withAffinity: carefulAmong(nodes) }
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
