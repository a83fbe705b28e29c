import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { failure, type Status } from '../../client'
import type { PullingClient } from '../client'
import { type Door, isOwnOrigin, readBody, refusalOf } from '../http-guard'
import { requestFrom } from '../wire'
import { send, sendStatus } from './answer'
import { streamTo } from './stream'

export interface ServerOptions {
  /** 0 for any that is free. */
  readonly port: number
  /** Pages elsewhere that may ask, besides those of the server's own port. */
  readonly origins: readonly string[]
}

/** A server that listens. */
export interface RunningServer {
  readonly port: number
  /** Ends streams and connections; resolves when the port is free again. */
  close(): Promise<void>
}

/** How long a client may take, in milliseconds: for its headers, for all of a request, and between two requests. */
const headersMs = 10_000
const requestMs = 30_000
const keepAliveMs = 60_000
const headerBytesMost = 16 * 1024
const headersMost = 100
const connectionsMost = 1000

/** Serves a cluster on this machine's own address, and on no other. Rejects where the port is taken. */
export function serveCluster(client: PullingClient, { port, origins }: ServerOptions): Promise<RunningServer> {
  const server = createServer({
    maxHeaderSize: headerBytesMost,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: 5_000,
  })
  server.maxHeadersCount = headersMost
  server.maxConnections = connectionsMost
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const door = { port: portOf(server), origins }
    answer(client, request, response, door).catch(error => failed(response, error))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve({ port: portOf(server), close: () => closed(server) }))
  })
}

async function answer(
  client: PullingClient,
  request: IncomingMessage,
  response: ServerResponse,
  door: Door,
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
  const asked = requestFrom({ method, path, headers: plain(headers), body })
  if ('kind' in asked) return sendStatus(response, asked)
  const answered = await client.request(asked)
  if (response.destroyed) return
  if (answered.next === undefined) return send(response, answered, headers['accept-encoding'])
  return streamTo(response, client, asked, answered)
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

function plain(headers: IncomingMessage['headers']): Readonly<Record<string, string>> {
  const entries = Object.entries(headers)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  )
}

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

function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
