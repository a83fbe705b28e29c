import type { KubernetesObject, Time } from '../kinds'
import { heartbeatKey } from './log'
import { Table } from './table'
import type { Change, ObjectOf, Revision, View } from './types'

/** An actor's note as it lies in the store: the kind `Memo`, which the API does not serve. */
export interface Memo extends KubernetesObject {
  readonly value: unknown
}

export const memoKind = 'Memo'

/** A note as an object of the table `Memo`. */
export function memoObject(key: string, value: unknown): Memo {
  const metadata = { name: key, uid: '', resourceVersion: '', creationTimestamp: '' }
  return { apiVersion: 'internal/v1', kind: memoKind, metadata, value }
}

/** All notes whose key begins with `actor/section/`. */
export function memosAt(view: View, section: string): readonly Memo[] {
  return view.lookup(memoKind, 'section', section) as readonly KubernetesObject[] as readonly Memo[]
}

/** Those of them that name this node: their value has it as `node`. */
export function memosOnNodeAt(view: View, section: string, node: string): readonly Memo[] {
  return view.lookup(memoKind, 'node', `${section}/${node}`) as readonly KubernetesObject[] as readonly Memo[]
}

/**
 * The values of an index under which something may have changed between two views of one store; undefined when that is not known, as when it is
 * asked for the first time. It takes no longer than there are changes.
 */
export function touchedBetween(
  before: View,
  after: View,
  kind: string,
  index: string,
): ReadonlySet<string> | undefined {
  if (!(before instanceof TablesView && after instanceof TablesView)) return undefined
  return after.touchedSince(before, kind, index)
}

/** The tables of all kinds, made as kinds turn up. */
export class Tables {
  private readonly tables = new Map<string, Table>()
  /** The last revision that was more than a heartbeat. */
  private lastKept: Revision = 0

  of(kind: string): Table {
    let table = this.tables.get(kind)
    if (!table) {
      table = new Table(kind)
      this.tables.set(kind, table)
    }
    return table
  }

  apply(changes: readonly Change[], revision: Revision): void {
    for (const { kind, name, namespace, after } of changes) {
      const table = this.of(kind)
      if (after) table.put(after, revision, this.lastKept)
      else table.remove(name, namespace, revision)
    }
    if (heartbeatKey(changes) === undefined) this.lastKept = revision
  }

  compact(floor: Revision): void {
    for (const table of this.tables.values()) table.compact(floor)
  }

  /** Tables of their own that hold what these held at `revision`; see `CommitLog.quietUntil`. */
  fork(revision: Revision, quietUntil: Revision): Tables {
    const fork = new Tables()
    fork.lastKept = revision
    for (const [kind, table] of this.tables) fork.tables.set(kind, table.fork(kind, revision, quietUntil))
    return fork
  }

  /** Every object at a revision, in the order of kinds' first appearance. */
  *objectsAt(revision: Revision): Iterable<KubernetesObject> {
    for (const table of this.tables.values()) yield* table.all(revision)
  }

  viewAt(revision: Revision, time: Time): View {
    return new TablesView(this, revision, time)
  }
}

class TablesView implements View {
  readonly revision: Revision
  readonly time: Time
  private readonly tables: Tables

  constructor(tables: Tables, revision: Revision, time: Time) {
    this.tables = tables
    this.revision = revision
    this.time = time
  }

  get<K extends string>(kind: K, name: string, namespace?: string): ObjectOf<K> | undefined {
    return this.tables.of(kind).get(name, namespace, this.revision) as ObjectOf<K> | undefined
  }

  list<K extends string>(kind: K, namespace?: string): readonly ObjectOf<K>[] {
    const table = this.tables.of(kind)
    const objects = namespace ? table.lookup('namespace', namespace, this.revision) : table.all(this.revision)
    return objects as readonly ObjectOf<K>[]
  }

  lookup<K extends string>(kind: K, index: string, value: string): readonly ObjectOf<K>[] {
    return this.tables.of(kind).lookup(index, value, this.revision) as readonly ObjectOf<K>[]
  }

  touchedSince(before: TablesView, kind: string, index: string): ReadonlySet<string> | undefined {
    if (before.tables !== this.tables) return undefined
    return this.tables.of(kind).touchedSince(index, Math.min(before.revision, this.revision))
  }

  memo(key: string): unknown {
    return (this.tables.of(memoKind).get(key, undefined, this.revision) as Memo | undefined)?.value
  }
}
