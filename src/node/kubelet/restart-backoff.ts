import { minute, second } from '../../sim'

const firstMs = 10 * second
const mostMs = 5 * minute

/** 10 s, doubling, at most 300 s; for the n-th time, counted from 1 (client-go flowcontrol.Backoff). */
function doubledMs(count: number): number {
  return count < 1 ? 0 : Math.min(mostMs, firstMs * 2 ** Math.min(count - 1, 10))
}

/** How long after its end a container is started again, when it has ended `crashes` times in a row: the first restart is immediate. */
export function restartBackOffMs(crashes: number): number {
  return doubledMs(crashes - 1)
}

/** How long after a failure an image is pulled again, when pulling has failed `failures` times in a row. */
export function pullBackOffMs(failures: number): number {
  return doubledMs(failures)
}

/** A duration as Go prints it: `393ms`, `1.234s`, `10s`, `1m20s`, `5m0s`. */
export function durationText(ms: number): string {
  if (ms > 0 && ms < second) return `${ms}ms`
  const minutes = Math.floor(ms / minute)
  const seconds = `${(ms % minute) / second}s`
  const hours = Math.floor(minutes / 60)
  if (hours > 0) return `${hours}h${minutes % 60}m${seconds}`
  return minutes > 0 ? `${minutes}m${seconds}` : seconds
}

/** How long after a failure a volume is set up again, when that has failed `failures` times in a row: 0.5 s, doubling, at most 122 s (goroutinemap/exponentialbackoff). */
export function setUpBackOffMs(failures: number): number {
  return Math.min(122 * second, (second / 2) * 2 ** Math.min(failures - 1, 10))
}
