import type { HttpRequest, HttpResponse } from '../../client'
import type { Store } from '../../store'
import type { PullingClient } from '../client'
import { PacedWorld, type Passable, type RealTime } from '../paced-world'
import type { ClockSpec } from '../protocol'
import { Pulls } from '../pulls'

/** What a headless cluster needs of a world; `World` fits. */
export interface HeadlessWorld extends Passable {
  readonly store: Pick<Store, 'revision' | 'subscribe'>
}

/** A cluster without a page: a world in real time, asked by whoever has a socket. */
export class HeadlessCluster implements PullingClient {
  private readonly paced: PacedWorld
  private readonly pulls: Pulls
  private readonly waiting = new Map<number, (response: HttpResponse) => void>()
  private readonly unsubscribe: () => void
  private lastId = 0
  private isWaking = false

  constructor(world: HeadlessWorld, time: RealTime, clock: ClockSpec) {
    this.paced = new PacedWorld(world, time, clock, () => undefined)
    this.pulls = new Pulls(
      request => world.handle(request),
      (id, response) => {
        this.waiting.get(id)?.(response)
        this.waiting.delete(id)
      },
    )
    // Commits come in bursts: whoever watches is told once for each.
    this.unsubscribe = world.store.subscribe(() => {
      if (this.isWaking) return
      this.isWaking = true
      time.after(0, () => {
        this.isWaking = false
        this.pulls.wake(world.store.revision)
      })
    })
    this.paced.turn()
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    return this.paced.answer(request)
  }

  pull(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    return new Promise(resolve => {
      if (signal.aborted) return
      const id = ++this.lastId
      this.waiting.set(id, resolve)
      signal.addEventListener('abort', () => {
        this.waiting.delete(id)
        this.pulls.cancel(id)
      })
      this.pulls.add(id, request)
    })
  }

  /** Time stands still from now on, and nobody is told anything more. */
  stop(): void {
    this.paced.stop()
    this.unsubscribe()
  }
}
