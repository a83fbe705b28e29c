import { assert } from '../base'
import { type KubernetesObject, type Time, tableOf } from '../kinds'
import { idOf } from './cell'
import { freezeDeeply } from './freeze'
import { CommitLog, heartbeatKey } from './log'
import { memoKind, memoObject, Tables } from './tables'
import type { Cause, Change, Commit, Revision, Snapshot, Store, Tx, View } from './types'

export interface StoreOptions {
  /** The clock of the world; asked once per commit. */
  readonly clock: () => Time
  /** Deep-freezes what is written, to catch writers of shared values. For tests: it costs time. */
  readonly freezes?: boolean
  /** How many commits are kept before the oldest are compacted. */
  readonly keptCommits?: number
}

const defaultKeptCommits = 100_000

/** The MVCC store: every fact has a revision, everybody reads at a revision, only the head can be written. */
export class VersionedStore implements Store {
  revision: Revision = 0
  floor: Revision = 0
  private tables = new Tables()
  private log = new CommitLog()
  private headView: View | undefined
  private isCommitting = false
  /** When the snapshot was taken that this store goes on from. */
  private restoredTime: Time | undefined
  private readonly options: StoreOptions
  private readonly listeners = new Set<(revision: Revision) => void>()

  constructor(options: StoreOptions) {
    this.options = options
  }

  at(revision: Revision = this.revision): View {
    if (revision === this.revision) {
      this.headView ??= this.tables.viewAt(revision, this.timeOf(revision))
      return this.headView
    }
    if (revision < this.floor) throw new RangeError(`revision ${revision} is compacted; the oldest is ${this.floor}`)
    if (revision > this.revision)
      throw new RangeError(`revision ${revision} is in the future; the head is ${this.revision}`)
    return this.tables.viewAt(revision, this.timeOf(revision))
  }

  commit(cause: Cause, write: (tx: Tx) => void): Revision {
    assert(!this.isCommitting, 'a commit may not start inside a commit')
    this.isCommitting = true
    const tx = new PendingCommit(this.revision + 1, this.at())
    try {
      write(tx)
    } finally {
      this.isCommitting = false
    }
    const changes = tx.changes()
    if (changes.length > 0) this.append({ revision: tx.revision, time: this.options.clock(), cause, changes })
    return this.revision
  }

  changesSince(revision: Revision): readonly Commit[] | 'compacted' {
    return revision < this.floor ? 'compacted' : this.log.since(revision)
  }

  subscribe(wake: (revision: Revision) => void): () => void {
    this.listeners.add(wake)
    return () => this.listeners.delete(wake)
  }

  /** Every object at the head: what a new replica starts from. */
  *objects(): Iterable<KubernetesObject> {
    for (const object of this.tables.objectsAt(this.revision)) if (object.kind !== memoKind) yield object
  }

  snapshotBefore(before: Time): Snapshot {
    const kept = this.log
      .since(this.floor)
      .findLast(({ time, changes }) => time < before && heartbeatKey(changes) === undefined)
    const revision = kept?.revision ?? this.floor
    return { revision, time: this.timeOf(revision), objects: [...this.tables.objectsAt(revision)] }
  }

  /** A store that goes on from a snapshot and what happened after it. The changes of those commits need not say what was before. */
  static restored(
    { revision, time, objects }: Snapshot,
    commits: Iterable<Commit>,
    options: StoreOptions,
  ): VersionedStore {
    const store = new VersionedStore(options)
    store.restoredTime = time
    const changes = objects.map(object =>
      changeOf(tableOf(object), object.metadata.name, object.metadata.namespace, object),
    )
    store.tables.apply(changes, revision)
    store.revision = revision
    store.floor = revision
    for (const commit of commits) store.append(store.completed(commit))
    return store
  }

  /** A store of its own that begins as this one was at `revision`, history included. */
  fork(revision: Revision, options: StoreOptions): VersionedStore {
    const fork = new VersionedStore(options)
    fork.tables = this.tables.fork(revision, this.log.quietUntil(revision))
    for (const commit of this.log.since(this.floor)) if (commit.revision <= revision) fork.log.push(commit)
    fork.revision = revision
    fork.floor = this.floor
    return fork
  }

  /** A commit whose changes say what was before, which the head knows. */
  private completed(commit: Commit): Commit {
    const changes = commit.changes.map(({ kind, name, namespace, after }) => {
      const before = this.tables.of(kind).get(name, namespace, this.revision)
      return { ...changeOf(kind, name, namespace, after), ...(before && { before }) }
    })
    return { ...commit, changes }
  }

  private append(commit: Commit): void {
    if (this.options.freezes) for (const { after } of commit.changes) freezeDeeply(after)
    this.tables.apply(commit.changes, commit.revision)
    this.log.push(commit)
    this.revision = commit.revision
    this.headView = undefined
    this.compact()
    for (const wake of this.listeners) wake(this.revision)
  }

  private compact(): void {
    const kept = this.options.keptCommits ?? defaultKeptCommits
    if (this.log.length <= kept * 1.25) return
    this.floor = Math.max(this.floor, this.log.dropUntil(kept))
    this.tables.compact(this.floor)
  }

  private timeOf(revision: Revision): Time {
    return this.log.at(revision)?.time ?? this.restoredTime ?? this.options.clock()
  }
}

const none: readonly Change[] = []

function changeOf(
  kind: string,
  name: string,
  namespace: string | undefined,
  after: KubernetesObject | undefined,
): Change {
  return { kind, name, ...(namespace && { namespace }), ...(after && { after }) }
}

function keyOf({ kind, namespace, name }: Change): string {
  return `${kind}/${idOf(name, namespace)}`
}

/** What a commit's function has asked for so far. */
class PendingCommit implements Tx {
  readonly revision: Revision
  private readonly base: View
  /** The only write, as long as there is but one: nearly always. */
  private first: Change | undefined
  private writes: Map<string, Change> | undefined

  constructor(revision: Revision, base: View) {
    this.revision = revision
    this.base = base
  }

  put(object: KubernetesObject): void {
    this.write(tableOf(object), object.metadata.name, object.metadata.namespace, object)
  }

  remove(kind: string, name: string, namespace?: string): void {
    this.write(kind, name, namespace, undefined)
  }

  memo(key: string, value: unknown): void {
    this.write(memoKind, key, undefined, value === undefined ? undefined : memoObject(key, value))
  }

  changes(): readonly Change[] {
    const { first, writes } = this
    if (!writes) return first && first.before !== first.after ? [first] : none
    return [...writes.values()].filter(({ before, after }) => before !== after)
  }

  private write(kind: string, name: string, namespace: string | undefined, after: KubernetesObject | undefined): void {
    const change: { -readonly [K in keyof Change]: Change[K] } = { kind, name }
    if (namespace) change.namespace = namespace
    const before: KubernetesObject | undefined = this.base.get(kind, name, namespace)
    if (before) change.before = before
    if (after) change.after = after
    if (!this.first) this.first = change
    else {
      this.writes ??= new Map([[keyOf(this.first), this.first]])
      this.writes.set(keyOf(change), change)
    }
  }
}
