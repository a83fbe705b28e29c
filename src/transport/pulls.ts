import type { HttpRequest, HttpResponse } from '../client'

/**
 * Requests that wait for something to tell. A watch is a pull (`HttpResponse.next`); a pull that waits here is answered when its answer is not
 * empty, or when there is nothing to come (410). Meanwhile it moves on with the store, so that it never grows too old.
 */
export class Pulls {
  private readonly waiting = new Map<number, HttpRequest>()
  private readonly handle: (request: HttpRequest) => HttpResponse
  private readonly answer: (id: number, response: HttpResponse) => void
  private seenRevision = -1

  constructor(handle: (request: HttpRequest) => HttpResponse, answer: (id: number, response: HttpResponse) => void) {
    this.handle = handle
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
  wake(revision: number): void {
    if (revision === this.seenRevision) return
    this.seenRevision = revision
    for (const [id, request] of [...this.waiting]) this.ask(id, request)
  }

  private ask(id: number, request: HttpRequest): void {
    const response = this.handle(request)
    if (response.next !== undefined && isEmpty(response.body)) {
      this.waiting.set(id, { ...request, path: response.next })
      return
    }
    this.waiting.delete(id)
    this.answer(id, response)
  }
}

function isEmpty(body: unknown): boolean {
  return body === '' || (Array.isArray(body) && body.length === 0)
}
