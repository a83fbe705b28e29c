import type { HttpRequest, HttpResponse } from '../../client'
import type { Http } from './http'
import { linesUntilQuiet } from './lines'

/** So long may a watch that never falls silent go on, in milliseconds. */
const longestMs = 1000

interface WatchLine {
  readonly type: string
  readonly object?: { readonly metadata?: { readonly resourceVersion?: string } }
}

/** Whether an answer to a request would not end by itself. */
export function isStream({ method, path }: HttpRequest): boolean {
  const query = queryOf(path)
  return method === 'GET' && ['watch', 'follow'].some(name => ['true', '1'].includes(query.get(name) ?? ''))
}

/**
 * What a stream of a server elsewhere has to tell until now, as `HttpResponse.next` has it: a browser has too few connections to keep one open
 * for each. A watch goes on at the version it came to; a log is read again and what was there before is left out.
 */
export function streamPart(http: Http, request: HttpRequest): Promise<HttpResponse> {
  return queryOf(request.path).has('follow') ? logPart(http, request) : watchPart(http, request)
}

async function watchPart(http: Http, { path, accept }: HttpRequest): Promise<HttpResponse> {
  const stop = new AbortController()
  const headers = { accept: accept ?? 'application/json' }
  const response = await http.open(path, { method: 'GET', headers }, stop.signal)
  try {
    if (response.status !== 200) return await http.answer(response)
    const events: WatchLine[] = []
    for await (const line of linesUntilQuiet(response, performance.now() + longestMs, stop))
      events.push(JSON.parse(line) as WatchLine)
    const version = events.findLast(({ object }) => object?.metadata?.resourceVersion)?.object?.metadata
      ?.resourceVersion
    const hasFailed = events.some(({ type }) => type === 'ERROR')
    const next = version === undefined ? path : withQuery(path, { resourceVersion: version })
    return { code: 200, contentType: 'application/json', body: events, ...(!hasFailed && { next }) }
  } finally {
    stop.abort()
  }
}

/** How many characters have been told is noted in the path, as `told`. */
async function logPart(http: Http, request: HttpRequest): Promise<HttpResponse> {
  const told = Number(queryOf(request.path).get('told') ?? 0)
  const path = withQuery(request.path, {
    follow: undefined,
    told: undefined,
    ...(told > 0 && { tailLines: undefined }),
  })
  const response = await http.send({ ...request, path })
  if (response.code !== 200 || typeof response.body !== 'string') return response
  // What stands before the tail that was asked for first has been passed over.
  const whole =
    told === 0 && queryOf(path).has('tailLines')
      ? await http.send({ ...request, path: withQuery(path, { tailLines: undefined }) })
      : response
  const length = String(whole.body).length
  return { ...response, body: response.body.slice(told), next: withQuery(request.path, { told: String(length) }) }
}

function queryOf(path: string): URLSearchParams {
  return new URLSearchParams(path.split('?', 2)[1])
}

function withQuery(path: string, changes: Readonly<Record<string, string | undefined>>): string {
  const query = queryOf(path)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(name)
    else query.set(name, value)
  }
  return `${path.split('?', 1)[0]}?${query}`
}
