import type { Time } from './lab'
import type { Timestamp } from './meta'
import { parseTimestamp } from './timestamp'

/** How long ago `since` was, `4m10s`; `<unknown>` when it is absent. */
export function ageOf(since: Timestamp | null | undefined, now: Time): string {
  return since ? humanDuration(now - parseTimestamp(since)) : '<unknown>'
}

/**
 * A duration as kubectl's tables show it: two units at most, the coarser the longer
 * (`k8s.io/apimachinery/pkg/util/duration: HumanDuration`). Two seconds of clock skew count as 0s; more is `<invalid>`.
 */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 60 * 2) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's')
  if (minutes < 60 * 3) return `${minutes}m`
  const hours = Math.floor(minutes / 60)
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.floor(hours / 24)
  if (hours < 24 * 8) return withRest(days, 'd', hours % 24, 'h')
  if (hours < 24 * 365 * 2) return `${days}d`
  const years = Math.floor(days / 365)
  return hours < 24 * 365 * 8 ? withRest(years, 'y', days % 365, 'd') : `${years}y`
}

function withRest(count: number, unit: string, rest: number, restUnit: string): string {
  return rest ? `${count}${unit}${rest}${restUnit}` : `${count}${unit}`
}
