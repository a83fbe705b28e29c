import type { Time } from '../kinds'
import type { ClockSpec } from './protocol'

/** Where virtual and real time were pinned to each other. Real times are milliseconds of any clock that only goes forward. */
export interface Pace extends ClockSpec {
  readonly virtualAt: Time
  readonly realAt: number
}

/** An hour in a second. Work is done as fast as it goes at any rate; this is where a cluster with nothing to do stops racing. */
const mostSpeed = 3600

/** Virtual milliseconds for each real one. */
export function speedOf({ speed }: Pick<ClockSpec, 'speed'>): number {
  return speed === 'max' ? mostSpeed : speed
}

/** How far behind the wanted time a world may fall before it is no longer owed, in real milliseconds. */
const owedMs = 250

/** Pins the pace to the present: call it when pause or speed change, and when the world cannot keep up. */
export function pinned(pace: Pace, virtualNow: Time, realNow: number, spec: Partial<ClockSpec> = {}): Pace {
  return { paused: spec.paused ?? pace.paused, speed: spec.speed ?? pace.speed, virtualAt: virtualNow, realAt: realNow }
}

/** The virtual time that the world should have reached at a real moment. */
export function targetAt(pace: Pace, realNow: number): Time {
  if (pace.paused) return pace.virtualAt
  return pace.virtualAt + Math.floor((realNow - pace.realAt) * speedOf(pace))
}

/** Real milliseconds to sleep until a virtual moment is due; undefined when it never comes at this pace. */
export function delayUntil(pace: Pace, virtual: Time | undefined, realNow: number): number | undefined {
  if (pace.paused || virtual === undefined) return undefined
  return Math.max(0, Math.ceil((virtual - pace.virtualAt) / speedOf(pace) - (realNow - pace.realAt)))
}

/** Forgets what the world owes when it is too slow for the speed asked, so that it does not race to catch up later. */
export function forgiven(pace: Pace, virtualNow: Time, realNow: number): Pace {
  if (pace.paused) return pace
  const behindMs = (targetAt(pace, realNow) - virtualNow) / speedOf(pace)
  return behindMs > owedMs ? pinned(pace, virtualNow, realNow) : pace
}
