import { compareText } from '../base'
import type { KubernetesObject } from '../kinds'
import type { Cell } from './cell'
import type { Revision } from './types'

/** An object as it was in one list and as it is in a later one; absent where it was not, or is no longer, there. */
export interface Difference<T> {
  readonly before?: T | undefined
  readonly after?: T | undefined
}

/** That an object changed after the n-th list, and what it was before. */
interface Note {
  readonly listNumber: number
  readonly cell: Cell
  readonly before: KubernetesObject | undefined
}

/** More than these are not put into their places one by one. */
const fewChanges = 16
/** Shorter lists are compared as quickly as followed. */
const followedLength = 64
const notesMost = 512

/** Which list of which bucket an array is. */
const origins = new WeakMap<readonly unknown[], { readonly bucket: Bucket; readonly number: number }>()

/** The bucket that handed out this list, if it is a long one. */
export function bucketOf(list: readonly unknown[]): Bucket | undefined {
  return origins.get(list)?.bucket
}

/**
 * The objects filed under one index value, sorted by id, as they are at the head. Writing is cheap and most buckets are read seldom, so that
 * sorting and listing are left to the reader. A list once handed out is never written again: a reader may keep it, and the same list means
 * that nothing in the bucket has changed.
 */
export class Bucket {
  /** What the objects here have in common. */
  readonly value: string
  /** The last revision that changed an object here, its coming or its going. */
  changedAt: Revision = 0
  /** Who is here; in order up to `sortedCount`, then newcomers. */
  private cells: Cell[] = []
  private sortedCount = 0
  /** Who was here: where else to look when an old revision is read. */
  private left: Set<Cell> | undefined
  /** What was listed last, and whether it still holds. */
  private list: readonly KubernetesObject[] = []
  private isListed = true
  private listCount = 0
  /** What has changed lately, kept once somebody has asked; complete after the list `notedFrom`. */
  private notes: Note[] | undefined
  private notedFrom = 0

  constructor(value: string) {
    this.value = value
  }

  /** The objects at the head. */
  all(): readonly KubernetesObject[] {
    if (!this.isListed) {
      this.sort()
      this.list = this.retouched() ?? this.cells.map(({ head }) => head as KubernetesObject)
      this.isListed = true
      this.listCount++
      if (this.list.length >= followedLength) origins.set(this.list, { bucket: this, number: this.listCount })
    }
    return this.list
  }

  /** Everybody who was ever here, sorted. */
  everybody(): readonly Cell[] {
    this.sort()
    return this.left?.size ? [...this.cells, ...this.left].sort(byId) : this.cells
  }

  /** What has changed between an earlier list and the present one, sorted by id; undefined when that is no longer known. */
  differencesSince(list: readonly unknown[]): readonly Difference<KubernetesObject>[] | undefined {
    const origin = origins.get(list)
    const changes = origin?.bucket === this ? this.changesAfter(origin.number) : undefined
    if (!changes && !this.notes?.length) {
      this.notes = []
      this.notedFrom = this.listCount
    }
    return changes
      ?.map(({ cell, before }) => ({ before, after: this.has(cell) ? cell.head : undefined }))
      .filter(({ before, after }) => before !== after)
  }

  /** An object that is here has changed. */
  touch(cell: Cell, before: KubernetesObject, revision: Revision): void {
    this.change(cell, before, revision)
  }

  add(cell: Cell, revision: Revision): void {
    this.change(cell, undefined, revision)
    this.left?.delete(cell)
    this.cells.push(cell)
  }

  remove(cell: Cell, before: KubernetesObject, revision: Revision): void {
    this.sort()
    this.change(cell, before, revision)
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

  private change(cell: Cell, before: KubernetesObject | undefined, revision: Revision): void {
    this.changedAt = revision
    this.isListed = false
    const { notes } = this
    if (!notes) return
    notes.push({ listNumber: this.listCount, cell, before })
    if (notes.length <= notesMost) return
    const dropped = notes.splice(0, notesMost / 2)
    this.notedFrom = (dropped[dropped.length - 1] as Note).listNumber + 1
  }

  /** Who has changed after the list of this number, sorted by id, and what each was in it; undefined when that is no longer known. */
  private changesAfter(listNumber: number): readonly Note[] | undefined {
    const { notes } = this
    if (!notes || listNumber < this.notedFrom) return undefined
    const firsts = new Map<Cell, Note>()
    for (let i = notes.length - 1; i >= 0; i--) {
      const note = notes[i] as Note
      if (note.listNumber < listNumber) break
      firsts.set(note.cell, note)
    }
    return [...firsts.values()].sort((a, b) => byId(a.cell, b.cell))
  }

  /** The last list with what has changed since; undefined where that is much, or not known. */
  private retouched(): readonly KubernetesObject[] | undefined {
    const changes = this.changesAfter(this.listCount)
    if (!changes || changes.length > fewChanges) return undefined
    const list = this.list.slice()
    for (const { cell, before } of changes) if (before && !this.has(cell)) list.splice(list.indexOf(before), 1)
    for (const { cell, before } of changes) {
      if (!this.has(cell)) continue
      const place = this.placeOf(cell.id)
      if (before) list[place] = cell.head as KubernetesObject
      else list.splice(place, 0, cell.head as KubernetesObject)
    }
    return list
  }

  private has(cell: Cell): boolean {
    return this.cells[this.placeOf(cell.id)] === cell
  }

  private sort(): void {
    if (this.sortedCount === this.cells.length) return
    const newcomers = this.cells.splice(this.sortedCount).sort(byId)
    if (newcomers.length > fewChanges) this.cells = this.mergedWith(newcomers)
    else for (const cell of newcomers) this.cells.splice(this.placeOf(cell.id), 0, cell)
    this.sortedCount = this.cells.length
  }

  private mergedWith(newcomers: readonly Cell[]): Cell[] {
    const { cells } = this
    const merged: Cell[] = []
    let from = 0
    for (const cell of newcomers) {
      for (const end = this.placeOf(cell.id); from < end; from++) merged.push(cells[from] as Cell)
      merged.push(cell)
    }
    for (; from < cells.length; from++) merged.push(cells[from] as Cell)
    return merged
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
