/** How much is drawn of each thing: all of it, the most important, or a tile. */
export type Density = 'rich' | 'compact' | 'tile'

/** Measures of one density, in pixels of the drawing. */
export interface Sizes {
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
  /** Rows of pods that a machine has room for from the beginning, so that it does not grow with the first ones. */
  readonly reservedRows: number
}

export const columnWidth = 276
export const columnGap = 28
export const sideWidth = 236
/** Between a container's edge and what is in it. */
export const padding = 16
/** Room at both sides of a machine for the threads that run down there. */
export const wireMargin = 24
export const setHeaderHeight = 64
export const machineHeaderHeight = 80
export const machinePadding = 14
export const alarmHeight = 74
export const storeyGap = 56
export const storeyPadding = 22
export const storeyLabelHeight = 56
export const serviceHeaderHeight = 52
export const serviceRowHeight = 19
export const claimGap = 30
export const blockGap = 26

const rich: Sizes = {
  density: 'rich',
  perColumn: 1,
  tileGap: 12,
  slotHeight: 66,
  sandboxHeight: 66,
  claimHeight: 60,
  volumeHeight: 112,
  columns: 6,
  reservedRows: 2,
}
const compact: Sizes = {
  density: 'compact',
  perColumn: 2,
  tileGap: 12,
  slotHeight: 48,
  sandboxHeight: 48,
  claimHeight: 46,
  volumeHeight: 46,
  columns: 6,
  reservedRows: 2,
}
const tile: Sizes = {
  density: 'tile',
  perColumn: 4,
  tileGap: 8,
  slotHeight: 26,
  sandboxHeight: 26,
  claimHeight: 24,
  volumeHeight: 24,
  columns: 10,
  reservedRows: 4,
}

/** The measures for so many pods. */
export function sizesFor(podCount: number): Sizes {
  return podCount <= 12 ? rich : podCount <= 48 ? compact : tile
}
