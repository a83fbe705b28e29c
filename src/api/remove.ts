import type { DeleteOptions } from '../client'
import { type KubernetesObject, type ObjectMeta, parseTimestamp, type Time, timestamp } from '../kinds'
import { type ApiContext, type Caller, store, unstore } from './context'
import { preconditionFailed } from './errors'
import type { Resource } from './resources'

export const orphanFinalizer = 'orphan'
export const foregroundFinalizer = 'foregroundDeletion'

/** What a delete did: whether the object is gone, and how it looked last. */
export interface Removal {
  readonly isGone: boolean
  readonly object: KubernetesObject
}

/**
 * Deletes an object as apiserver does (`registry/rest/delete.go` BeforeDelete, `store.go` Delete): marks it, with a grace for kinds that are
 * stopped first; keeps it while it has finalizers; removes it otherwise.
 */
export function deleteObject(
  context: ApiContext,
  caller: Caller,
  resource: Resource,
  live: KubernetesObject,
  options: DeleteOptions,
): Removal {
  checkPreconditions(resource, live, options)
  const now = context.clock()
  const kept = resource.beforeDelete?.(live, now)
  if (kept) return { isGone: false, object: kept === live ? live : store(context, caller, 'delete', kept) }
  const finalizers = finalizersFor(resource, live, options)
  const { deletionGraceSeconds } = resource
  const graceSeconds = deletionGraceSeconds ? deletionGraceSeconds(live, options.gracePeriodSeconds) : 0
  if (live.metadata.deletionTimestamp !== undefined)
    return shorten(context, caller, resource, live, finalizers, options, now)
  const mustWait = graceSeconds > 0 || (finalizers?.length ?? 0) > 0
  if (!mustWait && !deletionGraceSeconds) {
    unstore(context, caller, live)
    return { isGone: true, object: live }
  }
  const marked = store(context, caller, 'delete', markedForDeletion(live, finalizers, graceSeconds, now))
  if (mustWait) return { isGone: false, object: marked }
  unstore(context, caller, marked)
  return { isGone: true, object: marked }
}

/** Throws 409 where a delete names another uid or version than the object's. */
export function checkPreconditions(resource: Resource, live: KubernetesObject, { preconditions }: DeleteOptions): void {
  const { name, uid, resourceVersion } = live.metadata
  if (preconditions?.uid !== undefined && preconditions.uid !== uid)
    throw preconditionFailed(
      resource,
      name,
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    )
  if (preconditions?.resourceVersion !== undefined && preconditions.resourceVersion !== resourceVersion)
    throw preconditionFailed(
      resource,
      name,
      `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    )
}

/** A second delete may only shorten what is left, or drop an object that nothing holds any more. */
function shorten(
  context: ApiContext,
  caller: Caller,
  resource: Resource,
  live: KubernetesObject,
  finalizers: readonly string[] | undefined,
  options: DeleteOptions,
  now: Time,
): Removal {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = live.metadata
  const requested = options.gracePeriodSeconds
  const grace =
    resource.deletionGraceSeconds && requested !== undefined
      ? resource.deletionGraceSeconds(live, requested)
      : undefined
  const isShorter = grace !== undefined && grace < deletionGracePeriodSeconds
  const seconds = isShorter ? grace : deletionGracePeriodSeconds
  if (seconds === 0 && !finalizers?.length) {
    const last = withMetadata(live, {
      deletionGracePeriodSeconds: 0,
      ...(isShorter && { deletionTimestamp: timestamp(now) }),
    })
    unstore(context, caller, last)
    return { isGone: true, object: last }
  }
  if (!isShorter && finalizers === live.metadata.finalizers) return { isGone: false, object: live }
  const startedAt = parseTimestamp(deletionTimestamp as string) - deletionGracePeriodSeconds * 1000
  const changed = withMetadata(live, {
    ...(isShorter && { deletionTimestamp: timestamp(startedAt + seconds * 1000), deletionGracePeriodSeconds: seconds }),
    ...(finalizers && { finalizers }),
  })
  return { isGone: false, object: store(context, caller, 'delete', changed) }
}

function markedForDeletion(
  live: KubernetesObject,
  finalizers: readonly string[] | undefined,
  graceSeconds: number,
  now: Time,
): KubernetesObject {
  const { generation } = live.metadata
  return withMetadata(live, {
    deletionTimestamp: timestamp(now + graceSeconds * 1000),
    deletionGracePeriodSeconds: graceSeconds,
    ...(generation !== undefined && generation > 0 && { generation: generation + 1 }),
    ...(finalizers && { finalizers }),
  })
}

/** Finalizers after the propagation policy has been taken into account; the same array when they do not change. */
function finalizersFor(
  resource: Resource,
  live: KubernetesObject,
  options: DeleteOptions,
): readonly string[] | undefined {
  const present = live.metadata.finalizers
  const policy =
    options.propagationPolicy ??
    (options.orphanDependents === true ? 'Orphan' : options.orphanDependents === false ? 'Background' : undefined)
  const kept = (present ?? []).filter(name => name !== orphanFinalizer && name !== foregroundFinalizer)
  if (policy === undefined && resource.defaultPropagation !== 'Orphan') return present
  const wanted = policy ?? 'Orphan'
  const added = wanted === 'Orphan' ? [orphanFinalizer] : wanted === 'Foreground' ? [foregroundFinalizer] : []
  const next = [...kept, ...added]
  return next.length === (present?.length ?? 0) && next.every(name => present?.includes(name)) ? present : next
}

function withMetadata(object: KubernetesObject, change: Partial<ObjectMeta>): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, ...change } }
}
