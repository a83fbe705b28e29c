import type { HttpRequest, HttpResponse } from '../client'
import type { KubernetesObject, Time } from '../kinds'
import type { Frame, Store } from '../store'
import { clockResponse, isClockRequest, readClockRequest, refusal } from './clock-door'
import { delayUntil, forgiven, type Pace, pinned, speedOf, targetAt } from './pace'
import type { ClientMessage, ClockStatus, HostMessage, Port } from './protocol'

/** What the host needs of a world; `World` fits. */
export interface Drivable {
  readonly store: Pick<Store, 'revision' | 'changesSince'> & { objects(): Iterable<KubernetesObject> }
  readonly now: Time
  readonly nextAt: Time | undefined
  handle(request: HttpRequest): HttpResponse
  run(until: Time, shouldPause?: () => boolean): boolean
  step(until: Time): boolean
}

/** Real time, as the host may use it. Handed in, so that a test can be its own clock. */
export interface RealTime {
  now(): number
  /** Calls back once, not before `delayMs`; returns how to call it off. */
  after(delayMs: number, callback: () => void): () => void
}

const sliceMs = 8
const frameMs = 16
/** How far a step may look for the next noticeable commit. */
const stepLimitMs = 3_600_000
/** How wrong the page's own counting may become before it is told, in real milliseconds. */
const driftMs = 100

/**
 * Lets a world live in real time and tells the page about it. Time passes in slices of at most 8 ms, so requests are never kept waiting; the
 * page gets at most one frame per 16 ms, and the next only after it has taken in the one before; and when nothing is due the host sleeps
 * until something is.
 */
export class WorldHost {
  private readonly world: Drivable
  private readonly port: Port<ClientMessage>
  private readonly time: RealTime
  private pace: Pace
  private cancelTurn: (() => void) | undefined
  private cancelFrame: (() => void) | undefined
  private sentRevision = -1
  private sentClock: ClockStatus | undefined
  private sentAt = Number.NEGATIVE_INFINITY
  private isFrameInFlight = false

  /** A world that begins paused stays at its first moment until somebody resumes or steps it. */
  constructor(world: Drivable, port: Port<ClientMessage>, time: RealTime, paused = false) {
    this.world = world
    this.port = port
    this.time = time
    this.pace = { paused, speed: 1, virtualAt: world.now, realAt: time.now() }
    this.turn()
  }

  /** Takes a message of the page. */
  receive(message: HostMessage): void {
    if ('id' in message) {
      this.port.postMessage({ id: message.id, response: this.answer(message.request) })
      this.plan()
    } else if ('acknowledge' in message) this.isFrameInFlight = false
    else {
      this.isFrameInFlight = false
      this.sentRevision = -1
    }
    this.announce()
  }

  private answer(request: HttpRequest): HttpResponse {
    this.advance()
    if (!isClockRequest(request)) return this.world.handle(request)
    const order = readClockRequest(request)
    if ('kind' in order) return refusal(order)
    if ('set' in order) this.pace = pinned(this.pace, this.world.now, this.time.now(), order.set)
    if ('step' in order) {
      this.world.step(this.world.now + stepLimitMs)
      this.pace = pinned(this.pace, this.world.now, this.time.now(), { paused: true })
    }
    return clockResponse(request, this.clock())
  }

  /** One slice: brings the world towards the time it should have, then goes to sleep until there is something to do. */
  private turn(): void {
    this.cancelTurn = undefined
    this.advance()
    this.plan()
    this.announce()
  }

  private advance(): void {
    if (this.pace.paused) return
    const sliceEnd = this.time.now() + sliceMs
    const isOver = () => this.time.now() >= sliceEnd
    const target = targetAt(this.pace, this.time.now())
    if (target > this.world.now) this.world.run(target, isOver)
    this.pace = forgiven(this.pace, this.world.now, this.time.now())
  }

  private plan(): void {
    this.cancelTurn?.()
    this.cancelTurn = undefined
    const delayMs = delayUntil(this.pace, this.world.nextAt, this.time.now())
    if (delayMs !== undefined) this.cancelTurn = this.time.after(delayMs, () => this.turn())
  }

  /** Sends a frame now if one is due and wanted, or as soon as it may be. */
  private announce(): void {
    if (this.isFrameInFlight || this.cancelFrame || !this.hasNews()) return
    const waitMs = this.sentAt + frameMs - this.time.now()
    if (waitMs <= 0) {
      this.send()
      return
    }
    this.cancelFrame = this.time.after(waitMs, () => {
      this.cancelFrame = undefined
      if (!this.isFrameInFlight && this.hasNews()) this.send()
    })
  }

  private hasNews(): boolean {
    if (this.world.store.revision !== this.sentRevision) return true
    const sent = this.sentClock
    if (!sent || sent.paused !== this.pace.paused || sent.speed !== this.pace.speed) return true
    if (sent.nextAt !== this.world.nextAt) return true
    if (this.pace.paused) return sent.now !== this.world.now
    const speed = speedOf(this.pace)
    const counted = sent.now + (this.time.now() - this.sentAt) * speed
    return Math.abs(counted - this.present()) > driftMs * speed
  }

  private send(): void {
    const frame = this.world.store.revision === this.sentRevision ? undefined : this.frame()
    const clock = this.clock()
    this.sentRevision = this.world.store.revision
    this.sentClock = clock
    this.sentAt = this.time.now()
    this.isFrameInFlight = true
    this.port.postMessage({ ...(frame && { frame }), clock })
  }

  private frame(): Frame {
    const { store } = this.world
    const commits = this.sentRevision < 0 ? 'compacted' : store.changesSince(this.sentRevision)
    if (commits !== 'compacted') return { from: this.sentRevision, to: store.revision, commits }
    return { from: -1, to: store.revision, commits: [], reset: { objects: [...store.objects()], time: this.world.now } }
  }

  private clock(): ClockStatus {
    const { paused, speed } = this.pace
    const { nextAt } = this.world
    return { now: this.present(), paused, speed, ...(nextAt !== undefined && { nextAt }) }
  }

  /** The cluster's time: a world that sleeps until its next moment is as good as at the moment before it. */
  private present(): Time {
    const { now, nextAt } = this.world
    const target = targetAt(this.pace, this.time.now())
    return target === Number.POSITIVE_INFINITY ? now : Math.max(now, Math.min(target, nextAt ?? target))
  }
}
