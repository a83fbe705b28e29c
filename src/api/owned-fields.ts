import type { KubernetesObject } from '../kinds'
import { unlessOnlyTimes, updateManagedFields, updateOwnersThroughScale } from './apply'
import type { ApiContext, Caller } from './context'
import { type Resource, storedAs } from './resources'
import type { JsonRecord } from './schema'

/**
 * `next` with its managedFields brought up to date for a write that is not an apply. Only objects that somebody has applied server-side,
 * or created under a manager's name, have any; for all others this costs nothing.
 */
export function withFieldOwners(
  context: ApiContext,
  caller: Caller,
  resource: Resource,
  previous: KubernetesObject,
  next: KubernetesObject,
  subresource: string | undefined,
): KubernetesObject {
  if (caller.hasSettledOwners || (!previous.metadata.managedFields && !next.metadata.managedFields)) return next
  return updateManagedFields({
    live: previous,
    next,
    manager: caller.manager ?? processOf(caller.user),
    now: context.clock(),
    schema: storedAs(resource).schema,
    apiVersion: previous.apiVersion,
    ...(subresource && { subresource }),
  }) as unknown as KubernetesObject
}

/** `next` with the owners of its replicas brought up to date for a write through scale; the numbers are those before and after. */
export function withScaleOwners(
  caller: Caller,
  path: readonly string[],
  previous: KubernetesObject,
  next: KubernetesObject,
  [before, after]: readonly [number, number],
): KubernetesObject {
  if (!previous.metadata.managedFields) return next
  return updateOwnersThroughScale({
    live: record(previous),
    next: record(next),
    manager: caller.manager ?? processOf(caller.user),
    path,
    before,
    after,
  }) as unknown as KubernetesObject
}

/** A new object with its first owner, if the request names one; controllers' objects go without. */
export function withFirstOwner(
  context: ApiContext,
  caller: Caller,
  resource: Resource,
  object: KubernetesObject,
): KubernetesObject {
  if (caller.hasSettledOwners || (!caller.manager && !object.metadata.managedFields)) return object
  return updateManagedFields({
    live: undefined,
    next: object,
    manager: caller.manager ?? processOf(caller.user),
    now: context.clock(),
    schema: storedAs(resource).schema,
    apiVersion: object.apiVersion,
  }) as unknown as KubernetesObject
}

/** The program upstream that a part of the control plane runs in; its name is the manager of what it writes. */
function processOf(user: string): string {
  if (user.endsWith('-controller')) return 'kube-controller-manager'
  return user === 'default-scheduler' ? 'kube-scheduler' : user
}

/** The previous object where a write changed nothing but times of ownership. */
export function unlessUnchanged(previous: KubernetesObject, next: KubernetesObject): KubernetesObject {
  if (!previous.metadata.managedFields || !next.metadata.managedFields) return next
  return unlessOnlyTimes(record(previous), record(next)) as unknown as KubernetesObject
}

function record(object: KubernetesObject): JsonRecord {
  return object as unknown as JsonRecord
}
