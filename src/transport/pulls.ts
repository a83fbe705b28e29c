import type { HttpRequest, HttpResponse } from '../client'

/** What pulls need of a world. */
export interface Pulled {
  /** The number of the last commit: as long as it is the same, so are all answers. */
  revision(): number
  handle(request: HttpRequest): HttpResponse
}

/**
 * Requests that wait for something to tell. A watch is a pull (`HttpResponse.next`); a pull that waits here is answered when its answer is not
 * empty, or when there is nothing to come (410). Meanwhile it moves on with the store, so that it never grows too old. Those who wait for the
 * same are told the same: many watchers cost hardly more than one.
 */
export class Pulls {
  private readonly waiting = new Map<number, HttpRequest>()
  private readonly world: Pulled
  private readonly answer: (id: number, response: HttpResponse) => void
  private readonly told = new Map<string, HttpResponse>()
  /** The revision that `told` is about. */
  private toldRevision = -1
  private seenRevision = -1

  constructor(world: Pulled, answer: (id: number, response: HttpResponse) => void) {
    this.world = world
    this.answer = answer
  }

  /** Answers at once if there is something to tell already. */
  add(id: number, request: HttpRequest): void {
    this.ask(id, request)
  }

  cancel(id: number): void {
    this.waiting.delete(id)
  }

  /** Asks again for all who wait, if the store has moved since. */
  wake(): void {
    const revision = this.world.revision()
    if (revision === this.seenRevision) return
    this.seenRevision = revision
    for (const [id, request] of [...this.waiting]) this.ask(id, request)
  }

  private ask(id: number, request: HttpRequest): void {
    const response = this.present(request)
    if (response.next !== undefined && isEmpty(response.body)) {
      this.waiting.set(id, { ...request, path: response.next })
      return
    }
    this.waiting.delete(id)
    this.answer(id, response)
  }

  private present(request: HttpRequest): HttpResponse {
    const revision = this.world.revision()
    if (revision !== this.toldRevision) this.told.clear()
    this.toldRevision = revision
    const key = `${request.accept ?? ''} ${request.path}`
    let response = this.told.get(key)
    if (!response) {
      response = this.world.handle(request)
      this.told.set(key, response)
    }
    return response
  }
}

function isEmpty(body: unknown): boolean {
  return body === '' || (Array.isArray(body) && body.length === 0)
}
