import type { Graph } from '../model'
import { layOutBelief } from './belief'
import { layOutMachines } from './machines'
import { pathsOf } from './paths'
import { contentX, padding, type Room, sizesFor } from './sizes'
import { layOutStorage } from './storage'
import type { Box, Layout, StoreyName } from './types'

/**
 * Where everything is drawn: three storeys, one above the other. Pure; `previous` is the layout before, from which everything that is still
 * there keeps its place, so that nothing moves that did not move.
 */
export function layOut(graph: Graph, room: Room, previous?: Layout): Layout {
  let pods = 0
  for (const node of graph.nodes.values()) if (node.type === 'slot') pods++
  const sizes = sizesFor(pods, room)
  const { storeyGap } = sizes
  const x = contentX(sizes)
  const memory = previous?.memory
  const boxes = new Map<string, Box>()
  const belief = layOutBelief(graph, sizes, x, memory, boxes)
  const machines = layOutMachines(graph, sizes, x, belief.bottom + storeyGap, memory, boxes)
  const storage = layOutStorage(graph, sizes, x, machines.bottom + storeyGap, memory, boxes)
  const right = Math.max(
    x + 3 * (sizes.columnWidth + sizes.columnGap) - sizes.columnGap,
    ...[...boxes.values()].map(box => box.x + box.width),
  )
  const storey = (top: number, bottom: number): Box => ({
    x: -padding,
    y: top,
    width: right + 3 * padding,
    height: bottom - top,
  })
  const storeys: Record<StoreyName, Box> = {
    belief: storey(0, belief.bottom),
    machines: storey(belief.bottom + storeyGap, machines.bottom),
    storage: storey(machines.bottom + storeyGap, storage.bottom),
  }
  return {
    sizes,
    boxes,
    storeys,
    paths: pathsOf(graph, boxes, storeys, sizes),
    memory: { ...belief.memory, ...machines.memory, ...storage.memory },
  }
}

/** What the layout depends on: while this text stays the same, nothing needs to be laid out anew. */
export function topologyOf(graph: Graph): string {
  const parts: string[] = []
  for (const node of graph.nodes.values()) {
    if (node.type === 'sandbox') parts.push(node.id, node.machine, node.alarm ? '!' : '')
    else if (node.type === 'service') parts.push(node.id, String(node.addresses.length), node.omitted > 0 ? '+' : '')
    else parts.push(node.id)
  }
  for (const edge of graph.edges.values()) parts.push(edge.id, edge.source, edge.target)
  return parts.join('|')
}
