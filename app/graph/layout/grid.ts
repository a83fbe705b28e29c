import type { Sizes } from './sizes'

/** Columns of tiles: `index` counts tiles from left to right, then down. */
export interface Grid {
  readonly width: number
  at(index: number): { readonly x: number; readonly row: number }
}

/** The grid that all storeys share, so that what belongs together stands in one column. */
export function gridFor(sizes: Sizes, x: number): Grid {
  const { perColumn, tileGap, columns, columnWidth, columnGap } = sizes
  const width = (columnWidth - (perColumn - 1) * tileGap) / perColumn
  return {
    width,
    at: index => {
      const inRow = index % (perColumn * columns)
      const column = Math.floor(inRow / perColumn)
      return {
        x: x + column * (columnWidth + columnGap) + (inRow % perColumn) * (width + tileGap),
        row: Math.floor(index / (perColumn * columns)),
      }
    },
  }
}
