import type { View } from '../../session'
import { projectBelief } from './belief'
import { projectBytes } from './bytes'
import { isOnlyBelieved, projectNodes } from './nodes'
import { projectReality } from './reality'
import { Reuse } from './reuse'
import { projectThreads } from './threads'
import type { Graph, GraphEdge, GraphNode } from './types'

/** What a projection remembers of the one before it. Only speed and the identity of its results depend on it, never their content. */
export interface ProjectionMemory {
  readonly nodes: Reuse<GraphNode>
  readonly edges: Reuse<GraphEdge>
}

export function projectionMemory(): ProjectionMemory {
  return { nodes: new Reuse(), edges: new Reuse() }
}

/** The world as it is drawn. With the same memory, nodes and edges made from unchanged objects are the very ones of the last call. */
export function project(view: View, memory: ProjectionMemory = projectionMemory()): Graph {
  const nodes = new Map<string, GraphNode>()
  const edges = new Map<string, GraphEdge>()
  projectBelief(view, memory.nodes, nodes)
  if (isOnlyBelieved(view)) projectNodes(view, memory.nodes, nodes)
  else projectReality(view, memory.nodes, nodes)
  projectBytes(view, memory.nodes, nodes)
  projectThreads(view, nodes, memory.edges, edges)
  memory.nodes.finish()
  memory.edges.finish()
  return { nodes, edges }
}
