/** How much is drawn of each thing: all of it, the most important, or a tile. */
export type Density = 'rich' | 'compact' | 'tile'

type Width = 'wide' | 'narrow' | 'phone'

/** How much room the page has for the drawing: a wide window, a narrow one, a phone; low where something else takes its height. */
export type Room = Width | `${Width} low`

/** The measures that depend on the room, in pixels of the drawing. */
interface Columns {
  readonly columnWidth: number
  readonly columnGap: number
  /** Width of the names of the storeys at the left; 0 where they stand above. */
  readonly sideWidth: number
  /** What the warning of a broken at-most-one adds to a pod's card. */
  readonly alarmHeight: number
  /** Never drawn smaller than this at first, so that it can be read. */
  readonly leastZoom: number
  /** Between two storeys. */
  readonly storeyGap: number
  /** Pods one above the other that a machine has room for from the beginning, so that it does not grow with the first ones. */
  readonly reservedPods: number
}

/** All measures, in pixels of the drawing. */
export interface Sizes extends Columns {
  readonly density: Density
  /** Tiles side by side in one column. */
  readonly perColumn: number
  readonly tileGap: number
  readonly slotHeight: number
  readonly sandboxHeight: number
  readonly claimHeight: number
  readonly volumeHeight: number
  /** Columns before the next row begins. */
  readonly columns: number
  /** Rows of them that are as high as one full card. */
  readonly rowsPerPod: number
}

/** Between a container's edge and what is in it. */
export const padding = 16
/** Room at both sides of a machine for the threads that run down there. */
export const wireMargin = 24
export const setHeaderHeight = 64
export const machineHeaderHeight = 80
export const machinePadding = 14
export const storeyPadding = 22
export const storeyLabelHeight = 56
export const serviceHeaderHeight = 52
export const serviceRowHeight = 19
export const claimGap = 30
export const blockGap = 26

type Tiles = Omit<Sizes, keyof Columns>

const rich: Tiles = {
  density: 'rich',
  perColumn: 1,
  tileGap: 12,
  slotHeight: 66,
  sandboxHeight: 66,
  claimHeight: 60,
  volumeHeight: 112,
  columns: 6,
  rowsPerPod: 1,
}
const compact: Tiles = {
  density: 'compact',
  perColumn: 2,
  tileGap: 12,
  slotHeight: 48,
  sandboxHeight: 48,
  claimHeight: 46,
  volumeHeight: 46,
  columns: 6,
  rowsPerPod: 1,
}
const tile: Tiles = {
  density: 'tile',
  perColumn: 4,
  tileGap: 8,
  slotHeight: 26,
  sandboxHeight: 26,
  claimHeight: 24,
  volumeHeight: 24,
  columns: 8,
  rowsPerPod: 2,
}

const high = { storeyGap: 56, reservedPods: 2 }
const low = { storeyGap: 34, reservedPods: 1 }
const wide = { columnWidth: 276, columnGap: 28, sideWidth: 236, alarmHeight: 70, leastZoom: 0.3 }
const narrow = { columnWidth: 216, columnGap: 20, sideWidth: 208, alarmHeight: 86, leastZoom: 0.5 }
const phone = { columnWidth: 196, columnGap: 16, sideWidth: 0, alarmHeight: 86, leastZoom: 0.72 }

const columnsIn: Readonly<Record<Room, Columns>> = {
  wide: { ...wide, ...high },
  'wide low': { ...wide, ...low },
  narrow: { ...narrow, ...high },
  'narrow low': { ...narrow, ...low },
  phone: { ...phone, ...high },
  'phone low': { ...phone, ...low },
}

/** The measures for so many pods in so much room. */
export function sizesFor(podCount: number, room: Room): Sizes {
  const tiles = podCount <= 12 ? rich : podCount <= 48 ? compact : tile
  return { ...tiles, ...columnsIn[room] }
}

/** How much room a stage of this size has, in pixels of the screen. */
export function roomIn(stageWidth: number, stageHeight: number): Room {
  const width = stageWidth < 640 ? 'phone' : stageWidth < 1180 ? 'narrow' : 'wide'
  return stageHeight < 620 ? `${width} low` : width
}

/** Where the columns begin: right of the names of the storeys. */
export function contentX({ sideWidth, columnGap }: Columns): number {
  return sideWidth === 0 ? padding : sideWidth + columnGap + padding
}

/** Where the cards of a storey begin, below its upper edge: below its name where that stands above. */
export function contentTop({ sideWidth }: Columns): number {
  return sideWidth === 0 ? storeyLabelHeight + 8 : storeyPadding
}
