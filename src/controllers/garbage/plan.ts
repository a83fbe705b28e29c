import type { DeleteOptions, WriteRequest } from '../../client'
import { type KubernetesObject, type OwnerReference, tableOf } from '../../kinds'
import type { View } from '../../store'
import { type Action, nothing, type Plan } from '../runtime'
import { dependentsAt, ownerAt } from './dependents'

const orphanFinalizer = 'orphan'
const foregroundFinalizer = 'foregroundDeletion'

/** What an owner that is being deleted owes its dependents before it may go. */
export function planOwner(view: View, owner: KubernetesObject, kinds: readonly string[]): Plan {
  const { deletionTimestamp, finalizers = [] } = owner.metadata
  if (deletionTimestamp === undefined) return nothing
  if (finalizers.includes(orphanFinalizer)) return planOrphaning(view, owner, kinds)
  return finalizers.includes(foregroundFinalizer) ? planForeground(view, owner, kinds) : nothing
}

/** [GC-4] The dependents lose their reference, then the owner its finalizer. */
function planOrphaning(view: View, owner: KubernetesObject, kinds: readonly string[]): Plan {
  const actions: Action[] = dependentsAt(view, owner.metadata.uid, kinds).map(dependent =>
    withoutOwners(dependent, new Set([owner.metadata.uid])),
  )
  return { actions: [...actions, withoutFinalizer(owner, orphanFinalizer)] }
}

/** [GC-5] The owner stays until no dependent that blocks it is left; its dependents are deleted. */
function planForeground(view: View, owner: KubernetesObject, kinds: readonly string[]): Plan {
  const dependents = dependentsAt(view, owner.metadata.uid, kinds)
  const isBlocked = dependents.some(dependent => referenceTo(dependent, owner.metadata.uid)?.blockOwnerDeletion)
  const living = dependents.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
  const actions = living.flatMap(dependent => planDependent(view, dependent, kinds).actions)
  return { actions: isBlocked ? actions : [...actions, withoutFinalizer(owner, foregroundFinalizer)] }
}

/** [GC-1] [GC-2] [GC-3] A dependent goes when none of its owners is left; until then it only loses the references that lead nowhere. */
export function planDependent(view: View, object: KubernetesObject, kinds: readonly string[]): Plan {
  if (object.metadata.deletionTimestamp !== undefined) return nothing
  const references = object.metadata.ownerReferences ?? []
  if (references.length === 0) return nothing
  const gone = new Set<string>()
  const waiting = new Set<string>()
  for (const reference of references) {
    const owner = ownerAt(view, reference, object)
    if (owner === undefined) gone.add(reference.uid)
    else if (isDeletedInForeground(owner)) waiting.add(reference.uid)
  }
  const leaving = gone.size + waiting.size
  if (leaving === 0) return nothing
  if (leaving < references.length) return { actions: [withoutOwners(object, new Set([...gone, ...waiting]))] }
  const hasDependents = dependentsAt(view, object.metadata.uid, kinds).length > 0
  return { actions: [deletion(object, waiting.size > 0 && hasDependents ? 'Foreground' : policyOf(object))] }
}

function isDeletedInForeground({ metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined && Boolean(metadata.finalizers?.includes(foregroundFinalizer))
}

function policyOf({ metadata }: KubernetesObject): DeleteOptions['propagationPolicy'] {
  if (metadata.finalizers?.includes(orphanFinalizer)) return 'Orphan'
  return metadata.finalizers?.includes(foregroundFinalizer) ? 'Foreground' : 'Background'
}

function referenceTo(dependent: KubernetesObject, uid: string): OwnerReference | undefined {
  return dependent.metadata.ownerReferences?.find(reference => reference.uid === uid)
}

function deletion(object: KubernetesObject, propagationPolicy: DeleteOptions['propagationPolicy']): Action {
  const body: DeleteOptions = {
    preconditions: { uid: object.metadata.uid },
    ...(propagationPolicy && { propagationPolicy }),
  }
  return { write: { ...target(object), verb: 'delete', body }, tolerate: ['NotFound', 'Conflict'] }
}

function withoutOwners(object: KubernetesObject, uids: ReadonlySet<string>): Action {
  const { uid, resourceVersion, ownerReferences = [] } = object.metadata
  const kept = ownerReferences.filter(reference => !uids.has(reference.uid))
  const metadata = { uid, resourceVersion, ownerReferences: kept.length > 0 ? kept : null }
  return { write: { ...target(object), verb: 'patch', patchType: 'merge', body: { metadata } }, tolerate: ['NotFound'] }
}

function withoutFinalizer(object: KubernetesObject, finalizer: string): Action {
  const { uid, resourceVersion, finalizers = [] } = object.metadata
  const kept = finalizers.filter(name => name !== finalizer)
  const metadata = { uid, resourceVersion, finalizers: kept.length > 0 ? kept : null }
  return { write: { ...target(object), verb: 'patch', patchType: 'merge', body: { metadata } }, tolerate: ['NotFound'] }
}

function target(object: KubernetesObject): Pick<WriteRequest, 'kind' | 'name' | 'namespace'> {
  const { name, namespace } = object.metadata
  return { kind: tableOf(object), name, ...(namespace && { namespace }) }
}
