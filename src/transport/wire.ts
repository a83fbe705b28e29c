import { failure, type HttpRequest, type HttpResponse, type Status } from '../client'
import { jsonText } from './json-text'

/** A request as a socket has it. */
export interface WireRequest {
  readonly method: string
  /** Path with query. */
  readonly path: string
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** How an answer begins on a socket. */
export interface WireHead {
  readonly code: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
}

/** Headers as Node has them, each as one text. */
export function headersOf(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): WireRequest['headers'] {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : (value ?? []).join(', ')]),
  )
}

const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** The request that a socket's request is; the 405 for methods that the API does not know. */
export function requestFrom({ method, path, headers, body }: WireRequest): HttpRequest | Status {
  if (!methods.has(method))
    return failure('MethodNotAllowed', 'the server does not allow this method on the requested resource', {})
  const { 'content-type': contentType, accept } = headers
  const agent = agentOf(headers)
  return {
    method: method as HttpRequest['method'],
    path,
    ...(contentType !== undefined && { contentType }),
    ...(accept !== undefined && { accept }),
    ...(body !== '' && { body }),
    ...(agent !== '' && { agent }),
  }
}

/** What a User-Agent begins with (apiserver `endpoints/handlers/create.go` prefixFromUserAgent). */
function agentOf({ 'user-agent': text = '' }: WireRequest['headers']): string {
  return (
    text
      .split('/', 1)[0]
      ?.slice(0, 128)
      .replace(/[^\x20-\x7e]/g, '') ?? ''
  )
}

/** Code and headers of an answer (apiserver `endpoints/handlers/responsewriters`, `warning` of `net/http`). */
export function headOf({ code, contentType, warnings = [], body }: HttpResponse): WireHead {
  const retryAfter = code >= 400 ? (body as Partial<Status> | undefined)?.details?.retryAfterSeconds : undefined
  return {
    code,
    headers: {
      'content-type': contentType,
      'cache-control': 'no-cache, private',
      ...(retryAfter && { 'retry-after': String(retryAfter) }),
      ...(warnings.length > 0 && { warning: warnings.map(text => `299 - "${escaped(text)}"`) }),
    },
  }
}

/** How a body is a text: bytes that are no text have a character for each. */
export function encodingOf(contentType: string | undefined): 'latin1' | 'utf8' {
  return contentType?.includes('protobuf') ? 'latin1' : 'utf8'
}

/** The text of an answer's body: JSON ends with a line break, as Go's encoder writes it; a watch is a line for each event. */
export function textOf({ body, next }: Pick<HttpResponse, 'body' | 'next'>, isWatch = next !== undefined): string {
  if (typeof body === 'string') return body
  if (isWatch && Array.isArray(body)) return linesOf(body)
  return `${jsonText(body)}\n`
}

/** Watchers of the same share what they are told. */
const knownLines = new WeakMap<readonly unknown[], string>()

function linesOf(events: readonly unknown[]): string {
  let lines = knownLines.get(events)
  if (lines === undefined) {
    lines = events.map(event => `${JSON.stringify(event)}\n`).join('')
    knownLines.set(events, lines)
  }
  return lines
}

/** Whether an answer goes on, or is the list of events of a watch that has ended already (410). */
export function isStream({ body, next }: HttpResponse): boolean {
  return next !== undefined || Array.isArray(body)
}

/**
 * The text of an answer, piece by piece: a watch goes on for as long as there is a next path, which `pull` asks for; it answers when there is
 * something to tell.
 */
export async function* piecesOf(
  first: HttpResponse,
  pull: (path: string) => Promise<HttpResponse>,
): AsyncGenerator<string, void> {
  const isWatch = isStream(first)
  let response = first
  for (;;) {
    const text = textOf(response, isWatch)
    if (text !== '') yield text
    if (response.next === undefined) return
    response = await pull(response.next)
  }
}

/** For how long a watch may go on (`?timeoutSeconds=`), in milliseconds; undefined where the client did not say. */
export function watchTimeoutMs(path: string): number | undefined {
  const seconds = Number(new URLSearchParams(path.split('?', 2)[1]).get('timeoutSeconds') ?? 0)
  return seconds > 0 ? seconds * 1000 : undefined
}

/** The path without that: watches that differ in nothing else can be answered alike. */
export function withoutTimeout(path: string): string {
  return path.replace(/([?&])timeoutSeconds=[^&]*(&|$)/, (_, before, after) => (after === '' ? '' : before))
}

/** The path that asks a watch to say how far it has come; undefined where the client has not asked for bookmarks. */
export function bookmarkPath(path: string): string | undefined {
  return /[?&]allowWatchBookmarks=(?:true|1)(?:&|$)/.test(path) ? `${path}&lab.sim%2Fbookmark=true` : undefined
}

/** As a quoted string of a header: no line breaks, quotes and backslashes marked (`net.NewWarningHeader`). */
function escaped(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/["\\]/g, '\\$&')
}
