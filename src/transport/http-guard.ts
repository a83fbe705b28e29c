import type { IncomingMessage } from 'node:http'
import { bodyBytesMost, failure, type Status } from '../client'
import { encodingOf } from './wire'

/** The names of this machine for itself, as they stand in `Host` and `Origin`. */
const loopbackNames = ['localhost', '127.0.0.1', '[::1]'] as const

/** The headers that tell where a request comes from, and where it believes to go. */
export interface GuardedHeaders {
  readonly host?: string | undefined
  readonly origin?: string | undefined
  readonly 'sec-fetch-site'?: string | string[] | undefined
}

/** A door on this machine. */
export interface Door {
  /** The port that it listens on. */
  readonly port: number
  /** Origins of pages elsewhere that may come in, besides those of the same port: `http://localhost:5173`. */
  readonly origins?: readonly string[]
}

/** The 403 for a request that does not come from this machine's own programs and pages; undefined when it may come in. */
export function refusalOf(headers: GuardedHeaders, door: Door): Status | undefined {
  const { host, origin } = headers
  // A foreign page whose name was made to point here asks under that name (DNS rebinding).
  if (host === undefined || !hostsOf(door).includes(host.toLowerCase()))
    return forbidden(`the host ${quoted(host)} is not this server: use http://127.0.0.1:${door.port}`)
  if (origin !== undefined)
    return isOwnOrigin(origin, door) ? undefined : forbidden(`pages of ${quoted(origin)} may not use this server`)
  // Images, forms and links of other pages name no origin, but browsers say where they stand; another port is another page.
  const site = headers['sec-fetch-site']
  const isOwn = site === undefined || site === 'same-origin' || site === 'none'
  return isOwn ? undefined : forbidden('pages of other sites may not use this server')
}

/** Whether an `Origin` is one of the pages that may come in. */
export function isOwnOrigin(origin: string, door: Door): boolean {
  return hostsOf(door).some(host => origin === `http://${host}`) || (door.origins?.includes(origin) ?? false)
}

/**
 * The body of a request as text; the 413 when it is longer than the API takes, of which no more is kept. Rejects when the client goes away in the
 * middle.
 */
export function readBody(request: IncomingMessage): Promise<string | Status> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const isTooLarge = () => bytes > bodyBytesMost || Number(request.headers['content-length'] ?? 0) > bodyBytesMost
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (!isTooLarge()) chunks.push(chunk)
      else {
        // What still comes is read and forgotten: a client that is cut off in the middle of sending would not see the answer.
        chunks.length = 0
        resolve(tooLarge)
      }
    })
    request.on('end', () => resolve(Buffer.concat(chunks).toString(encodingOf(request.headers['content-type']))))
    request.on('error', reject)
    request.on('close', () => reject(new Error('the client went away')))
  })
}

const tooLarge = failure('RequestEntityTooLarge', `Request entity too large: limit is ${bodyBytesMost}`)

function hostsOf({ port }: Door): readonly string[] {
  const withPort = loopbackNames.map(name => `${name}:${port}`)
  return port === 80 ? [...loopbackNames, ...withPort] : withPort
}

function forbidden(message: string): Status {
  return failure('Forbidden', message)
}

function quoted(text: string | undefined): string {
  return JSON.stringify((text ?? '').slice(0, 100))
}
