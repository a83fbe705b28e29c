import { compareText } from '../base'
import type { KubernetesObject } from '../kinds'
import type { Cell } from './cell'
import type { Revision } from './types'

/** More newcomers than this are not put into their places one by one. */
const fewNewcomers = 16

/**
 * The objects filed under one index value, sorted by id, as they are at the head. Writing is cheap and most buckets are read seldom, so that
 * sorting and listing are left to the reader. A list once handed out is never written again: a reader may keep it, and the same list means
 * that nothing in the bucket has changed.
 */
export class Bucket {
  /** The last revision that changed an object here, its coming or its going. */
  changedAt: Revision = 0
  /** Who is here; in order up to `sortedCount`, then newcomers. */
  private readonly cells: Cell[] = []
  private sortedCount = 0
  /** Who was here: where else to look when an old revision is read. */
  private left: Set<Cell> | undefined
  private list: readonly KubernetesObject[] | undefined

  /** The objects at the head. */
  all(): readonly KubernetesObject[] {
    if (!this.list) {
      this.sort()
      this.list = this.cells.map(({ head }) => head as KubernetesObject)
    }
    return this.list
  }

  /** Everybody who was ever here, sorted. */
  everybody(): readonly Cell[] {
    this.sort()
    return this.left?.size ? [...this.cells, ...this.left].sort(byId) : this.cells
  }

  /** An object that is here has changed. */
  touch(revision: Revision): void {
    this.changedAt = revision
    this.list = undefined
  }

  add(cell: Cell, revision: Revision): void {
    this.touch(revision)
    this.left?.delete(cell)
    this.cells.push(cell)
  }

  remove(cell: Cell, revision: Revision): void {
    this.sort()
    this.touch(revision)
    this.cells.splice(this.placeOf(cell.id), 1)
    this.sortedCount--
    this.left ??= new Set()
    this.left.add(cell)
  }

  /** Drops those who have left and are known to no readable revision. True when nobody remains. */
  forget(): boolean {
    for (const cell of this.left ?? []) if (cell.isForgotten) this.left?.delete(cell)
    return this.cells.length === 0 && !this.left?.size
  }

  private sort(): void {
    const { cells, sortedCount } = this
    if (sortedCount === cells.length) return
    if (cells.length - sortedCount > fewNewcomers) cells.sort(byId)
    else for (const cell of cells.splice(sortedCount)) cells.splice(this.placeOf(cell.id), 0, cell)
    this.sortedCount = cells.length
  }

  /** Where an id stands or belongs (binary search). */
  private placeOf(id: string): number {
    let low = 0
    let high = this.cells.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.cells[middle] as Cell).id < id) low = middle + 1
      else high = middle
    }
    return low
  }
}

function byId(a: Cell, b: Cell): number {
  return compareText(a.id, b.id)
}
