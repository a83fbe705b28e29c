import { type Graph, type GraphEdge, type GraphNode, machineIdOf } from '../model'
import { type Sizes, wireMargin } from './sizes'
import type { Box, Layout } from './types'

/**
 * The way of every thread. All paths have the same commands (M C L L C), however short, so that a changed path can be animated from the old
 * one. Real threads leave a pod at its left and run down the machine's left margin; belief comes down the right margin.
 */
export function pathsOf(
  graph: Graph,
  boxes: ReadonlyMap<string, Box>,
  storeys: Layout['storeys'],
  sizes: Sizes,
): ReadonlyMap<string, string> {
  const paths = new Map<string, string>()
  const lanes = new Map<string, number>()
  for (const edge of inLaneOrder(graph, boxes)) {
    const source = boxes.get(edge.source)
    const target = boxes.get(edge.target)
    if (source && target)
      paths.set(edge.id, pathOf(edge, source, target, { nodes: graph.nodes, boxes, storeys, lanes, sizes }))
  }
  return paths
}

/** So that lines in one margin do not cross: what leaves a machine takes its lanes from the lowest pod up, what enters from the topmost down. */
function inLaneOrder({ edges }: Graph, boxes: ReadonlyMap<string, Box>): readonly GraphEdge[] {
  const height = (edge: GraphEdge) =>
    edge.look === 'belief' ? (boxes.get(edge.target)?.y ?? 0) : -(boxes.get(edge.source)?.y ?? 0)
  return [...edges.values()].sort((a, b) => height(a) - height(b))
}

/** What is around a thread. */
interface Surroundings {
  readonly nodes: Graph['nodes']
  readonly boxes: ReadonlyMap<string, Box>
  readonly storeys: Layout['storeys']
  readonly lanes: Map<string, number>
  readonly sizes: Sizes
}

function pathOf(edge: GraphEdge, source: Box, target: Box, around: Surroundings): string {
  const { nodes, boxes, lanes } = around
  if (edge.look === 'bound') return drop(bottomOf(source), topOf(target))
  if (edge.look === 'attached') return upToMachine(source, target, around)
  if (edge.look === 'belief') {
    const machine = machineOf(nodes.get(edge.target), boxes)
    if (!machine) return drop(bottomOf(source), topOf(target))
    return intoRight(bottomOf(source), machine, target, laneOf(lanes, `belief ${machine.x} ${machine.y}`))
  }
  const machine = machineOf(nodes.get(edge.source), boxes)
  const end = { x: topOf(target).x + (edge.look === 'forgotten' ? -14 : 0), y: target.y }
  if (!machine) return pastMachines(bottomOf(source), end, around)
  return outOfLeft(machine, source, end, laneOf(lanes, `mount ${machine.x} ${machine.y}`))
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Out of a pod's left side, down the machine's margin, and in a curve to where the claim is. */
function outOfLeft(machine: Box, pod: Box, end: Point, lane: number): string {
  const x = machine.x + wireMargin - 8 - (lane % 3) * 5
  const y = pod.y + Math.min(pod.height, 66) / 2
  const bottom = machine.y + machine.height
  return path(
    { x: pod.x, y },
    [
      { x: x + 2, y },
      { x, y: y + 2 },
      { x, y: y + 12 },
    ],
    { x, y: bottom - 4 },
    { x, y: bottom },
    curveDown({ x, y: bottom }, end),
  )
}

/** From above, down the machine's right margin, and into a pod's right side. */
function intoRight(start: Point, machine: Box, pod: Box, lane: number): string {
  const x = machine.x + machine.width - wireMargin + 8 + (lane % 3) * 5
  const y = pod === machine ? machine.y + 10 : pod.y + Math.min(pod.height, 66) / 2
  const right = pod === machine ? x : pod.x + pod.width
  const bend = Math.max(machine.y, y - 12)
  return path(start, curveDown(start, { x, y: machine.y }), { x, y: machine.y + 1 }, { x, y: bend }, [
    { x, y: y - 2 },
    { x: x - 2, y },
    { x: right, y },
  ])
}

function drop(start: Point, end: Point): string {
  const middle = { x: end.x, y: end.y }
  return path(start, curveDown(start, middle), middle, middle, [middle, middle, middle])
}

/** From the upper storey to the lower one: straight down through the gap between two machines that is nearest to the end. */
function pastMachines(start: Point, end: Point, { storeys, sizes }: Surroundings): string {
  const top = storeys.machines.y
  const bottom = top + storeys.machines.height
  const x = end.x - (sizes.columnWidth + sizes.columnGap) / 2
  const first = curveDown(start, { x, y: top })
  return path(start, first, { x, y: top + 1 }, { x, y: bottom }, curveDown({ x, y: bottom }, end))
}

/** From a volume's right side up through the gap beside its claim, and to the lower edge of the machine it hangs on. */
function upToMachine(volume: Box, machine: Box, { storeys, sizes, lanes }: Surroundings): string {
  const lane = laneOf(lanes, `attached ${machine.x} ${machine.y}`)
  const start = { x: volume.x + volume.width, y: volume.y + Math.min(volume.height, 40) / 2 }
  const x = start.x + sizes.columnGap / 3
  const top = storeys.storage.y + 4
  const end = { x: machine.x + machine.width - wireMargin - 8 - (lane % 4) * 6, y: machine.y + machine.height }
  const bend = Math.max(14, (top - end.y) / 2)
  return path(
    start,
    [
      { x, y: start.y },
      { x, y: start.y },
      { x, y: start.y - 8 },
    ],
    { x, y: top + 8 },
    { x, y: top },
    [{ x, y: top - bend }, { x: end.x, y: end.y + bend }, end],
  )
}

function curveDown(from: Point, to: Point): readonly [Point, Point, Point] {
  const bend = Math.max(14, (to.y - from.y) / 2)
  return [{ x: from.x, y: from.y + bend }, { x: to.x, y: to.y - bend }, to]
}

function path(start: Point, first: readonly Point[], one: Point, two: Point, last: readonly Point[]): string {
  return `M${text([start])} C${text(first)} L${text([one])} L${text([two])} C${text(last)}`
}

function text(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${round(x)},${round(y)}`).join(' ')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function machineOf(node: GraphNode | undefined, boxes: ReadonlyMap<string, Box>): Box | undefined {
  if (node?.type === 'machine') return boxes.get(node.id)
  return node?.type === 'sandbox' ? boxes.get(machineIdOf(node.machine)) : undefined
}

function laneOf(lanes: Map<string, number>, key: string): number {
  const lane = lanes.get(key) ?? 0
  lanes.set(key, lane + 1)
  return lane
}

function topOf({ x, y, width }: Box): Point {
  return { x: x + width / 2, y }
}

function bottomOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height }
}
