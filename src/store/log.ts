import { idOf } from './cell'
import { latestOnlyKinds } from './indexes'
import type { Change, Commit, Revision } from './types'

/** A commit in the log; `isSuperseded` once a later heartbeat has made it worthless. */
interface Entry {
  readonly commit: Commit
  isSuperseded: boolean
}

/**
 * The commits, oldest first. A commit that only renews latest-only objects (a Lease's heartbeat) replaces the one before it, so that an
 * idle cluster's log does not grow.
 */
export class CommitLog {
  private entries: Entry[] = []
  private readonly heartbeats = new Map<string, Entry>()
  private supersededCount = 0

  get length(): number {
    return this.entries.length
  }

  get last(): Commit | undefined {
    return this.entries[this.entries.length - 1]?.commit
  }

  push(commit: Commit): void {
    const entry = { commit, isSuperseded: false }
    this.entries.push(entry)
    const key = heartbeatKey(commit.changes)
    if (key === undefined) return
    const previous = this.heartbeats.get(key)
    if (previous) {
      previous.isSuperseded = true
      this.supersededCount++
    }
    this.heartbeats.set(key, entry)
    if (this.supersededCount > 64 && this.supersededCount * 2 > this.entries.length) this.sweep()
  }

  /** Commits after `revision`. */
  since(revision: Revision): readonly Commit[] {
    const commits: Commit[] = []
    for (let i = this.indexAfter(revision); i < this.entries.length; i++) {
      const entry = this.entries[i] as Entry
      if (!entry.isSuperseded) commits.push(entry.commit)
    }
    return commits
  }

  /** The last commit at or before `revision`. */
  at(revision: Revision): Commit | undefined {
    return this.entries[this.indexAfter(revision) - 1]?.commit
  }

  /**
   * Up to where heartbeats belong to what was true at `revision`. At a commit that is kept that is the revision itself; at a heartbeat's it is
   * the end of the quiet stretch around it, of which only the last heartbeats are kept.
   */
  quietUntil(revision: Revision): Revision {
    const index = this.indexAfter(revision)
    const commit = this.entries[index - 1]?.commit
    if (commit?.revision === revision && heartbeatKey(commit.changes) === undefined) return revision
    const next = this.entries.slice(index).find(entry => heartbeatKey(entry.commit.changes) === undefined)
    return next ? next.commit.revision - 1 : Math.max(revision, this.last?.revision ?? 0)
  }

  /** Drops the oldest commits until `count` remain; the revision before the oldest one left. */
  dropUntil(count: number): Revision {
    const dropped = this.entries.splice(0, Math.max(0, this.entries.length - count))
    return dropped[dropped.length - 1]?.commit.revision ?? 0
  }

  /** Searches from the end, in growing steps and then by halves: nearly everybody asks about the latest commits. */
  private indexAfter(revision: Revision): number {
    let high = this.entries.length
    let low = high - 1
    for (let step = 1; low >= 0 && this.revisionAt(low) > revision; step *= 2) {
      high = low
      low -= step
    }
    low = Math.max(low, 0)
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.revisionAt(middle) <= revision) low = middle + 1
      else high = middle
    }
    return low
  }

  private revisionAt(index: number): Revision {
    return (this.entries[index] as Entry).commit.revision
  }

  private sweep(): void {
    this.entries = this.entries.filter(entry => !entry.isSuperseded)
    this.supersededCount = 0
  }
}

/** Which heartbeat a commit is, `Kind/namespace/name`; undefined for every commit that does anything else. */
export function heartbeatKey(changes: readonly Change[]): string | undefined {
  const [change] = changes
  if (changes.length !== 1 || !change || !latestOnlyKinds.has(change.kind)) return undefined
  return change.before && change.after ? `${change.kind}/${idOf(change.name, change.namespace)}` : undefined
}
