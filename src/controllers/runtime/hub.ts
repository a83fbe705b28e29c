import type { Time } from '../../kinds'
import { chanceBetween, type Loop, type Seed } from '../../sim'
import { type Change, isCustomTable, type Revision, type Store, type View } from '../../store'
import { ControllerRunner, requestMs } from './runner'
import { type Controller, everyCustomKind, type Interest, type Write } from './types'

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

interface Listener {
  readonly runner: ControllerRunner
  readonly interest: Interest
}

/**
 * Connects the store to the controllers: each change is shown to the interests in its kind. Which keys it makes worth a look is asked at
 * once, on the world right after it, so that nobody has to be woken for the many changes that concern no key.
 */
export class ControllerHub {
  private readonly runners: ControllerRunner[] = []
  private readonly listenersByKind = new Map<string, Listener[]>()
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
    for (const interest of controller.interests) {
      const listeners = this.listenersByKind.get(interest.kind)
      if (listeners) listeners.push({ runner, interest })
      else this.listenersByKind.set(interest.kind, [{ runner, interest }])
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
        for (const change of changes) if (!change.after) this.tell(change, store.at(), loop.now)
  }

  private distribute(): void {
    const { loop, store } = this.options
    const commits = store.changesSince(this.heard)
    this.heard = store.revision
    if (commits === 'compacted') this.wakeAll()
    else
      for (const { revision, changes } of commits)
        for (const change of changes) this.tell(change, store.at(revision), loop.now)
  }

  private tell(change: Change, view: View, now: Time): void {
    const { kind } = change
    const listeners = this.listenersByKind.get(isCustomTable(kind) ? everyCustomKind : kind)
    if (!listeners) return
    for (const { runner, interest } of listeners)
      runner.hear(interest.keysOf(change, view), now + (interest.afterMs ?? 0))
  }
}
