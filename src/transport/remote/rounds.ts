import type { KindReader, Reading } from './kind-reader'

/** So many requests run at once: a browser has six connections to a server, and a person's clicks and a second tab need some, too. */
const lanes = 4
/** How often a kind is read: one that has just changed, and one that never does, in milliseconds. */
const leastEveryMs = 150
const mostEveryMs = 2500

interface Turn {
  readonly reader: KindReader
  everyMs: number
  dueAt: number
}

/** Whose turn it is: kinds that change are read often, quiet ones now and then, and all of them soon after somebody did something. */
export class Rounds {
  private turns: Turn[] = []
  /** What was read and not handed out yet: a round that fails loses nothing. */
  private readings: (readonly [kind: string, reading: Reading])[] = []
  private wake: (() => void) | undefined

  begin(readers: readonly KindReader[]): void {
    this.readings = []
    this.turns = readers.map(reader => ({ reader, everyMs: leastEveryMs, dueAt: 0 }))
  }

  /** Waits until kinds are due, and reads them. Rejects when a reading fails. */
  async next(
    read: (reader: KindReader) => Promise<Reading | 'refused'>,
  ): Promise<readonly (readonly [kind: string, reading: Reading])[]> {
    const dueAt = Math.min(...this.turns.map(turn => turn.dueAt), performance.now() + mostEveryMs)
    await this.pause(Math.max(0, dueAt - performance.now()))
    const now = performance.now()
    const due = this.turns.filter(turn => turn.dueAt <= now)
    const lane = async () => {
      for (let turn = due.shift(); turn; turn = due.shift()) await this.take(turn, read)
    }
    const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
    const failed = ended.find(end => end.status === 'rejected')
    if (failed) throw failed.reason
    const { readings } = this
    this.readings = []
    return readings
  }

  private async take(turn: Turn, read: (reader: KindReader) => Promise<Reading | 'refused'>): Promise<void> {
    const reading = await read(turn.reader)
    if (reading === 'refused') {
      this.turns = this.turns.filter(other => other !== turn)
      return
    }
    this.readings.push([turn.reader.kind.kind, reading])
    schedule(turn, reading.everything !== undefined || reading.news.length > 0)
  }

  /** Waits, or until somebody is in a hurry. */
  pause(ms: number): Promise<void> {
    if (ms <= 0) return Promise.resolve()
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Everybody's turn is now. */
  hurry(): void {
    for (const turn of this.turns) {
      turn.everyMs = leastEveryMs
      turn.dueAt = 0
    }
    this.wake?.()
  }
}

function schedule(turn: Turn, hasNews: boolean): void {
  turn.everyMs = hasNews ? leastEveryMs : Math.min(mostEveryMs, turn.everyMs * 1.6)
  turn.dueAt = performance.now() + turn.everyMs
}
