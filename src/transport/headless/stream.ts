import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { HttpResponse } from '../../client'
import { headOf, piecesOf, withoutTimeout } from '../wire'

/** How long a stream may take, in milliseconds. */
export interface StreamLimits {
  /** For a client to read what was written, before it is cut off; it can ask again from where it was. */
  readonly patienceMs: number
  readonly endsAfterMs: number
}

/**
 * Sends what a watch or a followed log has to tell until its time is over, there is nothing to come, or the client goes away. Nothing is asked
 * for before the client has taken in the last piece: one that is slow costs no memory.
 */
export async function streamTo(
  response: ServerResponse,
  first: HttpResponse,
  pull: (path: string, signal: AbortSignal) => Promise<HttpResponse>,
  { patienceMs, endsAfterMs }: StreamLimits,
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
  for await (const piece of piecesOf(first, path => pull(withoutTimeout(path), abort.signal))) {
    if (abort.signal.aborted) return
    if (!response.write(piece) && !(await isDrained(response, patienceMs))) return
  }
  response.end()
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
