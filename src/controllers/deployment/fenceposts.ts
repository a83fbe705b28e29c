import type { Deployment, ReplicaSet } from '../../kinds'
import { wantedBy } from './replica-sets'

/** How far a rolling update may go from the wanted number of pods, both ways. */
interface Fenceposts {
  readonly surge: number
  readonly unavailable: number
}

/**
 * A share of surge rounds up, one of unavailability down; where both come to nothing, one pod may be unavailable
 * (deployment_util.go, ResolveFenceposts).
 */
export function fencepostsOf({ spec }: Deployment): Fenceposts {
  const { maxSurge = 0, maxUnavailable = 0 } = spec.strategy.rollingUpdate ?? {}
  const surge = share(maxSurge, spec.replicas, Math.ceil)
  const unavailable = share(maxUnavailable, spec.replicas, Math.floor)
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable }
}

/** Pods beyond the wanted number; 0 unless it is a rolling update (MaxSurge). */
export function maxSurge(deployment: Deployment): number {
  return isRolling(deployment) ? fencepostsOf(deployment).surge : 0
}

/** Pods that may be missing from the wanted number; never more than there are (MaxUnavailable). */
export function maxUnavailable(deployment: Deployment): number {
  const { replicas } = deployment.spec
  return isRolling(deployment) ? Math.min(fencepostsOf(deployment).unavailable, replicas) : 0
}

/** Strategy RollingUpdate. */
export function isRolling({ spec }: Deployment): boolean {
  return spec.strategy.type === 'RollingUpdate'
}

function share(value: number | string, total: number, round: (value: number) => number): number {
  return typeof value === 'number' ? value : round((Number.parseInt(value, 10) * total) / 100)
}

/** How large the newest set may be, given the others and itself (NewRSNewReplicas). */
export function roomForNewest(deployment: Deployment, old: readonly ReplicaSet[], present: number): number {
  const { replicas } = deployment.spec
  if (!isRolling(deployment)) return replicas
  const room = replicas + maxSurge(deployment) - wantedBy(old) - present
  return room <= 0 ? present : present + Math.min(room, replicas - present)
}
