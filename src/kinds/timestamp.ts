import type { Time } from './lab'
import type { Timestamp } from './meta'

/** `2026-01-01T00:00:00Z`: whole seconds, cut off, as the API server writes times. */
export function timestamp(time: Time): Timestamp {
  const known = Math.min(time, lastTime)
  const minute = Math.floor(known / 60_000)
  if (minute !== lastMinute) {
    lastPrefix = isoText(known).slice(0, 17)
    lastMinute = minute
  }
  return lastPrefix + seconds[Math.floor((known % 60_000) / 1000)]
}

// Much is written within one minute, so its text is kept: a shortcut, never a fact.
let lastMinute = Number.NaN
let lastPrefix = ''
const seconds = Array.from({ length: 60 }, (_, second) => `${String(second).padStart(2, '0')}Z`)

/** `2026-01-01T00:00:00.000000Z`: microseconds, as Leases and event times are written. */
export function microTimestamp(time: Time): Timestamp {
  const known = Math.min(time, lastTime)
  return `${timestamp(known).slice(0, 19)}.${String(1000 + (known % 1000)).slice(1)}000Z`
}

/** The moment a timestamp names, in virtual milliseconds since the epoch; NaN when it is not one. */
export function parseTimestamp(text: Timestamp): Time {
  return globalThis.Date.parse(text)
}

/** A timestamp as people read it, `Thu, 01 Jan 2026 00:00:00 +0000`; the year 1 where there is none (Go's `time.RFC1123Z` of a time). */
export function dateText(time: Timestamp | null | undefined): string {
  if (!time) return 'Mon, 01 Jan 0001 00:00:00 +0000'
  return new globalThis.Date(parseTimestamp(time)).toUTCString().replace('GMT', '+0000')
}

/** The last moment with a year of four digits: whoever grants a billion years of grace must not bring the clock to a stop. */
const lastTime = 253_402_300_799_999

function isoText(time: Time): string {
  return new globalThis.Date(time).toISOString()
}
