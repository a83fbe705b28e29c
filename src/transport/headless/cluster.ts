import type { HttpRequest, HttpResponse } from '../../client'
import type { Store } from '../../store'
import { nothingMore, type PullingClient } from '../client'
import { PacedWorld, type Passable, type RealTime } from '../paced-world'
import type { ClockSpec } from '../protocol'
import { Pulls } from '../pulls'

/** What must be told of everything before it is answered; `Journal` fits. */
export interface Notary {
  /** Resolves when what has happened until now will not be forgotten. */
  flushed(clock: ClockSpec): Promise<void>
}

/** What a headless cluster needs of a world; `World` fits. */
export interface HeadlessWorld extends Passable {
  readonly store: Pick<Store, 'revision' | 'subscribe'>
}

/** How much of the cluster's doings may be forgotten while nobody asks, in real milliseconds. */
const unaskedMs = 1000

/** A cluster without a page: a world in real time, asked by whoever has a socket. */
export class HeadlessCluster implements PullingClient {
  private readonly paced: PacedWorld
  private readonly pulls: Pulls
  private readonly waiting = new Map<number, (response: HttpResponse) => void>()
  private readonly unsubscribe: () => void
  private lastId = 0
  private readonly notary: Notary | undefined

  constructor(world: HeadlessWorld, time: RealTime, clock: ClockSpec, notary?: Notary) {
    this.notary = notary
    this.paced = new PacedWorld(world, time, clock, () => undefined)
    this.pulls = new Pulls(
      { revision: () => world.store.revision, handle: request => world.handle(request) },
      (id, response) => {
        const resolve = this.waiting.get(id)
        this.waiting.delete(id)
        if (resolve) this.kept().then(() => resolve(response), noAnswer)
      },
    )
    const tellSoon = once(time, 0, () => this.pulls.wake())
    const keepSoon = once(time, unaskedMs, () => void this.kept().catch(noAnswer))
    this.unsubscribe = world.store.subscribe(() => {
      tellSoon()
      keepSoon()
    })
    this.paced.turn()
  }

  /** The answer, which is not given before what it says is safe. */
  async request(request: HttpRequest): Promise<HttpResponse> {
    const response = this.paced.answer(request)
    await this.kept()
    return response
  }

  pull(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    return new Promise(resolve => {
      if (signal.aborted) return resolve(nothingMore)
      const id = ++this.lastId
      const callOff = () => {
        this.waiting.delete(id)
        this.pulls.cancel(id)
        resolve(nothingMore)
      }
      signal.addEventListener('abort', callOff)
      this.waiting.set(id, response => {
        signal.removeEventListener('abort', callOff)
        resolve(response)
      })
      this.pulls.add(id, request)
    })
  }

  /** The clock as it is now. */
  clock(): ClockSpec {
    return this.paced.clock()
  }

  /** Time stands still from now on, and nobody is told anything more. */
  stop(): void {
    this.paced.stop()
    this.unsubscribe()
  }

  private async kept(): Promise<void> {
    await this.notary?.flushed(this.paced.clock())
  }
}

/** Commits come in bursts: what they call for is done once, this much later. */
function once(time: RealTime, delayMs: number, act: () => void): () => void {
  let isDue = false
  return () => {
    if (isDue) return
    isDue = true
    time.after(delayMs, () => {
      isDue = false
      act()
    })
  }
}

/** What cannot be kept is not told; the journal says so to whoever runs it. */
function noAnswer(): void {}
