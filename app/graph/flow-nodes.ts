import type { Node } from '@xyflow/react'
import type { Box, Layout, StoreyName } from './layout'
import type { Graph, GraphNode } from './model'

const depths: Readonly<Record<GraphNode['type'], number>> = {
  set: 0,
  machine: 0,
  slot: 3,
  service: 3,
  sandbox: 3,
  claim: 3,
  volume: 3,
}

/**
 * The drawing's nodes in React Flow's terms: nothing but id and box, cards read their data themselves. What stayed where it was is the very
 * same object as in `previous`, which React Flow skips.
 */
export function flowNodes(graph: Graph, layout: Layout, previous: readonly Node[]): Node[] {
  const last = new Map(previous.map(node => [node.id, node]))
  const nodes: Node[] = []
  for (const name of Object.keys(layout.storeys) as StoreyName[]) {
    const id = `storey:${name}`
    nodes.push(flowNode(id, 'storey', layout.storeys[name], -1, last.get(id)))
  }
  for (const node of graph.nodes.values()) {
    const box = layout.boxes.get(node.id)
    if (box) nodes.push(flowNode(node.id, node.type, box, depths[node.type], last.get(node.id)))
  }
  return nodes
}

function flowNode(
  id: string,
  type: string,
  { x, y, width, height }: Box,
  zIndex: number,
  last: Node | undefined,
): Node {
  const isSame = last?.position.x === x && last.position.y === y && last.width === width && last.height === height
  return isSame ? last : { id, type, position: { x, y }, width, height, zIndex, data: {} }
}
