import type { RawData, WebSocket } from 'ws'
import { failure, type HttpResponse, type Status, type StreamsAnswer, type StreamsPart } from '../../client'
import { channel, finish, sendText } from './channels'
import { LineBuffer, LineDiscipline } from './line-discipline'

/** What a session asks of the cluster: one part of the streams after the other. */
export type AskPart = (part: StreamsPart) => Promise<HttpResponse>

/** How a client of exec wants its streams. */
export interface ExecOptions {
  readonly hasStdin: boolean
  readonly hasTerminal: boolean
}

/** How a path that names a command to run wants its streams; undefined for all other paths. */
export function execOptions(path: string): ExecOptions | undefined {
  const [place = '', search] = path.split('?', 2)
  if (!/^\/api\/v1\/namespaces\/[^/]+\/pods\/[^/]+\/exec$/.test(place)) return undefined
  const query = new URLSearchParams(search)
  const isOn = (name: string) => ['true', '1'].includes(query.get(name) ?? '')
  return { hasStdin: isOn('stdin'), hasTerminal: isOn('tty') }
}

/**
 * Carries a command's streams over a WebSocket until the command ends or its client goes away. Messages are taken one at a time; while one is
 * with the cluster, no more are read.
 */
export class ExecSession {
  private readonly socket: WebSocket
  private readonly ask: AskPart
  private readonly terminal: LineDiscipline | undefined
  private readonly pipe = new LineBuffer()
  private isOver = false

  constructor(socket: WebSocket, ask: AskPart, hasTerminal: boolean) {
    this.socket = socket
    this.ask = ask
    this.terminal = hasTerminal ? new LineDiscipline() : undefined
    socket.on('message', data => {
      socket.pause()
      this.hear(bytesOf(data))
        .catch(error => this.finish(failure('InternalError', String(error))))
        .finally(() => socket.resume())
    })
    // Broken frames and the like: the socket closes itself.
    socket.on('error', () => undefined)
  }

  /** Sends on what a part was answered with. */
  tell({ stdout, stderr, status }: StreamsAnswer): void {
    this.send(channel.stdout, this.terminal ? stdout.replace(/\r?\n/g, '\r\n') : stdout)
    this.send(channel.stderr, stderr)
    if (status) this.finish(status)
  }

  private async hear(message: Buffer): Promise<void> {
    const [kind, which] = message
    if (kind === channel.close && which === channel.stdin) return this.pass(this.pipe.end(), true)
    if (kind !== channel.stdin) return
    const text = message.toString('utf8', 1)
    if (!this.terminal) return this.pass(this.pipe.take(text), false)
    const { echo, lines, isEnd } = this.terminal.take(text)
    this.send(channel.stdout, echo)
    return this.pass(lines, isEnd)
  }

  private async pass(stdin: string, isLast: boolean): Promise<void> {
    if (this.isOver || (stdin === '' && !isLast)) return
    const { code, body } = await this.ask({ stdin, isFirst: false, isLast })
    if (code === 101) this.tell(body as StreamsAnswer)
    else this.finish(body as Status)
  }

  private finish(status: Status): void {
    if (this.isOver) return
    this.isOver = true
    finish(this.socket, status)
  }

  private send(to: number, text: string): void {
    if (!this.isOver) sendText(this.socket, to, text)
  }
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}
