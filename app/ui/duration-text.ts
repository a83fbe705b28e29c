/** A duration in its two largest units, `12s`, `6m12s`, `3h5m`, `2d4h`; `isShort` leaves the second one out from ten minutes on. */
export function durationText(durationMs: number, isShort = false): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000))
  if (seconds < 60) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (isShort && minutes >= 10 && minutes < 60) return `${minutes}m`
  if (minutes < 60) return pair(minutes, 'm', seconds % 60, 's')
  const hours = Math.floor(minutes / 60)
  if (isShort) return hours < 24 ? `${hours}h` : `${Math.floor(hours / 24)}d`
  return hours < 24 ? pair(hours, 'h', minutes % 60, 'm') : pair(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`
}
