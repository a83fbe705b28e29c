import { type KubernetesObject, objectKey, type Time } from '../../kinds'
import type { Change, Frame } from '../../store'
import type { Reading } from './kind-reader'

/** After so many commits a replica is told everything anew, so that what was long ago is forgotten. */
const commitsMost = 5000

/**
 * Makes frames for a replica out of what was read of a cluster elsewhere. Revisions are the feed's own: a server's are no numbers that a page
 * may count with.
 */
export class Feed {
  private readonly objects = new Map<string, Map<string, KubernetesObject>>()
  private revision = 0
  private resetAt: number | undefined

  /** The frame that follows on the last one; undefined when nothing has changed. */
  frame(readings: readonly (readonly [kind: string, reading: Reading])[], time: Time): Frame | undefined {
    const changes = readings.flatMap(([kind, reading]) => this.take(kind, reading))
    const isFirst = this.resetAt === undefined
    if (changes.length === 0 && !isFirst) return undefined
    const from = this.revision
    const to = ++this.revision
    if (isFirst || to - (this.resetAt ?? 0) > commitsMost) return this.reset(to, time)
    const cause = { actor: 'cluster', verb: 'watch' }
    return { from, to, commits: [{ revision: to, time, cause, changes }] }
  }

  /** Sends everything anew next time: the replica could not follow. */
  forget(): void {
    this.resetAt = undefined
  }

  private reset(to: number, time: Time): Frame {
    this.resetAt = to
    const objects = [...this.objects.values()].flatMap(table => [...table.values()])
    return { from: -1, to, commits: [], reset: { objects, time } }
  }

  private take(kind: string, { everything, news }: Reading): Change[] {
    const table = this.objects.get(kind) ?? new Map<string, KubernetesObject>()
    this.objects.set(kind, table)
    const changes: Change[] = []
    if (everything) {
      const present = new Set(everything.map(keyOf))
      for (const [key, object] of [...table]) if (!present.has(key)) push(changes, remove(table, object))
      for (const object of everything) push(changes, put(table, object))
    }
    for (const { object, isGone } of news) push(changes, isGone ? remove(table, object) : put(table, object))
    return changes
  }
}

type Table = Map<string, KubernetesObject>

function put(table: Table, after: KubernetesObject): Change | undefined {
  const before = table.get(keyOf(after))
  if (before && versionOf(before) === versionOf(after)) return undefined
  table.set(keyOf(after), after)
  return { ...nameOf(after), ...(before && { before }), after }
}

function remove(table: Table, { metadata, kind }: KubernetesObject): Change | undefined {
  const key = objectKey(kind, metadata.namespace, metadata.name)
  const before = table.get(key)
  if (!before) return undefined
  table.delete(key)
  return { ...nameOf(before), before }
}

function versionOf({ metadata }: KubernetesObject): string {
  return `${metadata.uid}/${metadata.resourceVersion}`
}

function push(changes: Change[], change: Change | undefined): void {
  if (change) changes.push(change)
}

function keyOf({ kind, metadata }: KubernetesObject): string {
  return objectKey(kind, metadata.namespace, metadata.name)
}

function nameOf({ kind, metadata: { name, namespace } }: KubernetesObject) {
  return { kind, name, ...(namespace && { namespace }) }
}
