import type { Deployment, ReplicaSet } from '../../kinds'
import { isRolling, maxSurge } from './fenceposts'
import { desiredAnnotation, mostAnnotation } from './names'
import { activeAmong, byAge, oldestFirst, wantedBy } from './replica-sets'
import { scaleSet } from './scale-set'
import { allOf, type Sides, type Sync } from './sync'

/** Whether the deployment's size is another than the one its sets remember (sync.go, isScalingEvent). */
export function isScaled({ spec }: Deployment, sides: Sides): boolean {
  return activeAmong(allOf(sides)).some(set => {
    const desired = numberOn(set, desiredAnnotation)
    return desired !== undefined && desired !== spec.replicas
  })
}

/**
 * Brings the sets to the deployment's size without carrying the rollout on: one set gets all, several share in proportion (sync.go, scale).
 */
export function scale(sync: Sync, sides: Sides): void {
  const { deployment } = sync
  const { replicas } = deployment.spec
  const active = activeAmong(allOf(sides))
  const latest = sides.newest ?? oldestFirst(sides.old).at(-1)
  if (active.length < 2) {
    const only = active[0] ?? latest
    if (only) scaleSet(sync, only, replicas)
  } else if (isSaturated(deployment, sides.newest)) {
    for (const set of [...activeAmong(sides.old)].sort((a, b) => byAge(b, a))) scaleSet(sync, set, 0)
  } else if (isRolling(deployment))
    for (const [set, size] of shares(deployment, active)) scaleSet(sync, set, size, true)
}

/** The newest set has all replicas, all available, and knows it (IsSaturated). */
function isSaturated({ spec }: Deployment, newest: ReplicaSet | undefined): boolean {
  if (!newest) return false
  const { replicas } = spec
  const isFull = newest.spec.replicas === replicas && (newest.status.availableReplicas ?? 0) === replicas
  return isFull && numberOn(newest, desiredAnnotation) === replicas
}

/** Sizes in proportion to the present ones, the larger first; what rounding leaves over is the largest's. */
function shares(deployment: Deployment, active: readonly ReplicaSet[]): readonly (readonly [ReplicaSet, number])[] {
  const { replicas } = deployment.spec
  const total = replicas > 0 ? replicas + maxSurge(deployment) : 0
  const toAdd = total - wantedBy(active)
  const direction = toAdd > 0 ? -1 : 1
  const sorted = [...active].sort((a, b) => b.spec.replicas - a.spec.replicas || direction * byAge(a, b))
  let added = 0
  const sizes = sorted.map(set => {
    const part = proportion(deployment, set, toAdd, added)
    added += part
    return set.spec.replicas + part
  })
  return sorted.map((set, index) => {
    const size = sizes[index] as number
    return [set, index === 0 ? Math.max(0, size + toAdd - added) : size] as const
  })
}

/** How many replicas a set gains or loses, at most what is left to give or take (GetReplicaSetProportion). */
function proportion(deployment: Deployment, set: ReplicaSet, toAdd: number, added: number): number {
  if (toAdd === 0 || toAdd === added) return 0
  const part = fraction(deployment, set)
  return toAdd > 0 ? Math.min(part, toAdd - added) : Math.max(part, toAdd - added)
}

/** Grows or shrinks a set as the whole does, from the size that it remembers to the present one (getReplicaSetFraction). */
function fraction(deployment: Deployment, set: ReplicaSet): number {
  const { replicas } = deployment.spec
  if (replicas === 0) return -set.spec.replicas
  const before = numberOn(set, mostAnnotation) || deployment.status.replicas || 0
  if (before === 0) return 0
  return Math.round((set.spec.replicas * (replicas + maxSurge(deployment))) / before) - set.spec.replicas
}

function numberOn({ metadata }: ReplicaSet, annotation: string): number | undefined {
  const text = metadata.annotations?.[annotation]
  const number = text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
  return number !== undefined && number < 2 ** 31 ? number : undefined
}
