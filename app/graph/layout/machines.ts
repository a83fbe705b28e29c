import { type Graph, machineIdOf, type SandboxNode } from '../model'
import { extentOf, type Places, placed } from './places'
import { contentTop, machineHeaderHeight, machinePadding, type Sizes, storeyPadding, wireMargin } from './sizes'
import type { Box, Memory } from './types'

interface Machines {
  readonly bottom: number
  readonly memory: Pick<Memory, 'machines' | 'rows'>
}

/** The middle storey: a card per machine, its pods below each other. A pod's row is its own until it is gone. */
export function layOutMachines(
  graph: Graph,
  sizes: Sizes,
  x: number,
  top: number,
  memory: Memory | undefined,
  boxes: Map<string, Box>,
): Machines {
  const machines = [...graph.nodes.values()].filter(node => node.type === 'machine').sort(byNumber)
  const places = placed(machines, memory?.machines)
  const sandboxes = new Map<string, SandboxNode[]>()
  for (const node of graph.nodes.values()) {
    if (node.type !== 'sandbox') continue
    const machine = machineIdOf(node.machine)
    const others = sandboxes.get(machine)
    if (others) others.push(node)
    else sandboxes.set(machine, [node])
  }
  const rows = new Map<string, Places>()
  for (const { id } of machines)
    rows.set(id, placed([...(sandboxes.get(id) ?? [])].sort(byNumber), memory?.rows.get(id)))
  const { columns, columnWidth, columnGap } = sizes
  const lines = Math.ceil(extentOf(places) / columns)
  let y = top + contentTop(sizes)
  for (let line = 0; line < Math.max(1, lines); line++) {
    const inLine = machines.filter(({ id }) => Math.floor((places.get(id) ?? 0) / columns) === line)
    let height =
      machineHeaderHeight +
      sizes.reservedPods * sizes.rowsPerPod * (sizes.sandboxHeight + sizes.tileGap) +
      machinePadding -
      sizes.tileGap
    for (const { id } of inLine) {
      const left = x + ((places.get(id) ?? 0) % columns) * (columnWidth + columnGap)
      height = Math.max(height, layOutPods(sandboxes.get(id) ?? [], rows.get(id) as Places, sizes, left, y, boxes) - y)
    }
    for (const { id } of inLine) {
      const left = x + ((places.get(id) ?? 0) % columns) * (columnWidth + columnGap)
      boxes.set(id, { x: left, y, width: columnWidth, height })
    }
    y += height + columnGap
  }
  return { bottom: y - columnGap + storeyPadding, memory: { machines: places, rows } }
}

/** By the number at the end of the name: node-2 before node-10. */
function byNumber(a: { readonly name: string }, b: { readonly name: string }): number {
  return Number(/\d*$/.exec(a.name)?.[0]) - Number(/\d*$/.exec(b.name)?.[0]) || (a.name < b.name ? -1 : 1)
}

function layOutPods(
  pods: readonly SandboxNode[],
  places: Places,
  sizes: Sizes,
  x: number,
  y: number,
  boxes: Map<string, Box>,
): number {
  const inner = sizes.columnWidth - 2 * wireMargin
  const width = (inner - (sizes.perColumn - 1) * sizes.tileGap) / sizes.perColumn
  const heights: number[] = []
  const rowOf = (id: string) => Math.floor((places.get(id) ?? 0) / sizes.perColumn)
  for (const { id, alarm } of pods) {
    const row = rowOf(id)
    heights[row] = Math.max(
      heights[row] ?? 0,
      sizes.sandboxHeight + (alarm && sizes.density === 'rich' ? sizes.alarmHeight : 0),
    )
  }
  const tops: number[] = []
  let bottom = y + machineHeaderHeight
  for (let row = 0; row < heights.length; row++) {
    tops.push(bottom)
    bottom += (heights[row] ?? sizes.sandboxHeight) + sizes.tileGap
  }
  for (const { id, alarm } of pods) {
    const column = (places.get(id) ?? 0) % sizes.perColumn
    const height = sizes.sandboxHeight + (alarm && sizes.density === 'rich' ? sizes.alarmHeight : 0)
    boxes.set(id, { x: x + wireMargin + column * (width + sizes.tileGap), y: tops[rowOf(id)] ?? bottom, width, height })
  }
  return bottom - sizes.tileGap + machinePadding
}
