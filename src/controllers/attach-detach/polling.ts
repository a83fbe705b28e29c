import type { Time } from '../../kinds'
import { minute, second } from '../../sim'

const firstPollMs = second / 2
const mostPollMs = 7 * second
const pollFactor = 1.05
/** How long an operation may take (csi_plugin.go: csiTimeout). */
export const timeoutMs = 2 * minute

/**
 * The first time at or after `now` when an operation that began at `startedAt` is looked at (csi_attacher.go:
 * waitForVolumeAttachDetachStatusWithLister): after half a second, and in slowly growing steps from then on.
 */
export function pollAt(startedAt: Time, now: Time): Time {
  let step = firstPollMs
  let at = startedAt + step
  while (at < now) {
    step = Math.min(mostPollMs, step * pollFactor)
    at += Math.round(step)
  }
  return at
}
