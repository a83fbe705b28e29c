import type { WriteRequest } from '../../client'
import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet, Time } from '../../kinds'
import { timestamp } from '../../kinds'
import { withDeploymentCondition } from './conditions'
import { maxUnavailable } from './fenceposts'
import { revisionAnnotation } from './names'
import { sum, wantedBy } from './replica-sets'
import { allOf, type Sides, type Sync } from './sync'

/** The status that follows from the sets, conditions about progress as they were (sync.go, calculateStatus). */
export function statusFrom(sync: Sync, sides: Sides): DeploymentStatus {
  const { deployment, now } = sync
  const all = allOf(sides)
  const available = sum(all, set => set.status.availableReplicas)
  const terminating = terminatingIn(all)
  const { collisionCount, conditions = [] } = sync.status
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: sum(all, set => set.status.replicas),
    updatedReplicas: sides.newest?.status.replicas ?? 0,
    readyReplicas: sum(all, set => set.status.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, wantedBy(all) - available),
    ...(terminating !== undefined && { terminatingReplicas: terminating }),
    ...(collisionCount !== undefined && { collisionCount }),
    conditions: withDeploymentCondition(conditions, availability(deployment, available, now)),
  }
}

/** Undefined when a set that the controller has seen does not say (GetTerminatingReplicaCountForReplicaSets). */
function terminatingIn(sets: readonly ReplicaSet[]): number | undefined {
  const seen = sets.filter(({ status }) => status.observedGeneration || status.terminatingReplicas !== undefined)
  if (seen.some(({ status }) => status.terminatingReplicas === undefined)) return undefined
  return sum(seen, set => set.status.terminatingReplicas)
}

function availability(deployment: Deployment, available: number, now: Time): DeploymentCondition {
  const isEnough = available >= deployment.spec.replicas - maxUnavailable(deployment)
  return {
    type: 'Available',
    status: isEnough ? 'True' : 'False',
    lastUpdateTime: timestamp(now),
    lastTransitionTime: timestamp(now),
    reason: isEnough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: `Deployment ${isEnough ? 'has' : 'does not have'} minimum availability.`,
  }
}

const counters = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
] as const

/** Whether two statuses say the same; a counter that is zero may be absent. */
export function isSameStatus(a: DeploymentStatus, b: DeploymentStatus): boolean {
  const [conditions = [], others = []] = [a.conditions, b.conditions]
  return (
    counters.every(name => (a[name] ?? 0) === (b[name] ?? 0)) &&
    a.terminatingReplicas === b.terminatingReplicas &&
    a.collisionCount === b.collisionCount &&
    conditions.length === others.length &&
    conditions.every((condition, index) => isSameCondition(condition, others[index] as DeploymentCondition))
  )
}

const conditionFields = ['type', 'status', 'reason', 'message', 'lastUpdateTime', 'lastTransitionTime'] as const

function isSameCondition(a: DeploymentCondition, b: DeploymentCondition): boolean {
  return conditionFields.every(field => (a[field] ?? '') === (b[field] ?? ''))
}

/** Writes status and revision; the second time in a sync ends it. */
export function writeStatus(sync: Sync, status: DeploymentStatus): void {
  if (sync.hasWritten) sync.isOver = true
  else sync.actions.push({ write: statusRequest(sync.deployment, sync.revision, status) })
  sync.hasWritten = true
  sync.status = status
}

/** The request that writes a status, and the revision annotation with it. */
export function statusRequest(
  deployment: Deployment,
  revision: string | undefined,
  status: DeploymentStatus,
): WriteRequest {
  const { name, namespace, uid, annotations } = deployment.metadata
  const isNew = revision !== undefined && annotations?.[revisionAnnotation] !== revision
  const metadata = { uid, ...(isNew && { annotations: { [revisionAnnotation]: revision } }) }
  const shown: Record<string, unknown> = { ...status, conditions: status.conditions?.length ? status.conditions : null }
  for (const field of counters) shown[field] = status[field] || null
  for (const field of ['terminatingReplicas', 'collisionCount'] as const) shown[field] = status[field] ?? null
  const target = { kind: 'Deployment', name, ...(namespace && { namespace }), subresource: 'status' } as const
  return { verb: 'patch', ...target, patchType: 'merge', body: { metadata, status: shown } }
}
