import { useSyncExternalStore } from 'react'
import type { View } from '../session'
import { type Density, type Layout, layOut, type Room, topologyOf } from './layout'
import { emptyGraph, type Graph, type GraphEdge, type GraphNode, project, projectionMemory } from './model'
import { type Move, movesBetween } from './moves'

/**
 * What is drawn at the moment: the projected graph, its layout, and who wants to hear of which node. A card asks for its own node by id, so
 * that a frame renders only the cards that changed; the layout is made anew only when something came, went or moved.
 */
export class Scene {
  graph: Graph = emptyGraph
  layout: Layout = layOut(emptyGraph, 'wide')
  /** Pods on their way from one machine to another. */
  moves: readonly Move[] = []
  private view: View | undefined
  private topology = ''
  private room: Room = 'wide'
  private readonly memory = projectionMemory()
  private readonly nodeListeners = new Map<string, Set<() => void>>()
  private readonly listeners = new Set<() => void>()

  /** Takes in the world as it is now. */
  update(view: View): void {
    if (view === this.view) return
    this.view = view
    const before = this.graph
    this.graph = project(view, this.memory)
    const topology = topologyOf(this.graph)
    if (topology !== this.topology) {
      const previous = this.layout
      this.topology = topology
      this.layout = layOut(this.graph, this.room, previous)
      const started = movesBetween(before, previous, this.graph, this.layout)
      if (started.length > 0) this.moves = [...this.moves, ...started].slice(-12)
      for (const listener of this.listeners) listener()
    }
    this.tellChanged(before.nodes, this.graph.nodes)
    this.tellChanged(before.edges, this.graph.edges)
  }

  /** Draws anew for another room. */
  setRoom(room: Room): void {
    if (room === this.room) return
    this.room = room
    this.layout = layOut(this.graph, room, this.layout)
    for (const listener of this.listeners) listener()
  }

  /** Forgets a move that has been shown. */
  endMove(id: string): void {
    this.moves = this.moves.filter(move => move.id !== id)
    for (const listener of this.listeners) listener()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  subscribeTo(id: string, listener: () => void): () => void {
    const listeners = this.nodeListeners.get(id) ?? new Set()
    this.nodeListeners.set(id, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.nodeListeners.delete(id)
    }
  }

  private tellChanged(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): void {
    for (const [id, value] of after) {
      if (before.get(id) === value) continue
      for (const listener of this.nodeListeners.get(id) ?? []) listener()
    }
  }
}

/** The page's one scene. */
export const scene = new Scene()

/** The node with this id, as long as it is there; renders again only when this very node changes. */
export function useGraphNode<T extends GraphNode['type']>(
  id: string,
  type: T,
): Extract<GraphNode, { type: T }> | undefined {
  const node = useSyncExternalStore(
    listener => scene.subscribeTo(id, listener),
    () => scene.graph.nodes.get(id),
  )
  return node?.type === type ? (node as Extract<GraphNode, { type: T }>) : undefined
}

/** The edge with this id, as long as it is there. */
export function useGraphEdge(id: string): GraphEdge | undefined {
  return useSyncExternalStore(
    listener => scene.subscribeTo(id, listener),
    () => scene.graph.edges.get(id),
  )
}

/** The layout; renders again when something came, went or moved. */
export function useLayout(): Layout {
  return useSyncExternalStore(scene.subscribe, () => scene.layout)
}

/** The way of an edge; renders again only when this very way changes. */
export function usePath(edgeId: string): string | undefined {
  return useSyncExternalStore(scene.subscribe, () => scene.layout.paths.get(edgeId))
}

/** How much is drawn of each thing at the moment. */
export function useDensity(): Density {
  return useSyncExternalStore(scene.subscribe, () => scene.layout.sizes.density)
}

export function useMoves(): readonly Move[] {
  return useSyncExternalStore(scene.subscribe, () => scene.moves)
}
