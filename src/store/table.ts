import { compareText } from '../base'
import type { KubernetesObject } from '../kinds'
import { Bucket } from './bucket'
import { Cell } from './cell'
import { type IndexFunction, indexesOf, latestOnlyKinds } from './indexes'
import { Touches } from './touches'
import type { Revision } from './types'

interface Index {
  readonly valuesOf: IndexFunction
  readonly buckets: Map<string, Bucket>
  touches: Touches | undefined
}

const nothing: readonly KubernetesObject[] = []
const none: readonly string[] = []
const nowhere: readonly Bucket[] = []
const namespaceOf: IndexFunction = object => (object.metadata.namespace ? [object.metadata.namespace] : none)

/** A cell that knows where it is filed: by the place of the index, the bucket of each value. */
class FiledCell extends Cell {
  readonly filings: (readonly Bucket[])[] = []
}

/** All versions of all objects of one kind, and the head sorted into buckets by each index. */
export class Table {
  /** By namespace ('' for cluster-scoped objects) and name. */
  private readonly cells = new Map<string, Map<string, FiledCell>>()
  private readonly whole = new Bucket('')
  private readonly indexes = new Map<string, Index>()
  private readonly allIndexes: readonly Index[]
  private readonly isLatestOnly: boolean

  constructor(kind: string) {
    this.isLatestOnly = latestOnlyKinds.has(kind)
    for (const [name, valuesOf] of Object.entries({ namespace: namespaceOf, ...indexesOf(kind) }))
      this.indexes.set(name, { valuesOf, buckets: new Map(), touches: undefined })
    this.allIndexes = [...this.indexes.values()]
  }

  /** The object as it was at `revision`; undefined if it did not exist then. */
  get(name: string, namespace: string | undefined, revision: Revision): KubernetesObject | undefined {
    return this.cells
      .get(namespace ?? '')
      ?.get(name)
      ?.at(revision)
  }

  all(revision: Revision): readonly KubernetesObject[] {
    return this.whole.changedAt <= revision ? this.whole.all() : oldList(this.whole, revision)
  }

  lookup(indexName: string, value: string, revision: Revision): readonly KubernetesObject[] {
    const index = this.index(indexName)
    const bucket = index.buckets.get(value)
    if (!bucket) return nothing
    if (bucket.changedAt <= revision) return bucket.all()
    return oldList(bucket, revision).filter(object => index.valuesOf(object).includes(value))
  }

  /** The values of an index under which something has changed after `revision`; undefined when that is not known. */
  touchedSince(indexName: string, revision: Revision): ReadonlySet<string> | undefined {
    const index = this.index(indexName)
    index.touches ??= new Touches(this.whole.changedAt)
    return index.touches.since(revision)
  }

  /**
   * Writes a version. Revisions only grow. `lastKept` is the last revision before that was more than a heartbeat: a version of a latest-only
   * kind that is younger can be replaced, since no kept revision shows it.
   */
  put(object: KubernetesObject, revision: Revision, lastKept: Revision): void {
    const cell = this.cell(object.metadata.name, object.metadata.namespace)
    const before = cell.head
    cell.write(revision, object, this.isLatestOnly && cell.changedAt > lastKept)
    if (before) this.whole.touch(cell, before, revision)
    else this.whole.add(cell, revision)
    this.refile(cell, before, object, revision)
  }

  remove(name: string, namespace: string | undefined, revision: Revision): void {
    const cell = this.cells.get(namespace ?? '')?.get(name)
    const before = cell?.head
    if (!cell || !before) return
    cell.write(revision, undefined, false)
    this.whole.remove(cell, before, revision)
    this.refile(cell, before, undefined, revision)
  }

  /** Drops what can only be seen before `floor`. */
  compact(floor: Revision): void {
    for (const cells of this.cells.values())
      for (const cell of cells.values()) {
        cell.compact(floor)
        if (cell.isForgotten) cells.delete(cell.name)
      }
    this.whole.forget()
    for (const { buckets } of this.allIndexes)
      for (const [value, bucket] of buckets) if (bucket.forget()) buckets.delete(value)
  }

  /** A table that holds what this one held at `revision`, and its history before it; heartbeats up to `quietUntil`. */
  fork(kind: string, revision: Revision, quietUntil: Revision): Table {
    const fork = new Table(kind)
    const until = this.isLatestOnly ? quietUntil : revision
    const entries = this.whole.everybody().flatMap(cell => cell.upTo(until).map(version => ({ cell, version })))
    entries.sort((a, b) => a.version.revision - b.version.revision || compareText(a.cell.id, b.cell.id))
    for (const { cell, version } of entries)
      if (version.object) fork.put(version.object, Math.min(version.revision, revision), version.revision)
      else fork.remove(cell.name, cell.namespace, version.revision)
    return fork
  }

  private index(name: string): Index {
    const index = this.indexes.get(name)
    if (!index) throw new RangeError(`no index ${name}`)
    return index
  }

  private refile(
    cell: FiledCell,
    before: KubernetesObject | undefined,
    after: KubernetesObject | undefined,
    revision: Revision,
  ): void {
    const { allIndexes } = this
    for (let place = 0; place < allIndexes.length; place++) {
      const index = allIndexes[place] as Index
      const had = cell.filings[place] ?? nowhere
      const has = after ? once(index.valuesOf(after)) : none
      // Nearly always an object stays where it is.
      if (had.length === has.length && had.every((bucket, i) => bucket.value === has[i]))
        for (const bucket of had) {
          index.touches?.add(bucket.value, revision)
          bucket.touch(cell, before as KubernetesObject, revision)
        }
      else cell.filings[place] = move(index, cell, before, had, has, revision)
    }
  }

  private cell(name: string, namespace: string | undefined): FiledCell {
    let cells = this.cells.get(namespace ?? '')
    if (!cells) {
      cells = new Map()
      this.cells.set(namespace ?? '', cells)
    }
    let cell = cells.get(name)
    if (!cell) {
      cell = new FiledCell(name, namespace)
      cells.set(name, cell)
    }
    return cell
  }
}

/** How those who were ever in a bucket were at a revision; not all of them were filed there then. */
function oldList(bucket: Bucket, revision: Revision): readonly KubernetesObject[] {
  const objects: KubernetesObject[] = []
  for (const cell of bucket.everybody()) {
    const object = cell.at(revision)
    if (object) objects.push(object)
  }
  return objects
}

/** Takes a cell out of the buckets it no longer belongs in, and puts it into those it now does. */
function move(
  { buckets, touches }: Index,
  cell: Cell,
  before: KubernetesObject | undefined,
  had: readonly Bucket[],
  has: readonly string[],
  revision: Revision,
): readonly Bucket[] {
  for (const bucket of had)
    if (!has.includes(bucket.value)) {
      touches?.add(bucket.value, revision)
      bucket.remove(cell, before as KubernetesObject, revision)
    }
  return has.map(value => {
    touches?.add(value, revision)
    let bucket = buckets.get(value)
    if (!bucket) {
      bucket = new Bucket(value)
      buckets.set(value, bucket)
    }
    if (had.includes(bucket)) bucket.touch(cell, before as KubernetesObject, revision)
    else bucket.add(cell, revision)
    return bucket
  })
}

/** Whoever mounts a claim twice is filed once. */
function once(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)]
}
