import { type DeploymentCondition, type Time, timestamp } from '../../kinds'

type Conditions = readonly DeploymentCondition[]

/** A condition Progressing that begins now. */
export function progressing(
  status: DeploymentCondition['status'],
  reason: string,
  message: string,
  now: Time,
): DeploymentCondition {
  return {
    type: 'Progressing',
    status,
    lastUpdateTime: timestamp(now),
    lastTransitionTime: timestamp(now),
    reason,
    message,
  }
}

/** The condition of this type. */
export function conditionIn(conditions: Conditions | undefined, type: string): DeploymentCondition | undefined {
  return conditions?.find(condition => condition.type === type)
}

/**
 * The conditions with this one at the end, its namesake gone; unchanged when that has the same status and reason already. The time of the
 * transition is kept while the status is (deployment_util.go, SetDeploymentCondition).
 */
export function withDeploymentCondition(conditions: Conditions, condition: DeploymentCondition): Conditions {
  const known = conditionIn(conditions, condition.type)
  if (!known) return [...conditions, condition]
  if (known.status === condition.status && known.reason === condition.reason) return conditions
  const since = known.status === condition.status ? known.lastTransitionTime : condition.lastTransitionTime
  const next = { ...condition, ...(since !== undefined && { lastTransitionTime: since }) }
  return [...withoutCondition(conditions, condition.type), next]
}

/** The conditions of all other types. */
export function withoutCondition(conditions: Conditions, type: string): Conditions {
  return conditions.filter(condition => condition.type !== type)
}
