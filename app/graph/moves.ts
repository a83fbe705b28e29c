import type { Layout } from './layout'
import type { Graph, Ordinal, SandboxNode } from './model'

/** A pod identity on its way from one machine to another: what flies, and along which path. */
export interface Move {
  readonly id: string
  readonly name: string
  readonly ordinal: Ordinal
  /** SVG path in the drawing's pixels, from the old place to the new one. */
  readonly path: string
}

/** Where each identity was last seen running; kept while it runs nowhere, so that a later start elsewhere is still a move. */
const lastPlaces = new Map<string, { readonly machine: string; readonly x: number; readonly y: number }>()

/** The pods that began to run on another machine than their identity did before. */
export function movesBetween(before: Graph, previous: Layout, after: Graph, layout: Layout): readonly Move[] {
  for (const node of before.nodes.values()) if (isBody(node)) remember(node, previous)
  const moves: Move[] = []
  for (const node of after.nodes.values()) {
    if (!isBody(node) || before.nodes.has(node.id)) continue
    const from = lastPlaces.get(node.identity)
    const box = layout.boxes.get(node.id)
    if (!from || !box || from.machine === node.machine) continue
    const x = box.x + box.width / 2
    const y = box.y + box.height / 2
    const top = Math.min(from.y, y) - 110
    moves.push({
      id: node.id,
      name: node.name,
      ordinal: node.ordinal,
      path: `M${from.x},${from.y} C${from.x},${top} ${x},${top} ${x},${y}`,
    })
  }
  return moves
}

function remember(node: SandboxNode, layout: Layout): void {
  const box = layout.boxes.get(node.id)
  if (box) lastPlaces.set(node.identity, { machine: node.machine, x: box.x + box.width / 2, y: box.y + box.height / 2 })
}

function isBody(node: { readonly type: string }): node is SandboxNode {
  return node.type === 'sandbox' && !(node as SandboxNode).isForgotten
}
