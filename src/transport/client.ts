import type { Client, HttpRequest, HttpResponse } from '../client'
import type { Frame } from '../store'
import type { ClientMessage, ClockStatus, HostMessage } from './protocol'

/** What the worker has to tell at a time: what happened, if anything did, and the clock. */
export interface News {
  readonly frame?: Frame
  readonly clock: ClockStatus
}

/** What the page listens to. */
export interface WorldListener {
  /** Says whether the frame could be taken in; if not, everything is sent anew. */
  onNews(news: News): boolean
  /** The worker died: nothing more will come. */
  onFailure(message: string): void
}

/** A client that can wait for what a watch has to tell. */
export interface PullingClient extends Client {
  /** Asks for the next part of a watch (`HttpResponse.next`); answers when there is something to tell, or that it is over once `signal` is aborted. */
  pull(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>
}

/** A cluster in a worker, seen from the page. */
export interface WorkerClient extends PullingClient {
  close(): void
}

/** The answer to a pull that was called off: nothing, and nothing after it. */
export const nothingMore: HttpResponse = { code: 200, contentType: 'application/json', body: [] }

/** Speaks to the host in `worker`: requests go in, answers, frames and the clock come out. */
export function connectWorker(worker: Worker, listener: WorldListener): WorkerClient {
  const waiting = new Map<number, (response: HttpResponse) => void>()
  let lastId = 0
  const post = (message: HostMessage) => worker.postMessage(message)

  worker.onmessage = ({ data }: MessageEvent<ClientMessage>) => {
    if ('id' in data) {
      waiting.get(data.id)?.(data.response)
      waiting.delete(data.id)
      return
    }
    if (!listener.onNews(data)) return post({ resync: true })
    // Not before this one is drawn: a page that is slow, or that nobody sees, gets fewer and larger frames.
    requestAnimationFrame(() => post({ acknowledge: true }))
  }
  worker.onerror = event => {
    event.preventDefault()
    listener.onFailure(event.message || 'The cluster could not be started')
  }

  return {
    request: (request: HttpRequest) =>
      new Promise<HttpResponse>(resolve => {
        lastId++
        waiting.set(lastId, resolve)
        post({ id: lastId, request })
      }),
    pull: (request: HttpRequest, signal: AbortSignal) =>
      new Promise<HttpResponse>(resolve => {
        if (signal.aborted) return resolve(nothingMore)
        const id = ++lastId
        const onAbort = () => {
          if (waiting.delete(id)) post({ cancel: id })
          resolve(nothingMore)
        }
        waiting.set(id, response => {
          signal.removeEventListener('abort', onAbort)
          resolve(response)
        })
        signal.addEventListener('abort', onAbort, { once: true })
        post({ id, pull: request })
      }),
    close: () => worker.terminate(),
  }
}
