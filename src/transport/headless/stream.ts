import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { HttpResponse } from '../../client'
import { bookmarkPath, headOf, piecesOf, withoutTimeout } from '../wire'

/** How long a stream may take, in milliseconds. */
export interface StreamLimits {
  /** For a client to read what was written, before it is cut off; it can ask again from where it was. */
  readonly patienceMs: number
  readonly endsAfterMs: number
  /** After how long a silence a watcher is told how far it has come, if it wants bookmarks. */
  readonly silenceMs: number
}

/** Asks for what comes next: answers when there is something to tell, or with nothing once the signal is aborted. */
export type Pull = (path: string, signal: AbortSignal) => Promise<HttpResponse>

/**
 * Sends what a watch or a followed log has to tell until its time is over, there is nothing to come, or the client goes away. Nothing is asked
 * for before the client has taken in the last piece: one that is slow costs no memory.
 */
export async function streamTo(
  response: ServerResponse,
  first: HttpResponse,
  pull: Pull,
  { patienceMs, endsAfterMs, silenceMs }: StreamLimits,
): Promise<void> {
  const abort = new AbortController()
  const end = setTimeout(() => {
    abort.abort()
    response.end()
  }, endsAfterMs)
  response.on('close', () => {
    clearTimeout(end)
    abort.abort()
  })
  // Silence is no sign of death here.
  response.setTimeout(0)
  const { code, headers } = headOf(first)
  response.writeHead(code, headers as Record<string, string | string[]>)
  response.flushHeaders()
  for await (const piece of piecesOf(first, path => pullOrMark(pull, withoutTimeout(path), abort.signal, silenceMs))) {
    if (abort.signal.aborted) return
    if (!response.write(piece) && !(await isDrained(response, patienceMs))) return
  }
  response.end()
}

/** Waits for something to tell, but not for longer than a watcher that wants bookmarks is left without one. */
async function pullOrMark(pull: Pull, path: string, signal: AbortSignal, silenceMs: number): Promise<HttpResponse> {
  const marked = bookmarkPath(path)
  if (marked === undefined) return pull(path, signal)
  const silence = new AbortController()
  const end = () => silence.abort()
  const timer = setTimeout(end, silenceMs)
  signal.addEventListener('abort', end)
  const response = await pull(path, silence.signal)
  clearTimeout(timer)
  signal.removeEventListener('abort', end)
  return silence.signal.aborted && !signal.aborted ? pull(marked, signal) : response
}

/** Waits until the client has read; cuts it off when it does not. */
async function isDrained(response: ServerResponse, patienceMs: number): Promise<boolean> {
  const tooSlow = setTimeout(() => response.destroy(), patienceMs)
  try {
    await Promise.race([once(response, 'drain'), once(response, 'close')])
  } finally {
    clearTimeout(tooSlow)
  }
  return !response.destroyed
}
