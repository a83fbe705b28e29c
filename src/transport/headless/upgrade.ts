import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import {
  failure,
  type HttpRequest,
  type HttpResponse,
  type Status,
  type StreamsAnswer,
  type StreamsPart,
} from '../../client'
import type { PullingClient } from '../client'
import { type Door, refusalOf } from '../http-guard'
import { headersOf, requestFrom } from '../wire'
import { send, sendStatus } from './answer'
import { attach, attachedLogPath } from './attach-session'
import { streamProtocols } from './channels'
import { type ExecOptions, ExecSession, execOptions } from './exec-session'

/** The longest message that a client may send, in bytes. */
const messageBytesMost = 1024 * 1024

/** What goes on over a WebSocket. */
interface Session {
  begin(socket: WebSocket): void
}

/** Answers requests for another protocol: exec and attach over a WebSocket. All else is answered as if nobody had asked for one. */
export class Upgrades {
  private readonly client: PullingClient
  private readonly serveRequest: (request: IncomingMessage, response: ServerResponse) => void
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMost,
    handleProtocols: offered => streamProtocols.find(protocol => offered.has(protocol)) ?? false,
  })

  constructor(client: PullingClient, serveRequest: (request: IncomingMessage, response: ServerResponse) => void) {
    this.client = client
    this.serveRequest = serveRequest
  }

  async serve(incoming: IncomingMessage, socket: Duplex, head: Buffer, door: Door): Promise<void> {
    socket.on('error', () => socket.destroy())
    const { method = 'GET', url: path = '/', headers } = incoming
    const isStream = execOptions(path) !== undefined || attachedLogPath(path) !== undefined
    const refusal = refusalOf(headers, door) ?? forwarding(path)
    if (refusal) return sendStatus(responseOn(incoming, socket), refusal)
    const request = requestFrom({ method, path, headers: headersOf(headers), body: '' })
    const silence = isStream ? unspoken(headers) : undefined
    if (silence && !('kind' in request)) return this.refuse(request, silence, responseOn(incoming, socket))
    if (!isStream || 'kind' in request) return this.serveRequest(incoming, responseOn(incoming, socket))
    const answered = await (execOptions(path) ? this.exec(request) : this.attach(request))
    // Before the protocol changes: what is refused now is refused in words.
    if ('code' in answered) return send(responseOn(incoming, socket), answered, undefined)
    this.sockets.handleUpgrade(incoming, socket, head, answered.begin)
  }

  /** A client that speaks no protocol of ours: told what is wrong with its request, or else that (kubectl falls back from one to another). */
  private async refuse(request: HttpRequest, silence: Status, response: ServerResponse): Promise<void> {
    const plain = await this.client.request(request)
    const { message = '' } = (plain.code >= 400 ? plain.body : {}) as Status
    if (message === '' || message === 'Upgrade request required') return sendStatus(response, silence)
    return send(response, plain, undefined)
  }

  private async exec(request: HttpRequest): Promise<HttpResponse | Session> {
    const { hasStdin, hasTerminal } = execOptions(request.path) as ExecOptions
    const ask = (streams: StreamsPart) => this.client.request({ ...request, method: 'POST', streams })
    const first = await ask({ stdin: '', isFirst: true, isLast: !hasStdin })
    if (first.code !== 101) return first
    return { begin: socket => new ExecSession(socket, ask, hasTerminal).tell(first.body as StreamsAnswer) }
  }

  private async attach(request: HttpRequest): Promise<HttpResponse | Session> {
    const log: HttpRequest = { ...request, method: 'GET', path: attachedLogPath(request.path) as string }
    const first = await this.client.request(log)
    if (first.code !== 200) return first
    const pull = (path: string, signal: AbortSignal) => this.client.pull({ ...log, path }, signal)
    return { begin: socket => void attach(socket, first, pull).catch(() => socket.terminate()) }
  }

  /** Ends all sessions. */
  close(): void {
    for (const socket of this.sockets.clients) socket.terminate()
  }
}

/** A response on the socket of a request that Node has handed over. */
function responseOn(incoming: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(incoming)
  response.shouldKeepAlive = false
  response.assignSocket(socket as Socket)
  response.on('finish', () => socket.end())
  return response
}

function unspoken({ upgrade, 'sec-websocket-protocol': offered = '' }: IncomingMessage['headers']): Status | undefined {
  const protocols = offered.split(',').map(protocol => protocol.trim())
  if (upgrade?.toLowerCase() === 'websocket' && streamProtocols.some(ours => protocols.includes(ours))) return undefined
  return failure('BadRequest', `Upgrade request required: a WebSocket with ${streamProtocols.join(' or ')}`)
}

function forwarding(path: string): Status | undefined {
  if (!/^\/api\/v1\/namespaces\/[^/]+\/pods\/[^/]+\/portforward(?:\?|$)/.test(path)) return undefined
  return failure('BadRequest', 'the lab forwards no ports: ask through the API server, …/pods/<name>:<port>/proxy/')
}
