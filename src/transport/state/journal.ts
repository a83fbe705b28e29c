import type { Time } from '../../kinds'
import type { Revision, Snapshot, Store } from '../../store'
import type { ClockSpec } from '../protocol'
import type { SavedState } from './read-state'
import { StateError } from './state-error'
import { linesOf, StateWriter, type WorldName } from './state-writer'

/** The world that a journal follows; `World` fits. */
export interface Recorded {
  readonly now: Time
  readonly store: Pick<Store, 'revision' | 'changesSince' | 'snapshotBefore'>
}

export interface JournalOptions {
  readonly file: string
  readonly name: WorldName
  /** Called once, when the file can no longer be written: nothing is kept from then on, and nobody who waits is answered. */
  readonly onFailure: (error: StateError) => void
  /** How much a file may grow beyond twice its beginning before it is written anew, in bytes. */
  readonly growthBytes?: number
}

/** A snapshot this much older than the present holds everything that a controller may not have heard of yet (`ControllerHub.wakeAll`). */
const unheardMs = 2000
const defaultGrowthBytes = 4 * 1024 * 1024

/** Somebody's waiting for the disk. */
interface Batch {
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** A file that is to take the place of the present one. */
interface Rewriting {
  /** Resolves when it holds all up to `upTo`. */
  readonly done: Promise<StateWriter>
  readonly upTo: Revision
  isDone: boolean
}

/**
 * Writes down what happens in a world, so that whoever waits for `flushed` before saying something never says what could be forgotten. All who
 * come while the disk is busy share its next turn (group commit).
 */
export class Journal {
  private readonly world: Recorded
  private readonly options: JournalOptions
  private writer: StateWriter
  /** What is on the disk. */
  private syncedRevision: Revision
  private syncedClock: ClockSpec | undefined
  private clock: ClockSpec | undefined
  private beginBytes: number
  private rewriting: Rewriting | undefined
  private next: Batch | undefined
  private isRunning = false
  private failure: StateError | undefined

  private constructor(
    world: Recorded,
    options: JournalOptions,
    writer: StateWriter,
    synced: Revision,
    clock?: ClockSpec,
  ) {
    this.world = world
    this.options = options
    this.writer = writer
    this.syncedRevision = synced
    this.syncedClock = clock
    this.clock = clock
    this.beginBytes = writer.bytes
  }

  /** A file for a world that was not saved before. */
  static async begin(world: Recorded, options: JournalOptions): Promise<Journal> {
    const snapshot = world.store.snapshotBefore(world.now - unheardMs)
    const { revision } = world.store
    const commits = world.store.changesSince(snapshot.revision)
    const writer = await StateWriter.begin(fresh(options.file), snapshot, options.name)
    await writer.append(linesOf(commits === 'compacted' ? [] : commits, undefined))
    await writer.moveTo(fresh(options.file), options.file)
    return new Journal(world, options, writer, revision)
  }

  /** Goes on with the file that the world was restored from. */
  static async resume(world: Recorded, options: JournalOptions, saved: SavedState): Promise<Journal> {
    const writer = await StateWriter.resume(options.file, saved.sum, saved.bytes)
    const journal = new Journal(world, options, writer, world.store.revision, saved.clock)
    journal.beginBytes = saved.snapshotBytes
    return journal
  }

  /** Resolves when the disk holds all that has happened until now. */
  flushed(clock: ClockSpec): Promise<void> {
    this.clock = clock
    if (this.failure) return Promise.reject(this.failure)
    if (!this.isRunning && this.isCurrent()) return Promise.resolve()
    this.next ??= batch()
    const { promise } = this.next
    void this.run()
    return promise
  }

  /** Writes the last and closes the file. */
  async close(clock: ClockSpec): Promise<void> {
    await this.flushed(clock)
    if (this.rewriting) await this.swap(this.rewriting)
    await this.writer.append([{ stoppedAt: this.world.now }])
    await this.writer.sync()
    await this.writer.close()
  }

  private isCurrent(): boolean {
    return this.world.store.revision === this.syncedRevision && !this.changedClock()
  }

  private changedClock(): ClockSpec | undefined {
    const { clock, syncedClock } = this
    return clock?.paused === syncedClock?.paused && clock?.speed === syncedClock?.speed ? undefined : clock
  }

  private async run(): Promise<void> {
    if (this.isRunning) return
    this.isRunning = true
    while (this.next && !this.failure) {
      const turn = this.next
      this.next = undefined
      try {
        if (!this.isCurrent()) await this.write()
        turn.resolve()
      } catch (error) {
        this.fail(turn, error)
      }
    }
    this.isRunning = false
  }

  private fail(turn: Batch | undefined, error: unknown): void {
    const { code = String(error) } = error as NodeJS.ErrnoException
    this.failure = new StateError(`cannot write ${this.options.file}: ${code}. What was answered until now is in it.`)
    turn?.reject(this.failure)
    this.next?.reject(this.failure)
    this.options.onFailure(this.failure)
  }

  private async write(): Promise<void> {
    const { store } = this.world
    const commits = store.changesSince(this.syncedRevision)
    if (commits === 'compacted') return this.swap(this.rewriting ?? this.rewritten())
    if (this.rewriting?.isDone) return this.swap(this.rewriting)
    const [revision, clock] = [store.revision, this.clock]
    await this.writer.append(linesOf(commits, this.changedClock()))
    await this.writer.sync()
    this.syncedRevision = revision
    this.syncedClock = clock
    const { growthBytes = defaultGrowthBytes } = this.options
    if (!this.rewriting && this.writer.bytes > 2 * this.beginBytes + growthBytes) this.rewriting = this.rewritten()
  }

  /** Writes a new file beside the old one, while that goes on. */
  private rewritten(): Rewriting {
    const { store, now } = this.world
    const snapshot = store.snapshotBefore(now - unheardMs)
    const rewriting = { done: this.writtenFrom(snapshot), upTo: snapshot.revision, isDone: false }
    rewriting.done.then(
      () => {
        rewriting.isDone = true
      },
      error => this.fail(undefined, error),
    )
    return rewriting
  }

  private async writtenFrom(snapshot: Snapshot): Promise<StateWriter> {
    const writer = await StateWriter.begin(fresh(this.options.file), snapshot, this.options.name)
    this.beginBytes = writer.bytes
    return writer
  }

  /** Adds to the new file what has happened after its snapshot, and puts it in the place of the old one. */
  private async swap({ done, upTo }: Rewriting): Promise<void> {
    const { store } = this.world
    const writer = await done
    const commits = store.changesSince(upTo)
    if (commits === 'compacted') {
      await writer.close()
      return this.swap(this.rewritten())
    }
    const [revision, clock] = [store.revision, this.clock]
    await writer.append(linesOf(commits, clock))
    await writer.moveTo(fresh(this.options.file), this.options.file)
    await this.writer.close()
    this.writer = writer
    this.rewriting = undefined
    this.syncedRevision = revision
    this.syncedClock = clock
  }
}

function fresh(file: string): string {
  return `${file}.new`
}

function batch(): Batch {
  let resolve = (): void => undefined
  let reject = (_: Error): void => undefined
  const promise = new Promise<void>((accept, refuse) => {
    resolve = accept
    reject = refuse
  })
  return { promise, resolve, reject }
}
