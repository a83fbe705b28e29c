import type { Graph, ServiceNode, SetNode } from '../model'
import { gridFor } from './grid'
import { type Places, placed } from './places'
import {
  blockGap,
  contentTop,
  padding,
  type Sizes,
  serviceHeaderHeight,
  serviceRowHeight,
  setHeaderHeight,
  storeyLabelHeight,
  storeyPadding,
} from './sizes'
import type { Box, Memory } from './types'

interface Belief {
  readonly bottom: number
  readonly memory: Pick<Memory, 'services' | 'sets' | 'slots'>
}

/** The upper storey: services under its name at the left, sets one below the other, their slots growing to the right. */
export function layOutBelief(
  graph: Graph,
  sizes: Sizes,
  x: number,
  memory: Memory | undefined,
  boxes: Map<string, Box>,
): Belief {
  const sets = [...graph.nodes.values()].filter(node => node.type === 'set')
  const services = [...graph.nodes.values()].filter(node => node.type === 'service')
  const setPlaces = placed(sets, memory?.sets)
  const servicePlaces = placed(services, memory?.services)
  const slots = new Map<string, Places>()
  let setsBottom = contentTop(sizes)
  for (const set of byPlace(sets, setPlaces)) {
    const places = slotPlaces(set, memory?.slots.get(set.id))
    slots.set(set.id, places)
    setsBottom = layOutSet(set, places, sizes, x, setsBottom, boxes) + blockGap
  }
  const least = contentTop(sizes) + setHeaderHeight + sizes.slotHeight + padding + blockGap
  const isAbove = sizes.sideWidth === 0
  let servicesBottom = isAbove
    ? Math.max(setsBottom, sets.length > 0 ? 0 : least) - 8
    : storeyPadding + storeyLabelHeight
  for (const service of byPlace(services, servicePlaces)) {
    const height = serviceHeight(service)
    boxes.set(service.id, {
      x: isAbove ? x - padding : 0,
      y: servicesBottom,
      width: isAbove ? sizes.columnWidth + 2 * padding : sizes.sideWidth,
      height,
    })
    servicesBottom += height + 12
  }
  const bottom = Math.max(setsBottom, servicesBottom + blockGap - 12, least) - blockGap + storeyPadding
  return { bottom, memory: { services: servicePlaces, sets: setPlaces, slots } }
}

/** Ordinals stand in their order; pods of any name keep the place that they have found, and a new one takes a free place. */
function slotPlaces({ slots, workload }: SetNode, previous: Places | undefined): Places {
  if (workload === 'StatefulSet') return new Map(slots.map((id, index) => [id, index]))
  return placed(
    slots.map(id => ({ id })),
    previous,
  )
}

function layOutSet(set: SetNode, places: Places, sizes: Sizes, x: number, y: number, boxes: Map<string, Box>): number {
  const { columnWidth, columnGap } = sizes
  const grid = gridFor(sizes, x)
  const top = y + setHeaderHeight
  let right = x + columnWidth
  let bottom = top + sizes.slotHeight
  for (const [id, index] of places) {
    const place = grid.at(index)
    const box = {
      x: place.x,
      y: top + place.row * (sizes.slotHeight + sizes.tileGap),
      width: grid.width,
      height: sizes.slotHeight,
    }
    boxes.set(id, box)
    right = Math.max(right, box.x + box.width)
    bottom = Math.max(bottom, box.y + box.height)
  }
  const columns = Math.ceil((right - x + columnGap) / (columnWidth + columnGap))
  const width = columns * (columnWidth + columnGap) - columnGap + 2 * padding
  boxes.set(set.id, { x: x - padding, y, width, height: bottom + padding - y })
  return bottom + padding
}

function serviceHeight({ addresses, omitted }: ServiceNode): number {
  const rows = Math.max(1, addresses.length) + (omitted > 0 ? 1 : 0)
  return serviceHeaderHeight + rows * serviceRowHeight + 10
}

function byPlace<T extends { readonly id: string }>(
  nodes: readonly T[],
  places: ReadonlyMap<string, number>,
): readonly T[] {
  return [...nodes].sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
}
