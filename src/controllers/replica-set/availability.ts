import type { Pod, ReplicaSet, Time } from '../../kinds'
import { readySince } from './census'

/** How many pods are available, and when the next one will be. */
export interface Availability {
  readonly available: number
  /** Undefined when none is waiting. */
  readonly nextAt: Time | undefined
}

/** A pod is available `minReadySeconds` after it became ready (podutil.IsPodAvailable, FindMinNextPodAvailabilityCheck). */
export function availabilityOf(set: ReplicaSet, ready: number, pods: () => readonly Pod[], now: Time): Availability {
  const { minReadySeconds = 0 } = set.spec
  if (minReadySeconds === 0) return { available: ready, nextAt: undefined }
  let available = 0
  let nextAt: Time | undefined
  for (const pod of pods()) {
    const since = readySince(pod)
    if (since === undefined) continue
    const at = since + minReadySeconds * 1000
    if (at <= now) available++
    else if (nextAt === undefined || at < nextAt) nextAt = at
  }
  return { available, nextAt }
}
