import { isRecord } from '../base'
import type { DeleteOptions } from '../client'
import { conditionOf, disruptionTarget, isTerminating, type KubernetesObject, type Pod, withCondition } from '../kinds'
import type { ApiContext, Caller } from './context'
import { isDryRun } from './delete-options'
import { badRequest } from './errors'
import { claimDisruption } from './eviction-budget'
import { checkPreconditions, deleteObject } from './remove'
import type { Resource } from './resources'
import { updateObject } from './update'

/**
 * Evicts a pod (registry/core/pod/storage/eviction.go): its budget is asked, then comes the condition, then a delete. Throws a 429 where the
 * budget does not allow it, a 500 where there are two.
 */
export function evictPod(context: ApiContext, caller: Caller, resource: Resource, pod: Pod, eviction: unknown): void {
  const body = isRecord(eviction) ? eviction : {}
  const metadata = isRecord(body.metadata) ? body.metadata : {}
  if (metadata.name !== undefined && metadata.name !== pod.metadata.name)
    throw badRequest('name in URL does not match name in Eviction object')
  const options = (isRecord(body.deleteOptions) ? body.deleteOptions : {}) as DeleteOptions
  const evictor = isDryRun(options) ? { ...caller, isDryRun: true } : caller
  if (!isBeyondBudgets(pod)) claimDisruption(context, evictor, pod)
  checkPreconditions(resource, pod, options)
  const marked = evictor.isDryRun ? pod : markDisrupted(context, evictor, resource, pod)
  const { preconditions: _, ...rest } = options
  deleteObject(context, evictor, resource, marked, rest)
}

/** Pods that do no work yet, or no more: their going disrupts nobody (`canIgnorePDB`). */
function isBeyondBudgets(pod: Pod): boolean {
  return ['Pending', 'Succeeded', 'Failed'].includes(pod.status.phase) || isTerminating(pod)
}

function markDisrupted(context: ApiContext, caller: Caller, resource: Resource, pod: Pod): KubernetesObject {
  if (conditionOf(pod, 'DisruptionTarget')?.reason === 'EvictionByEvictionAPI') return pod
  // Unlike other writers of this condition, the eviction API does not say which generation it has seen.
  const { observedGeneration: _, ...condition } = disruptionTarget(
    pod,
    context.clock(),
    'EvictionByEvictionAPI',
    'Eviction API: evicting',
  )
  const body = { ...pod, status: { ...pod.status, conditions: withCondition(pod.status.conditions, condition) } }
  return updateObject(context, caller, resource, pod, body, { subresource: 'status' })
}
