import { deepEqual } from '../../base'
import type { Status } from '../../client'
import { type Condition, conditionOf, type ReplicaSet, type ReplicaSetStatus, type Time, timestamp } from '../../kinds'
import { type Action, errorText } from '../runtime'
import type { Counts } from './census'

const failureType = 'ReplicaFailure'

/** Writes the status if it differs, with how making or deleting pods went (replica_set_utils.go, updateReplicaSetStatus). */
export function statusReport(set: ReplicaSet, counts: Counts, available: number, now: Time): Action {
  return {
    report: failure => {
      const conditions = conditionsAfter(set, failure, counts.active, now)
      const status: ReplicaSetStatus = {
        replicas: counts.active,
        fullyLabeledReplicas: counts.fullyLabeled,
        readyReplicas: counts.ready,
        availableReplicas: available,
        terminatingReplicas: counts.terminating,
        observedGeneration: set.metadata.generation ?? 0,
      }
      if (isKnown(set, status) && deepEqual(set.status.conditions ?? [], conditions)) return undefined
      const { name, namespace, uid } = set.metadata
      const body = { metadata: { uid }, status: { ...withoutZeros(status), conditions: emptyAsNull(conditions) } }
      const target = { kind: 'ReplicaSet', name, ...(namespace && { namespace }), subresource: 'status' } as const
      return { verb: 'patch', ...target, patchType: 'merge', body }
    },
  }
}

function isKnown({ status }: ReplicaSet, next: ReplicaSetStatus): boolean {
  return (
    status.terminatingReplicas === next.terminatingReplicas &&
    counters.every(name => (status[name] ?? 0) === next[name])
  )
}

const counters = [
  'replicas',
  'fullyLabeledReplicas',
  'readyReplicas',
  'availableReplicas',
  'observedGeneration',
] as const

/** Counters that are zero are absent, but for two. */
function withoutZeros(status: ReplicaSetStatus): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...status }
  for (const name of counters) if (name !== 'replicas') result[name] = status[name] || null
  return result
}

function emptyAsNull<T>(list: readonly T[]): readonly T[] | null {
  return list.length > 0 ? list : null
}

/** A first failure is noted and stays as it is until all goes well (replica_set_utils.go, calculateStatus). */
function conditionsAfter(
  set: ReplicaSet,
  failure: Status | undefined,
  active: number,
  now: Time,
): readonly Condition[] {
  const { conditions = [] } = set.status
  const known = conditionOf(set, failureType)
  if (!failure) return known ? conditions.filter(({ type }) => type !== failureType) : conditions
  if (known) return conditions
  const isCreating = active < set.spec.replicas
  const text = errorText(failure)
  return [
    ...conditions,
    {
      type: failureType,
      status: 'True',
      lastTransitionTime: timestamp(now),
      reason: isCreating ? 'FailedCreate' : 'FailedDelete',
      message: isCreating ? text : `unable to delete pods: ${text}`,
    },
  ]
}
