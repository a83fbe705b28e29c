import {
  type Deployment,
  type DeploymentCondition,
  type DeploymentStatus,
  parseTimestamp,
  type ReplicaSet,
  type Time,
} from '../../kinds'
import { second } from '../../sim'
import { conditionIn, progressing, withDeploymentCondition, withoutCondition } from './conditions'
import { progressReasons } from './names'
import { isSameStatus, statusFrom, writeStatus } from './status'
import { allOf, type Sides, type Sync } from './sync'

const noDeadline = 2 ** 31 - 1

/** Whether somebody wants to know when nothing moves (HasProgressDeadline). */
export function hasDeadline({ spec }: Deployment): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== noDeadline
}

/** All replicas are updated and available, and no other is left (DeploymentComplete). */
export function isComplete({ spec, metadata }: Deployment, status: DeploymentStatus): boolean {
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = status
  return (
    updatedReplicas === spec.replicas &&
    replicas === spec.replicas &&
    availableReplicas === spec.replicas &&
    observedGeneration >= (metadata.generation ?? 0)
  )
}

/** The status while nothing is said about progress: paused, scaled, or being deleted (sync.go, syncDeploymentStatus). */
export function syncStatus(sync: Sync, sides: Sides): void {
  const status = statusFrom(sync, sides)
  if (!isSameStatus(sync.status, status)) writeStatus(sync, status)
}

/** The status during a rollout, with how it goes and whether it goes at all (progress.go, syncRolloutStatus). */
export function syncRolloutStatus(sync: Sync, sides: Sides): void {
  const counted = statusFrom(sync, sides)
  const progressed = { ...counted, conditions: progressConditions(sync, sides, counted) }
  const failure = failureIn(sides)
  const conditions = failure
    ? withDeploymentCondition(progressed.conditions, failure)
    : withoutCondition(progressed.conditions, 'ReplicaFailure')
  const status = { ...progressed, conditions }
  if (isSameStatus(sync.status, status)) sync.wakeAt = deadlineOf(sync, status)
  else writeStatus(sync, status)
}

function progressConditions(
  { deployment, status, now }: Sync,
  { newest }: Sides,
  next: DeploymentStatus,
): readonly DeploymentCondition[] {
  const conditions = next.conditions ?? []
  if (!hasDeadline(deployment)) return withoutCondition(conditions, 'Progressing')
  const current = conditionIn(status.conditions, 'Progressing')
  if ((next.replicas ?? 0) === (next.updatedReplicas ?? 0) && current?.reason === progressReasons.setAvailable)
    return conditions
  const what = newest ? `ReplicaSet "${newest.metadata.name}"` : `Deployment "${deployment.metadata.name}"`
  if (isComplete(deployment, next)) {
    const message = `${what} has successfully progressed.`
    return withDeploymentCondition(conditions, progressing('True', progressReasons.setAvailable, message, now))
  }
  if (hasProgressed(status, next)) {
    const condition = progressing('True', progressReasons.setUpdated, `${what} is progressing.`, now)
    // Progress is told anew even where the last report said the same.
    const since = current?.status === 'True' ? current.lastTransitionTime : undefined
    return [
      ...withoutCondition(conditions, 'Progressing'),
      { ...condition, ...(since !== undefined && { lastTransitionTime: since }) },
    ]
  }
  if (hasTimedOut(deployment, next, now)) {
    const message = `${what} has timed out progressing.`
    return withDeploymentCondition(conditions, progressing('False', progressReasons.timedOut, message, now))
  }
  return conditions
}

/** More new pods, fewer old ones, more that are ready or available (DeploymentProgressing). */
function hasProgressed(before: DeploymentStatus, next: DeploymentStatus): boolean {
  const oldIn = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus) => replicas - updatedReplicas
  return (
    (next.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    oldIn(next) < oldIn(before) ||
    (next.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (next.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  )
}

/** Nothing has been told about progress for as long as the deadline (DeploymentTimedOut). */
function hasTimedOut(deployment: Deployment, { conditions }: DeploymentStatus, now: Time): boolean {
  const condition = conditionIn(conditions, 'Progressing')
  if (!condition || condition.reason === progressReasons.setAvailable) return false
  return condition.reason === progressReasons.timedOut || deadlineAfter(deployment, condition) < now
}

function deadlineAfter({ spec }: Deployment, { lastUpdateTime }: DeploymentCondition): Time {
  return parseTimestamp(lastUpdateTime) + spec.progressDeadlineSeconds * second
}

/** When to look whether the rollout is stuck: a second after the deadline, or at once where that is nearly over (requeueStuckDeployment). */
function deadlineOf({ deployment, now }: Sync, status: DeploymentStatus): Time | undefined {
  const condition = conditionIn(status.conditions, 'Progressing')
  if (!hasDeadline(deployment) || !condition) return undefined
  if (isComplete(deployment, status) || condition.reason === progressReasons.timedOut) return undefined
  const deadline = deadlineAfter(deployment, condition)
  return deadline - now < second ? Math.max(deadline, now) + 1 : deadline + second
}

/** The first failure of the newest set, else of any (getReplicaFailures). */
function failureIn(sides: Sides): DeploymentCondition | undefined {
  const own = sides.newest && failureOf(sides.newest)
  if (own) return own
  for (const set of allOf(sides)) {
    const failure = failureOf(set)
    if (failure) return failure
  }
  return undefined
}

function failureOf({ status }: ReplicaSet): DeploymentCondition | undefined {
  const condition = status.conditions?.find(({ type }) => type === 'ReplicaFailure')
  return condition && { ...condition, lastUpdateTime: condition.lastTransitionTime ?? '' }
}
