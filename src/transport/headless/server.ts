import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { failure, type Status } from '../../client'
import type { PullingClient } from '../client'
import { type Door, isOwnOrigin, readBody, refusalOf } from '../http-guard'
import { headersOf, isStream, requestFrom, watchTimeoutMs } from '../wire'
import { send, sendStatus } from './answer'
import { streamTo } from './stream'
import { Upgrades } from './upgrade'

export interface ServerOptions {
  /** 0 for any that is free. */
  readonly port: number
  /** Pages elsewhere that may ask, besides those of the server's own port. */
  readonly origins: readonly string[]
  readonly limits?: Partial<ServerLimits>
}

/** A server that listens. */
export interface RunningServer {
  readonly port: number
  /** How many are connected. */
  connections(): number
  /** Ends streams and connections; resolves when the port is free again. */
  close(): Promise<void>
}

/** What clients may take; times in milliseconds. */
export interface ServerLimits {
  /** For the headers of a request. */
  readonly headersMs: number
  /** For all of a request. */
  readonly requestMs: number
  /** Between two requests. */
  readonly keepAliveMs: number
  /** For reading what was written, before the connection is cut. */
  readonly patienceMs: number
  /** For a watch that names no end (apiserver `--min-request-timeout`). */
  readonly watchMs: number
  /** Between two bookmarks of a watch that tells nothing else (apiserver `storage/cacher` bookmarkFrequency). */
  readonly bookmarkMs: number
  readonly headerBytes: number
  readonly headers: number
  readonly connections: number
}

const usualLimits: ServerLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 60_000,
  patienceMs: 30_000,
  watchMs: 30 * 60_000,
  bookmarkMs: 60_000,
  headerBytes: 16 * 1024,
  headers: 100,
  connections: 1000,
}

/** Serves a cluster on this machine's own address, and on no other. Rejects where the port is taken. */
export function serveCluster(client: PullingClient, options: ServerOptions): Promise<RunningServer> {
  const limits = { ...usualLimits, ...options.limits }
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(5_000, limits.headersMs),
  })
  server.maxHeadersCount = limits.headers
  server.maxConnections = limits.connections
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const door = { port: portOf(server), origins: options.origins }
    // A client that does not read is cut off; streams are told apart below.
    response.setTimeout(limits.patienceMs, () => response.destroy())
    answer(client, request, response, door, limits).catch(error => failed(response, error))
  }
  const upgrades = new Upgrades(client, serve)
  server.on('request', serve)
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const door = { port: portOf(server), origins: options.origins }
    upgrades.serve(request, socket, head, door).catch(() => socket.destroy())
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', () => resolve(running(server, upgrades)))
  })
}

function running(server: Server, upgrades: Upgrades): RunningServer {
  let count = 0
  server.on('connection', socket => {
    count++
    socket.on('close', () => count--)
  })
  return { port: portOf(server), connections: () => count, close: () => closed(server, upgrades) }
}

async function answer(
  client: PullingClient,
  request: IncomingMessage,
  response: ServerResponse,
  door: Door,
  limits: ServerLimits,
): Promise<void> {
  const { method = 'GET', url: path = '/', headers } = request
  const refusal = refusalOf(headers, door)
  if (refusal) return sendStatus(response, refusal)
  if (headers.origin !== undefined && isOwnOrigin(headers.origin, door)) allowOrigin(response, headers.origin)
  if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined) {
    response.writeHead(204, preflight).end()
    return
  }
  const body = await readBody(request).catch(() => undefined)
  // Whoever went away hears nothing, and nothing is done for them.
  if (body === undefined || response.destroyed) return
  if (typeof body !== 'string') return sendStatus(response, body)
  const asked = requestFrom({ method, path, headers: headersOf(headers), body })
  if ('kind' in asked) return sendStatus(response, asked)
  const answered = await client.request(asked)
  if (response.destroyed) return
  if (!isStream(answered)) return send(response, answered, headers['accept-encoding'])
  return streamTo(response, answered, (path, signal) => client.pull({ ...asked, path }, signal), {
    patienceMs: limits.patienceMs,
    endsAfterMs: watchTimeoutMs(path) ?? limits.watchMs,
    silenceMs: limits.bookmarkMs,
  })
}

/** A page elsewhere may read the answers: only one that the guard has let in. */
function allowOrigin(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('vary', 'Origin')
  response.setHeader('access-control-expose-headers', 'Warning')
}

const preflight = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': 'Content-Type, Accept',
  'access-control-max-age': '600',
} as const

/** A defect of ours must not end the server, and must not look like an answer of the cluster. */
function failed(response: ServerResponse, error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  if (response.headersSent) response.destroy()
  else sendStatus(response, defect)
}

const defect: Status = failure('InternalError', 'the lab has a defect: see what the server has printed')

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0
}

function closed(server: Server, upgrades: Upgrades): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    upgrades.close()
    server.closeAllConnections()
  })
}
