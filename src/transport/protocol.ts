import type { HttpRequest, HttpResponse } from '../client'
import type { Time } from '../kinds'
import type { Frame } from '../store'

/** Virtual milliseconds per real millisecond, or as fast as the machine can. */
export type Speed = number | 'max'

/** What a person has asked of the clock. It is beside the world, not in it: going back in time must not unpause it. */
export interface ClockSpec {
  readonly paused: boolean
  readonly speed: Speed
}

/** The clock as the host last saw it. Between two of these the page counts on by itself. */
export interface ClockStatus extends ClockSpec {
  /** The cluster's time. */
  readonly now: Time
  /** When the next thing is due; absent when nothing ever happens by itself again. */
  readonly nextAt?: Time
}

/** From the page to the worker. */
export type HostMessage =
  | { readonly id: number; readonly request: HttpRequest }
  /** A watch's pull that is answered when there is something to tell; see `Pulls`. */
  | { readonly id: number; readonly pull: HttpRequest }
  /** Nobody waits for the answer to that pull any more. */
  | { readonly cancel: number }
  /** The page has taken the frame in; the next one may be sent. */
  | { readonly acknowledge: true }
  /** The page's replica does not follow: send everything anew. */
  | { readonly resync: true }

/** From the worker to the page. */
export type ClientMessage =
  | { readonly id: number; readonly response: HttpResponse }
  | { readonly frame?: Frame; readonly clock: ClockStatus }

/** One end of a channel: a Worker, a worker's own global scope, a MessagePort. */
export interface Port<Outgoing> {
  postMessage(message: Outgoing): void
}
