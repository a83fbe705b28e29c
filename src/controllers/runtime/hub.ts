import type { Result, WriteRequest } from '../../client'
import type { KubernetesObject, Time } from '../../kinds'
import { chanceBetween, type Loop, type Seed } from '../../sim'
import type { Change, Commit, Revision, Store } from '../../store'
import { ControllerRunner, requestMs } from './runner'
import type { Controller } from './types'

/** The API as a controller reaches it: one write, one answer, in process. */
export type Write = (actor: string, request: WriteRequest, because: Revision) => Result<KubernetesObject>

export interface HubOptions {
  readonly store: Store
  readonly loop: Loop
  readonly write: Write
  readonly seed: Seed
}

/** Milliseconds between a commit and a controller's hearing of it: keyed by the controller, so that swarms vary it. */
const watchDelayMs = { least: 1, most: 4 }

/** An object that has gone cannot be found again by looking at everything: how far back a controller may not have heard of it. */
const longestDelayMs = 1000
const recentCommits = 256

/** Connects the store to the controllers: each commit reaches those whose interests name one of the kinds it changed. */
export class ControllerHub {
  private readonly runners: ControllerRunner[] = []
  private readonly runnersByKind = new Map<string, ControllerRunner[]>()
  private readonly options: HubOptions
  private heard: Revision

  constructor(options: HubOptions) {
    this.options = options
    this.heard = options.store.revision
    options.store.subscribe(() => this.distribute())
  }

  /** Adds a controller. It sleeps until something happens, or `wakeAll`. */
  add(controller: Controller): void {
    const { seed } = this.options
    const { least, most } = watchDelayMs
    const watchMs = controller.watchMs ?? chanceBetween(least, most, seed, 'watch-delay', controller.name)
    const delayMs = watchMs + (controller.liveReads ?? 0) * requestMs
    const runner = new ControllerRunner(controller, { ...this.options, delayMs })
    this.runners.push(runner)
    for (const kind of new Set(controller.interests.map(interest => interest.kind))) {
      const runners = this.runnersByKind.get(kind)
      if (runners) runners.push(runner)
      else this.runnersByKind.set(kind, [runner])
    }
  }

  /**
   * Makes every controller look at everything, and at what has just gone: after a fork, where all wake-ups are lost. At rest it must change
   * nothing.
   */
  wakeAll(): void {
    const { loop, store } = this.options
    for (const runner of this.runners) runner.wakeAll(loop.now)
    const recent = store.changesSince(Math.max(store.floor, store.revision - recentCommits))
    if (recent === 'compacted') return
    for (const { time, changes } of recent)
      if (time >= loop.now - longestDelayMs)
        for (const change of changes) if (!change.after) this.tell(change, loop.now)
  }

  private distribute(): void {
    const commits = this.options.store.changesSince(this.heard)
    this.heard = this.options.store.revision
    if (commits === 'compacted') this.wakeAll()
    else for (const commit of commits) this.hear(commit, this.options.loop.now)
  }

  private hear(commit: Commit, now: Time): void {
    for (const change of commit.changes) this.tell(change, now)
  }

  private tell(change: Change, now: Time): void {
    const runners = this.runnersByKind.get(change.kind)
    if (runners) for (const runner of runners) runner.hear(change, now)
  }
}
