import { Heap } from '../base'
import type { Time } from '../kinds'

/** Somebody who can be woken. A wake-up is a hint: being woken for nothing must do nothing. */
export interface Actor {
  readonly name: string
  wake(key: string, now: Time): void
}

interface WakeUp {
  readonly at: Time
  /** Orders wake-ups of one instant by when they were asked for. */
  readonly sequence: number
  readonly actor: Actor
  readonly key: string
  /** An earlier one has taken its place. */
  isStale: boolean
}

/**
 * The agenda and the only clock of a world. Time jumps from wake-up to wake-up; between two of them nothing happens. At most one wake-up is
 * pending for an actor and key: the earliest asked for.
 */
export class Loop {
  now: Time
  /** Wake-ups so far, a measure of work. */
  stepCount = 0
  private sequence = 0
  private readonly agenda = new Heap<WakeUp>((a, b) => (a.at !== b.at ? a.at < b.at : a.sequence < b.sequence))
  private readonly pending = new Map<Actor, Map<string, WakeUp>>()

  constructor(now: Time) {
    this.now = now
  }

  /** Wakes `actor` for `key` at `at`, or at once if that is past. A later wake-up for the same key is replaced. */
  schedule(at: Time, actor: Actor, key: string): void {
    const time = Math.max(at, this.now)
    let wakeUps = this.pending.get(actor)
    if (!wakeUps) {
      wakeUps = new Map()
      this.pending.set(actor, wakeUps)
    }
    const known = wakeUps.get(key)
    if (known) {
      if (known.at <= time) return
      known.isStale = true
    }
    const wakeUp = { at: time, sequence: this.sequence++, actor, key, isStale: false }
    wakeUps.set(key, wakeUp)
    this.agenda.push(wakeUp)
  }

  /** When the next wake-up is due; undefined when the agenda is empty. */
  get nextAt(): Time | undefined {
    this.dropStale()
    return this.agenda.peek()?.at
  }

  /**
   * Wakes whoever is due up to `until`, in order. `shouldPause` is asked between any two wake-ups. True when `until` was reached; `now` is then
   * `until`.
   */
  run(until: Time, shouldPause?: () => boolean): boolean {
    for (;;) {
      const next = this.nextAt
      if (shouldPause?.()) return false
      if (next === undefined || next > until) break
      this.wakeNext()
    }
    this.now = Math.max(this.now, until)
    return true
  }

  private wakeNext(): void {
    const wakeUp = this.agenda.pop()
    if (!wakeUp) return
    this.pending.get(wakeUp.actor)?.delete(wakeUp.key)
    this.now = wakeUp.at
    this.stepCount++
    wakeUp.actor.wake(wakeUp.key, wakeUp.at)
  }

  private dropStale(): void {
    while (this.agenda.peek()?.isStale) this.agenda.pop()
  }
}
