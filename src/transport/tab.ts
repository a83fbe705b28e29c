import type { HttpRequest, HttpResponse, Status } from '../client'
import type { FromTab, TabCard, ToTab } from './bridge/protocol'
import type { PullingClient } from './client'
import { refusal } from './clock-door'
import { headOf, piecesOf, requestFrom, type WireRequest, watchTimeoutMs } from './wire'

/** A tab's end of the bridge. */
export interface TabChannel {
  send(message: FromTab): void
  /** Calls back for each message of the server. */
  listen(listener: (message: ToTab) => void): void
}

/** A request of somebody outside the page, and what became of it. */
export interface OutsideRequest {
  readonly request: HttpRequest
  /** What asked, by its own name: `kubectl`, `curl`. */
  readonly program: string
  readonly response: HttpResponse
}

/** What the page wants to know of what goes on at its door. */
export interface DoorListener {
  onAnswered(answered: OutsideRequest): void
  /** How many watches are open now. */
  onWatching(count: number): void
}

/** Answers the requests that come over the bridge with the cluster behind `client`. */
export class TabDoor {
  private readonly channel: TabChannel
  private readonly client: PullingClient
  private readonly listener: DoorListener
  private readonly answers = new Map<number, Answer>()
  private watching = 0

  constructor(channel: TabChannel, client: PullingClient, listener: DoorListener) {
    this.channel = channel
    this.client = client
    this.listener = listener
    channel.listen(message => this.hear(message))
  }

  /** Says hello, or what is new about this tab. */
  introduce(tab: TabCard): void {
    this.channel.send({ tab })
  }

  private hear(message: ToTab): void {
    const { id } = message
    if ('request' in message) void this.answer(id, message.request)
    else if ('more' in message) this.answers.get(id)?.resume()
    else this.answers.get(id)?.cancel()
  }

  private async answer(id: number, wire: WireRequest): Promise<void> {
    const answer = new Answer(id, this.channel)
    this.answers.set(id, answer)
    try {
      const request = requestFrom(wire)
      const response = isStatus(request) ? refusal(request) : await this.client.request(request)
      if (!isStatus(request)) this.listener.onAnswered({ request, response, program: programOf(wire) })
      await (response.next === undefined ? answer.whole(response) : this.stream(answer, wire, response))
    } finally {
      this.answers.delete(id)
    }
  }

  private async stream(answer: Answer, wire: WireRequest, first: HttpResponse): Promise<void> {
    const { accept } = wire.headers
    const timeoutMs = watchTimeoutMs(wire.path)
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => answer.stop(), timeoutMs)
    this.listener.onWatching(++this.watching)
    try {
      const pull = (path: string) =>
        this.client.pull({ method: 'GET', path, ...(accept !== undefined && { accept }) }, answer.signal)
      await answer.begin(first)
      for await (const text of piecesOf(first, pull)) await answer.piece(text)
      answer.end()
    } finally {
      clearTimeout(timer)
      this.listener.onWatching(--this.watching)
    }
  }
}

/** One answer on its way out: a piece at a time, the next when the server asks for more. */
class Answer {
  private readonly id: number
  private readonly channel: TabChannel
  private readonly stopped = new AbortController()
  private isCancelled = false
  private goOn: (() => void) | undefined

  constructor(id: number, channel: TabChannel) {
    this.id = id
    this.channel = channel
  }

  /** Aborted when nobody wants more, or nothing more may come. */
  get signal(): AbortSignal {
    return this.stopped.signal
  }

  async whole(response: HttpResponse): Promise<void> {
    const pieces: string[] = []
    for await (const text of piecesOf(response, async () => response)) pieces.push(text)
    this.send({ head: headOf(response), text: pieces.join(''), isEnd: true })
  }

  /** The head goes out before there is anything to tell: clients wait for it. */
  begin(response: HttpResponse): Promise<void> {
    return this.sendAndWait({ head: headOf(response), text: '', isEnd: false })
  }

  piece(text: string): Promise<void> {
    return this.sendAndWait({ text, isEnd: false })
  }

  end(): void {
    this.send({ text: '', isEnd: true })
  }

  resume(): void {
    this.goOn?.()
  }

  /** The client has gone. */
  cancel(): void {
    this.isCancelled = true
    this.stop()
  }

  /** Its time is over: what was told was told. */
  stop(): void {
    this.stopped.abort()
    this.goOn?.()
  }

  private async sendAndWait(part: Omit<Extract<FromTab, { readonly text: string }>, 'id'>): Promise<void> {
    if (this.signal.aborted) return
    const asked = new Promise<void>(resolve => {
      this.goOn = resolve
    })
    this.send(part)
    await asked
  }

  private send(part: Omit<Extract<FromTab, { readonly text: string }>, 'id'>): void {
    if (!this.isCancelled) this.channel.send({ id: this.id, ...part })
  }
}

/** The first word of the user agent: `kubectl/v1.37.1 (linux/amd64) kubernetes/…`. */
function programOf({ headers }: WireRequest): string {
  return /^[\w.-]+/.exec(headers['user-agent'] ?? '')?.[0].slice(0, 40) ?? 'somebody'
}

function isStatus(value: HttpRequest | Status): value is Status {
  return 'kind' in value && value.kind === 'Status'
}
