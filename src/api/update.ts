import { altered, deepEqual } from '../base'
import type { KubernetesObject, ObjectMeta } from '../kinds'
import { admitUpdate } from './admission'
import { type ApiContext, type Caller, rulesContext, store, unstore } from './context'
import { badRequest, conflict, internal, invalid, modifiedText, versionNeeded, wrongUid } from './errors'
import { withoutEmpty } from './metadata'
import { unlessUnchanged, withFieldOwners } from './owned-fields'
import type { PartName, Resource, RuleContext } from './resources'
import { validateMetadataUpdate } from './resources/metadata'

export interface UpdateOptions {
  /** The part that is written: the status, a namespace's own finalizers, or what else has a door of its own. */
  readonly subresource?: 'status' | 'finalize' | PartName | undefined
  /** The body came out of a patch, which states no preconditions but a resourceVersion. */
  readonly isPatch?: boolean
}

/**
 * Replaces an object by a decoded body, or a part of it. Nothing is written when nothing changes. Order of steps as in apiserver
 * `registry/generic/registry/store.go` Update.
 */
export function updateObject(
  context: ApiContext,
  caller: Caller,
  resource: Resource,
  previous: KubernetesObject,
  body: KubernetesObject,
  { subresource, isPatch }: UpdateOptions = {},
): KubernetesObject {
  checkIdentity(resource, previous, body, isPatch)
  const rules = rulesContext(context, caller)
  const metadata = keptMetadata(previous.metadata, body.metadata)
  let next: KubernetesObject = metadata === body.metadata ? body : altered(body, { metadata })
  const part = subresource === 'status' || subresource === 'finalize' ? undefined : subresource
  next = subresource && !part ? next : resource.defaults(next)
  next = prepare(resource, next, previous, rules, subresource)
  next = withFieldOwners(context, caller, resource, previous, next, subresource)
  if (!subresource) next = admitUpdate(next, previous, resource, rules)
  next = withGeneration(resource, next, previous, subresource)
  const errors = [
    ...(next.metadata === previous.metadata ? [] : validateMetadataUpdate(next, previous)),
    ...(subresource === 'status'
      ? (resource.validateStatusUpdate?.(next, previous) ?? [])
      : part
        ? (resource.parts?.[part]?.validate(next, previous) ?? [])
        : resource.validateUpdate(next, previous)),
  ]
  if (errors.length > 0) throw invalid(resource, previous.metadata.name, errors, caller.emptied)
  if (isFinished(next) && !resource.isHeld?.(next)) {
    unstore(context, caller, next)
    return next
  }
  if (deepEqual(next, previous) || unlessUnchanged(previous, next) === previous) return previous
  return store(context, caller, subresource ? `update ${subresource}` : 'update', next)
}

/** A terminating object whose last finalizer has gone, and whose grace is over, is removed by the write that took the finalizer. */
function isFinished({ metadata }: KubernetesObject): boolean {
  return (
    metadata.deletionTimestamp !== undefined &&
    !metadata.finalizers?.length &&
    (metadata.deletionGracePeriodSeconds ?? 0) === 0
  )
}

function checkIdentity(
  resource: Resource,
  previous: KubernetesObject,
  body: KubernetesObject,
  isPatch: boolean | undefined,
): void {
  const { name, uid, resourceVersion } = previous.metadata
  const given: Partial<ObjectMeta> = body.metadata ?? {}
  if (!given.name)
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`)
  if (given.name !== name)
    throw badRequest(`the name of the object (${given.name ?? ''}) does not match the name on the URL (${name})`)
  if (given.namespace && given.namespace !== previous.metadata.namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  if (given.uid && given.uid !== uid && !isPatch) throw wrongUid(resource, previous, given.uid)
  if (!given.resourceVersion && resource.needsResourceVersion) throw versionNeeded(resource, name)
  if (!given.resourceVersion || given.resourceVersion === resourceVersion) return
  if (!/^\d+$/.test(given.resourceVersion))
    throw internal(`strconv.ParseUint: parsing ${JSON.stringify(given.resourceVersion)}: invalid syntax`)
  throw conflict(resource, name, modifiedText)
}

/** Metadata of the write, with what no writer may change put back. The previous metadata itself where that leaves no difference. */
function keptMetadata(previous: ObjectMeta, given: ObjectMeta & { readonly selfLink?: string }): ObjectMeta {
  const { uid, resourceVersion, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation } =
    previous
  if (given === previous) return previous
  const { generation: _1, namespace: _2, generateName: _3, selfLink: _4, ...free } = given
  const kept: ObjectMeta = {
    ...withoutEmpty(free),
    ...(previous.namespace && { namespace: previous.namespace }),
    ...(given.generateName !== undefined && { generateName: given.generateName }),
    uid: given.uid || uid,
    resourceVersion,
    ...(generation !== undefined && { generation }),
    creationTimestamp,
    // Others than these two may not be given either, but that is for validation to say.
    ...(deletionTimestamp !== undefined && { deletionTimestamp }),
    ...(deletionGracePeriodSeconds !== undefined &&
      given.deletionGracePeriodSeconds === undefined && { deletionGracePeriodSeconds }),
  }
  return deepEqual(kept, previous) ? previous : kept
}

function prepare(
  resource: Resource,
  next: KubernetesObject,
  previous: KubernetesObject,
  rules: RuleContext,
  subresource: UpdateOptions['subresource'],
): KubernetesObject {
  if (subresource === 'finalize') return resource.prepareForFinalize?.(next, previous) ?? previous
  if (!subresource) return resource.prepareForUpdate?.(next, previous, rules) ?? next
  if (subresource !== 'status') return resource.parts?.[subresource]?.prepare(next, previous) ?? previous
  if (resource.prepareForStatusUpdate) return resource.prepareForStatusUpdate(next, previous, rules)
  const { status } = next as { status?: unknown }
  return { ...previous, metadata: next.metadata, ...(status !== undefined && { status }) } as KubernetesObject
}

function withGeneration(
  resource: Resource,
  next: KubernetesObject,
  previous: KubernetesObject,
  subresource: UpdateOptions['subresource'],
): KubernetesObject {
  if (!resource.hasGeneration || subresource === 'status' || subresource === 'finalize') return next
  const isNew = resource.hasNewGeneration ?? specDiffers
  if (!isNew(next, previous)) return next
  return { ...next, metadata: { ...next.metadata, generation: (previous.metadata.generation ?? 0) + 1 } }
}

function specDiffers(next: KubernetesObject, previous: KubernetesObject): boolean {
  return !deepEqual((next as { spec?: unknown }).spec, (previous as { spec?: unknown }).spec)
}
