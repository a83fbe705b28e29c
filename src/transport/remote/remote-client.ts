import type { Client, HttpRequest, HttpResponse } from '../../client'
import type { News } from '../client'
import { clockPath, clockStatusFrom, isClockRequest } from '../clock-door'
import type { ClockStatus } from '../protocol'
import { discover } from './discover'
import { Feed } from './feed'
import { AnswerError, type Fetch, Http } from './http'
import { KindReader, type Reading } from './kind-reader'
import { Rounds } from './rounds'
import { isStream, streamPart } from './stream-parts'

/** How it stands with a cluster elsewhere. */
export interface Connection {
  readonly phase: 'connecting' | 'connected' | 'reconnecting' | 'lost'
  /** Whether it is a simulation: only then are there machines, disks and a clock. */
  readonly hasLab: boolean
  /** Whether it was ever connected. */
  readonly hasBeen: boolean
  /** Why it is not connected, where it is not. */
  readonly problem?: string
  /** Kinds that the server does not let the page see. */
  readonly refused: readonly string[]
}

/** What the page listens to. */
export interface RemoteListener {
  /** Says whether the frame could be taken in; if not, everything is sent anew. */
  onNews(news: News): boolean
  onConnection(connection: Connection): void
}

/** A cluster elsewhere, seen from the page. */
export interface RemoteClient extends Client {
  /** Tries again at once. */
  retry(): void
  close(): void
}

/** So many attempts are a hiccup; after that it is lost, and tried again only now and then. */
const hiccups = 4
const firstDelayMs = 1000
const lostDelayMs = 15_000

/** Makes the page a client of the API server at `base`: a replica is fed by lists and watches, and requests go there. */
export function connectRemote(
  base: string,
  listener: RemoteListener,
  fetch: Fetch = (url, init) => globalThis.fetch(url, init),
): RemoteClient {
  const cluster = new RemoteCluster(new Http(base, fetch), listener)
  void cluster.run()
  return cluster
}

class RemoteCluster implements RemoteClient {
  private readonly http: Http
  private readonly listener: RemoteListener
  private readonly feed = new Feed()
  private readonly rounds = new Rounds()
  private connection: Connection = { phase: 'connecting', hasLab: false, hasBeen: false, refused: [] }
  private failures = 0
  private isClosed = false

  constructor(http: Http, listener: RemoteListener) {
    this.http = http
    this.listener = listener
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    if (isStream(request)) return streamPart(this.http, request)
    const response = await this.http.send(request)
    if (isClockRequest(request) && response.code === 200) this.tell(undefined, clockStatusFrom(response.body))
    if (request.method !== 'GET') this.rounds.hurry()
    return response
  }

  retry(): void {
    this.rounds.hurry()
  }

  close(): void {
    this.isClosed = true
    this.rounds.hurry()
  }

  /** Follows the cluster until it is closed; whatever goes wrong, it begins again after a while. */
  async run(): Promise<void> {
    this.say({ phase: 'connecting' })
    while (!this.isClosed) {
      try {
        await this.follow()
      } catch (error) {
        await this.fail(error)
      }
    }
  }

  private async follow(): Promise<void> {
    const { kinds, hasLab } = await discover(this.http)
    // Everything is listed anew: nobody knows whether it is the cluster it was.
    this.rounds.begin(kinds.map(kind => new KindReader(kind)))
    while (!this.isClosed) {
      const readings = await this.rounds.next(reader => this.read(reader))
      if (this.isClosed) return
      const clock = hasLab ? clockStatusFrom(await this.http.json(clockPath)) : undefined
      this.tell(readings, clock ?? { now: Date.now(), paused: false, speed: 1 })
      this.failures = 0
      if (this.connection.phase !== 'connected') this.say({ phase: 'connected', hasLab, hasBeen: true })
    }
  }

  /** What is new of a kind; nothing, now and later, where the server does not let the page see it. */
  private async read(reader: KindReader): Promise<Reading | 'refused'> {
    try {
      return await reader.read(this.http)
    } catch (error) {
      if (!(error instanceof AnswerError) || ![401, 403, 404].includes(error.code)) throw error
      this.say({ refused: [...new Set([...this.connection.refused, reader.kind.kind])] })
      return 'refused'
    }
  }

  private async fail(error: unknown): Promise<void> {
    if (this.isClosed) return
    this.failures++
    const isLost = !this.connection.hasBeen || this.failures > hiccups
    const problem = error instanceof Error ? error.message : String(error)
    this.say({ phase: isLost ? 'lost' : 'reconnecting', problem })
    await this.rounds.pause(isLost ? lostDelayMs : firstDelayMs * 2 ** (this.failures - 1))
  }

  private tell(
    readings: readonly (readonly [kind: string, reading: Reading])[] = [],
    clock: ClockStatus | undefined,
  ): void {
    if (!clock) return
    const frame = readings.length > 0 ? this.feed.frame(readings, clock.now) : undefined
    if (!this.listener.onNews({ ...(frame && { frame }), clock })) this.feed.forget()
  }

  private say(part: Partial<Connection>): void {
    const { problem: _, ...rest } = this.connection
    this.connection = { ...rest, ...part }
    this.listener.onConnection(this.connection)
  }
}
