import type { Client, HttpRequest, HttpResponse } from '../client'
import type { Frame } from '../store'
import type { ClientMessage, ClockStatus, HostMessage } from './protocol'

/** What the page listens to. `onFrame` says whether it could take the frame in; if not, everything is sent anew. */
export interface WorldListener {
  onFrame(frame: Frame): boolean
  onClock(clock: ClockStatus): void
  /** The worker died: nothing more will come. */
  onFailure(message: string): void
}

/** A cluster in a worker, seen from the page. */
export interface WorkerClient extends Client {
  close(): void
}

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
    const isFollowing = !data.frame || listener.onFrame(data.frame)
    listener.onClock(data.clock)
    post(isFollowing ? { acknowledge: true } : { resync: true })
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
    close: () => worker.terminate(),
  }
}
