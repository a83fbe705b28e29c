import { compareText } from '../base'
import type { KubernetesObject } from '../kinds'
import { Bucket } from './bucket'
import { type IndexFunction, indexesOf, latestOnlyKinds } from './indexes'
import type { Revision } from './types'

/** One version of one object; `object` is undefined where it was removed. */
interface Version {
  readonly revision: Revision
  readonly object: KubernetesObject | undefined
}

interface Index {
  readonly valuesOf: IndexFunction
  readonly buckets: Map<string, Bucket>
}

const nothing: readonly KubernetesObject[] = []
const none: readonly string[] = []
const namespaceOf: IndexFunction = object => (object.metadata.namespace ? [object.metadata.namespace] : [])

/** `namespace/name`, or the bare name. */
export function idOf(name: string, namespace: string | undefined): string {
  return namespace ? `${namespace}/${name}` : name
}

/** All versions of all objects of one kind, and the head sorted into buckets by each index. */
export class Table {
  private readonly cells = new Map<string, Version[]>()
  private readonly whole = new Bucket()
  private readonly indexes = new Map<string, Index>()
  private readonly isLatestOnly: boolean

  constructor(kind: string) {
    this.isLatestOnly = latestOnlyKinds.has(kind)
    for (const [name, valuesOf] of Object.entries({ namespace: namespaceOf, ...indexesOf(kind) }))
      this.indexes.set(name, { valuesOf, buckets: new Map() })
  }

  /** The object as it was at `revision`; undefined if it did not exist then. */
  get(id: string, revision: Revision): KubernetesObject | undefined {
    const versions = this.cells.get(id)
    if (!versions) return undefined
    for (let i = versions.length - 1; i >= 0; i--) {
      const version = versions[i] as Version
      if (version.revision <= revision) return version.object
    }
    return undefined
  }

  all(revision: Revision): readonly KubernetesObject[] {
    return this.read(this.whole, revision, undefined, '')
  }

  lookup(indexName: string, value: string, revision: Revision): readonly KubernetesObject[] {
    const index = this.indexes.get(indexName)
    if (!index) throw new RangeError(`no index ${indexName}`)
    const bucket = index.buckets.get(value)
    return bucket ? this.read(bucket, revision, index.valuesOf, value) : nothing
  }

  /**
   * Writes a version. Revisions only grow. `lastKept` is the last revision before that was more than a heartbeat: a version of a latest-only
   * kind that is younger can be replaced, since no kept revision shows it.
   */
  put(id: string, object: KubernetesObject, revision: Revision, lastKept: Revision): void {
    const versions = this.cells.get(id)
    const last = versions?.[versions.length - 1]
    const version = { revision, object }
    if (!versions) this.cells.set(id, [version])
    else if (last && this.isLatestOnly && last.revision > lastKept) versions[versions.length - 1] = version
    else versions.push(version)
    this.whole.put(id, object, revision)
    for (const index of this.indexes.values()) refile(index, id, last?.object, object, revision)
  }

  remove(id: string, revision: Revision): void {
    const versions = this.cells.get(id)
    const before = versions?.[versions.length - 1]?.object
    if (!before) return
    versions?.push({ revision, object: undefined })
    this.whole.remove(id, revision)
    for (const index of this.indexes.values()) refile(index, id, before, undefined, revision)
  }

  /** Drops what can only be seen before `floor`. */
  compact(floor: Revision): void {
    for (const [id, versions] of this.cells) {
      let keep = versions.length - 1
      while (keep > 0 && (versions[keep] as Version).revision > floor) keep--
      if (keep > 0) versions.splice(0, keep)
      const [first] = versions
      if (versions.length === 1 && first && !first.object && first.revision <= floor) this.cells.delete(id)
    }
    const isKnown = (id: string) => this.cells.has(id)
    this.whole.forget(isKnown)
    for (const { buckets } of this.indexes.values())
      for (const [value, bucket] of buckets) if (bucket.forget(isKnown)) buckets.delete(value)
  }

  /** A table that holds what this one held at `revision`, and its history before it; heartbeats up to `quietUntil`. */
  fork(kind: string, revision: Revision, quietUntil: Revision): Table {
    const fork = new Table(kind)
    const until = this.isLatestOnly ? quietUntil : revision
    const entries: { id: string; version: Version }[] = []
    for (const [id, versions] of this.cells)
      for (const version of versions) if (version.revision <= until) entries.push({ id, version })
    entries.sort((a, b) => a.version.revision - b.version.revision || compareText(a.id, b.id))
    for (const { id, version } of entries)
      if (version.object) fork.put(id, version.object, Math.min(version.revision, revision), version.revision)
      else fork.remove(id, version.revision)
    return fork
  }

  private read(bucket: Bucket, revision: Revision, valuesOf: IndexFunction | undefined, value: string) {
    if (bucket.changedAt <= revision) return bucket.all()
    const objects: KubernetesObject[] = []
    for (const id of bucket.everIds()) {
      const object = this.get(id, revision)
      if (object && (!valuesOf || valuesOf(object).includes(value))) objects.push(object)
    }
    return objects
  }
}

function refile(
  index: Index,
  id: string,
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
  revision: Revision,
): void {
  const values = after ? index.valuesOf(after) : none
  if (before)
    for (const value of index.valuesOf(before))
      if (!values.includes(value)) index.buckets.get(value)?.remove(id, revision)
  for (const value of values) {
    let bucket = index.buckets.get(value)
    if (!bucket) {
      bucket = new Bucket()
      index.buckets.set(value, bucket)
    }
    bucket.put(id, after as KubernetesObject, revision)
  }
}
