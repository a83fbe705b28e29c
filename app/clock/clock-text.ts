/** When every cluster begins, in virtual milliseconds: 2026-01-01T00:00:00Z. */
export const startOfTime = Date.UTC(2026, 0, 1)

/** A stretch of cluster time: `0:03:12`, with days in front when there are any, `2d 4:00:00`. */
export function clockText(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000))
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor((seconds % 86_400) / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const text = `${hours}:${two(minutes)}:${two(seconds % 60)}`
  return days > 0 ? `${days}d ${text}` : text
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
