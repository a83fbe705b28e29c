import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { HttpRequest, HttpResponse } from '../../client'
import type { PullingClient } from '../client'
import { headOf, piecesOf, watchTimeoutMs, withoutTimeout } from '../wire'

/** How long a client may leave what was written unread, in milliseconds. Then it is cut off; it can ask again from where it was. */
const patienceMs = 30_000
/** Streams for which the client names no end (apiserver `--min-request-timeout`), in milliseconds. */
const longestMs = 30 * 60_000

/**
 * Sends what a watch or a followed log has to tell until its time is over, there is nothing to come, or the client goes away. Nothing is asked
 * for before the client has taken in the last piece: one that is slow costs no memory.
 */
export async function streamTo(
  response: ServerResponse,
  client: PullingClient,
  request: HttpRequest,
  first: HttpResponse,
): Promise<void> {
  const abort = new AbortController()
  const end = setTimeout(() => {
    abort.abort()
    response.end()
  }, watchTimeoutMs(request.path) ?? longestMs)
  response.on('close', () => {
    clearTimeout(end)
    abort.abort()
  })
  const { code, headers } = headOf(first)
  response.writeHead(code, headers as Record<string, string | string[]>)
  response.flushHeaders()
  for await (const piece of piecesOf(first, path =>
    client.pull({ ...request, path: withoutTimeout(path) }, abort.signal),
  )) {
    if (abort.signal.aborted) return
    if (!response.write(piece) && !(await isDrained(response))) return
  }
  response.end()
}

/** Waits until the client has read; cuts it off when it does not. */
async function isDrained(response: ServerResponse): Promise<boolean> {
  const tooSlow = setTimeout(() => response.destroy(), patienceMs)
  try {
    await Promise.race([once(response, 'drain'), once(response, 'close')])
  } finally {
    clearTimeout(tooSlow)
  }
  return !response.destroyed
}
