import { type KubernetesObject, type Time, tableOf } from '../kinds'
import { CommitLog } from './log'
import { Tables } from './tables'
import type { Commit, Revision, View } from './types'

/** What one store tells another: contiguous commits, or everything anew. */
export interface Frame {
  /** The revision that the receiver must be at; -1 with `reset`. */
  readonly from: Revision
  readonly to: Revision
  readonly commits: readonly Commit[]
  /** All objects at `to`: forget what you had. */
  readonly reset?: { readonly objects: readonly KubernetesObject[]; readonly time: Time }
}

/** Follows a store elsewhere by its frames; reading works as on the original, at every revision since the last reset. */
export class Replica {
  revision: Revision = 0
  /** The oldest revision that can be read. */
  floor: Revision = 0
  private tables = new Tables()
  private log = new CommitLog()
  private headView: View | undefined
  private resetTime: Time = 0

  /** Takes a frame in. False when it does not follow on what is here: ask for a reset. */
  apply(frame: Frame): boolean {
    if (frame.reset) this.reset(frame.reset.objects, frame.to, frame.reset.time)
    else if (frame.from !== this.revision) return false
    for (const commit of frame.commits) {
      this.tables.apply(commit.changes, commit.revision)
      this.log.push(commit)
    }
    this.revision = frame.to
    this.headView = undefined
    return true
  }

  at(revision: Revision = this.revision): View {
    if (revision === this.revision) {
      this.headView ??= this.tables.viewAt(revision, this.timeOf(revision))
      return this.headView
    }
    return this.tables.viewAt(revision, this.timeOf(revision))
  }

  /** Commits after `revision` that this replica has seen. */
  commitsSince(revision: Revision): readonly Commit[] {
    return this.log.since(revision)
  }

  private reset(objects: readonly KubernetesObject[], revision: Revision, time: Time): void {
    this.tables = new Tables()
    this.log = new CommitLog()
    this.floor = revision
    this.resetTime = time
    const changes = objects.map(object => ({
      kind: tableOf(object),
      name: object.metadata.name,
      ...(object.metadata.namespace && { namespace: object.metadata.namespace }),
      after: object,
    }))
    this.tables.apply(changes, revision)
  }

  private timeOf(revision: Revision): Time {
    return this.log.at(revision)?.time ?? this.resetTime
  }
}
