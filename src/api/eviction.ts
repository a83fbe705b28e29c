import { isRecord } from '../base'
import type { DeleteOptions } from '../client'
import { conditionOf, disruptionTarget, type KubernetesObject, type Pod, withCondition } from '../kinds'
import type { ApiContext, Caller } from './context'
import { isDryRun } from './delete-options'
import { badRequest } from './errors'
import { checkPreconditions, deleteObject } from './remove'
import type { Resource } from './resources'
import { updateObject } from './update'

/** Evicts a pod (registry/core/pod/storage/eviction.go): the condition first, then a delete. Budgets come with their kind. */
export function evictPod(context: ApiContext, caller: Caller, resource: Resource, pod: Pod, eviction: unknown): void {
  const body = isRecord(eviction) ? eviction : {}
  const metadata = isRecord(body.metadata) ? body.metadata : {}
  if (metadata.name !== undefined && metadata.name !== pod.metadata.name)
    throw badRequest('name in URL does not match name in Eviction object')
  const options = (isRecord(body.deleteOptions) ? body.deleteOptions : {}) as DeleteOptions
  const evictor = isDryRun(options) ? { ...caller, isDryRun: true } : caller
  checkPreconditions(resource, pod, options)
  const marked = isTerminal(pod) ? pod : markDisrupted(context, evictor, resource, pod)
  const { preconditions: _, ...rest } = options
  deleteObject(context, evictor, resource, marked, rest)
}

function isTerminal({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed'
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
