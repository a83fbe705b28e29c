import type { ReplicaSet } from '../../kinds'
import { cleanUp } from './cleanup'
import { maxUnavailable, roomForNewest } from './fenceposts'
import { syncNewest } from './new-replica-set'
import { isComplete, syncRolloutStatus } from './progress'
import { activeAmong, oldestFirst, sum, wantedBy } from './replica-sets'
import { scaleSet } from './scale-set'
import { allOf, type Sides, type Sync } from './sync'

/** One step of a rolling update: new pods as far as surge allows, else old ones away, else tidying up (rolling.go, rolloutRolling). */
export function rollOut(sync: Sync): void {
  const sides = syncNewest(sync, true)
  if (sync.isOver || !sides.newest) return
  const hasMoved = growNewest(sync, sides, sides.newest) || shrinkOld(sync, sides, sides.newest)
  if (!hasMoved && isComplete(sync.deployment, sync.status)) cleanUp(sync, sides.old)
  syncRolloutStatus(sync, sides)
}

function growNewest(sync: Sync, { old }: Sides, newest: ReplicaSet): boolean {
  const { replicas } = sync.deployment.spec
  const present = newest.spec.replicas
  const size = present > replicas ? replicas : roomForNewest(sync.deployment, old, present)
  return present !== replicas && scaleSet(sync, newest, size) !== newest
}

/** Old pods go as far as availability allows; those that are not available go first and count for nothing (reconcileOldReplicaSets). */
function shrinkOld(sync: Sync, sides: Sides, newest: ReplicaSet): boolean {
  const old = activeAmong(sides.old)
  if (old.length === 0) return false
  const { deployment } = sync
  const least = deployment.spec.replicas - maxUnavailable(deployment)
  const newUnavailable = newest.spec.replicas - (newest.status.availableReplicas ?? 0)
  const most = wantedBy(allOf(sides)) - least - newUnavailable
  if (most <= 0) return false
  const sorted = oldestFirst(old)
  const cleaned = takeUnavailable(sync, sorted, most)
  if (!cleaned) return false
  const available = sum([...cleaned, newest], set => set.status.availableReplicas)
  const isTaken = takeAvailable(sync, cleaned, available - least)
  return isTaken || cleaned.some((set, index) => set !== sorted[index])
}

/** The sets without pods that are not available anyway; undefined where a set still reports more available pods than it is to have. */
function takeUnavailable(sync: Sync, old: readonly ReplicaSet[], most: number): readonly ReplicaSet[] | undefined {
  let left = most
  const result: ReplicaSet[] = []
  for (const set of old) {
    const unavailable = set.spec.replicas - (set.status.availableReplicas ?? 0)
    if (left > 0 && unavailable < 0) return undefined
    const taken = Math.max(0, Math.min(left, unavailable))
    left -= taken
    result.push(taken > 0 ? scaleSet(sync, set, set.spec.replicas - taken) : set)
  }
  return result
}

function takeAvailable(sync: Sync, old: readonly ReplicaSet[], most: number): boolean {
  let left = most
  for (const set of old) {
    const taken = Math.min(set.spec.replicas, left)
    if (taken <= 0) continue
    left -= taken
    scaleSet(sync, set, set.spec.replicas - taken)
  }
  return left < most
}
