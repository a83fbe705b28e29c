import type { HttpRequest, HttpResponse } from '../client'
import type { Time } from '../kinds'
import { clockResponse, isClockRequest, readClockRequest, refusal } from './clock-door'
import { delayUntil, forgiven, type Pace, pinned, targetAt } from './pace'
import type { ClockSpec, ClockStatus } from './protocol'

/** What living in real time needs of a world; `World` fits. */
export interface Passable {
  readonly now: Time
  readonly nextAt: Time | undefined
  handle(request: HttpRequest): HttpResponse
  run(until: Time, shouldPause?: () => boolean): boolean
  step(until: Time): boolean
}

/** Real time, as a host may use it. Handed in, so that a test can be its own clock. */
export interface RealTime {
  now(): number
  /** Calls back once, not before `delayMs`; returns how to call it off. */
  after(delayMs: number, callback: () => void): () => void
}

const sliceMs = 8
/** How far a step may look for the next noticeable commit. */
const stepLimitMs = 3_600_000

/**
 * A world that lives in real time, with its clock. Time passes in slices of at most 8 ms, so that requests are never kept waiting; when nothing
 * is due it sleeps until something is.
 */
export class PacedWorld {
  private readonly world: Passable
  private readonly time: RealTime
  private readonly onTurn: () => void
  private pace: Pace
  private cancelTurn: (() => void) | undefined

  /** A world that begins paused stays at its first moment until somebody resumes or steps it. `onTurn` is called after each slice. */
  constructor(world: Passable, time: RealTime, { paused, speed }: ClockSpec, onTurn: () => void) {
    this.world = world
    this.time = time
    this.onTurn = onTurn
    this.pace = { paused, speed, virtualAt: world.now, realAt: time.now() }
  }

  /** One slice: brings the world towards the time it should have, then goes to sleep until there is something to do. Begins with the first call. */
  turn(): void {
    this.cancelTurn = undefined
    this.advance()
    this.plan()
    this.onTurn()
  }

  /** No time passes any more. */
  stop(): void {
    this.cancelTurn?.()
    this.cancelTurn = undefined
  }

  /** Answers a request at the present moment: the clock's own, and the world's. */
  answer(request: HttpRequest): HttpResponse {
    this.advance()
    const response = isClockRequest(request) ? this.answerClock(request) : this.world.handle(request)
    this.plan()
    return response
  }

  /** The clock as it is now. */
  clock(): ClockStatus {
    const { paused, speed } = this.pace
    const { nextAt } = this.world
    return { now: this.present(), paused, speed, ...(nextAt !== undefined && { nextAt }) }
  }

  private answerClock(request: HttpRequest): HttpResponse {
    const order = readClockRequest(request)
    if ('kind' in order) return refusal(order)
    if ('set' in order) this.pace = pinned(this.pace, this.world.now, this.time.now(), order.set)
    if ('step' in order) {
      this.world.step(this.world.now + stepLimitMs)
      this.pace = pinned(this.pace, this.world.now, this.time.now(), { paused: true })
    }
    return clockResponse(request, this.clock())
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
    this.stop()
    const delayMs = delayUntil(this.pace, this.world.nextAt, this.time.now())
    if (delayMs !== undefined) this.cancelTurn = this.time.after(delayMs, () => this.turn())
  }

  /** The cluster's time: a world that sleeps until its next moment is as good as at the moment before it. */
  private present(): Time {
    const { now, nextAt } = this.world
    const target = targetAt(this.pace, this.time.now())
    return target === Number.POSITIVE_INFINITY ? now : Math.max(now, Math.min(target, nextAt ?? target))
  }
}
