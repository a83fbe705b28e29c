import type { Graph, GraphEdge, GraphNode } from './types'

/** What a line means, in a sentence: for those who hear the graph instead of seeing it. */
export function threadWords({ look, source, target }: GraphEdge, nodes: Graph['nodes']): string {
  const from = nodes.get(source)
  const to = nodes.get(target)
  if (!from || !to) return ''
  if (look === 'belief')
    return `${nameOf(from)} is believed to be on ${to.type === 'sandbox' ? to.machine : nameOf(to)}`
  if (look === 'bound') return `${nameOf(from)} is bound to ${nameOf(to)}`
  if (look === 'attached') return `${nameOf(from)} is attached to ${nameOf(to)}`
  const body = from.type === 'sandbox' ? `${from.name} on ${from.machine}` : nameOf(from)
  if (look === 'kept') return `${nameOf(to)} is kept for ${body}`
  return look === 'mount' ? `${body} has ${nameOf(to)} mounted` : `${body}, forgotten, still has ${nameOf(to)} mounted`
}

function nameOf(node: GraphNode): string {
  return 'name' in node ? node.name : node.title
}
