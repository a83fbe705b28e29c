import type { Time } from '../kinds'
import type { ClockSpec } from './protocol'

/** Where virtual and real time were pinned to each other. Real times are milliseconds of any clock that only goes forward. */
export interface Pace extends ClockSpec {
  readonly virtualAt: Time
  readonly realAt: number
}

/** How far behind the wanted time a world may fall before it is no longer owed, in real milliseconds. */
const owedMs = 250

/** Pins the pace to the present: call it when pause or speed change, and when the world cannot keep up. */
export function pinned(pace: Pace, virtualNow: Time, realNow: number, spec: Partial<ClockSpec> = {}): Pace {
  return { paused: spec.paused ?? pace.paused, speed: spec.speed ?? pace.speed, virtualAt: virtualNow, realAt: realNow }
}

/** The virtual time that the world should have reached at a real moment; Infinity when it should go as fast as it can. */
export function targetAt(pace: Pace, realNow: number): Time {
  if (pace.paused) return pace.virtualAt
  if (pace.speed === 'max') return Number.POSITIVE_INFINITY
  return pace.virtualAt + Math.floor((realNow - pace.realAt) * pace.speed)
}

/** Real milliseconds to sleep until a virtual moment is due; undefined when it never comes at this pace. */
export function delayUntil(pace: Pace, virtual: Time | undefined, realNow: number): number | undefined {
  if (pace.paused || virtual === undefined) return undefined
  if (pace.speed === 'max') return 0
  return Math.max(0, Math.ceil((virtual - pace.virtualAt) / pace.speed - (realNow - pace.realAt)))
}

/** Forgets what the world owes when it is too slow for the speed asked, so that it does not race to catch up later. */
export function forgiven(pace: Pace, virtualNow: Time, realNow: number): Pace {
  if (pace.paused || pace.speed === 'max') return pace
  const behindMs = (targetAt(pace, realNow) - virtualNow) / pace.speed
  return behindMs > owedMs ? pinned(pace, virtualNow, realNow) : pace
}
