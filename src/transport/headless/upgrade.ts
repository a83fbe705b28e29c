import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { failure, type Status, type StreamsAnswer, type StreamsPart } from '../../client'
import type { PullingClient } from '../client'
import { type Door, refusalOf } from '../http-guard'
import { headersOf, requestFrom } from '../wire'
import { send, sendStatus } from './answer'
import { ExecSession, execOptions, execProtocols } from './exec-session'

/** The longest message that a client may send, in bytes. */
const messageBytesMost = 1024 * 1024

/** Answers requests for another protocol: exec over a WebSocket. All else is answered as if nobody had asked for one. */
export class Upgrades {
  private readonly client: PullingClient
  private readonly serveRequest: (request: IncomingMessage, response: ServerResponse) => void
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMost,
    handleProtocols: offered => execProtocols.find(protocol => offered.has(protocol)) ?? false,
  })

  constructor(client: PullingClient, serveRequest: (request: IncomingMessage, response: ServerResponse) => void) {
    this.client = client
    this.serveRequest = serveRequest
  }

  async serve(incoming: IncomingMessage, socket: Duplex, head: Buffer, door: Door): Promise<void> {
    socket.on('error', () => socket.destroy())
    const { method = 'GET', url: path = '/', headers } = incoming
    const options = execOptions(path)
    const refusal = refusalOf(headers, door) ?? withoutStreams(path) ?? (options && unspoken(headers))
    if (refusal) return sendStatus(responseOn(incoming, socket), refusal)
    const request = requestFrom({ method, path, headers: headersOf(headers), body: '' })
    if (!options || 'kind' in request) return this.serveRequest(incoming, responseOn(incoming, socket))
    const ask = (streams: StreamsPart) => this.client.request({ ...request, method: 'POST', streams })
    // Before the protocol changes: what is refused now is refused in words.
    const first = await ask({ stdin: '', isFirst: true, isLast: !options.hasStdin })
    if (first.code !== 101) return send(responseOn(incoming, socket), first, undefined)
    this.sockets.handleUpgrade(incoming, socket, head, webSocket =>
      new ExecSession(webSocket, ask, options.hasTerminal).tell(first.body as StreamsAnswer),
    )
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
  if (upgrade?.toLowerCase() === 'websocket' && execProtocols.some(ours => protocols.includes(ours))) return undefined
  return failure('BadRequest', `Upgrade request required: a WebSocket with ${execProtocols.join(' or ')}`)
}

function withoutStreams(path: string): Status | undefined {
  const [, word] = /^\/api\/v1\/namespaces\/[^/]+\/pods\/[^/]+\/(portforward|attach)(?:\?|$)/.exec(path) ?? []
  if (word === 'attach') return failure('BadRequest', 'the lab attaches to no process: use logs -f, or exec')
  if (word === undefined) return undefined
  return failure('BadRequest', 'the lab forwards no ports: ask through the API server, …/pods/<name>:<port>/proxy/')
}
