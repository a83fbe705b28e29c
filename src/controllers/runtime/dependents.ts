import { deepEqual } from '../../base'
import { matchesSelector } from '../../client'
import { controllerOf, type KubernetesObject, type LabelSelector, type OwnerReference } from '../../kinds'
import type { Change, View } from '../../store'
import type { Interest } from './types'

/** A kind that manages others by selector. */
export type ManagingKind = 'StatefulSet' | 'ReplicaSet' | 'Deployment'

const none: readonly string[] = []

/**
 * A managed object concerns its manager, and one that has changed hands its former manager too; an object of nobody that is new, or whose
 * labels or manager changed, concerns every manager that selects it (addPod, updatePod, deletePod of the workload controllers).
 */
export function dependents(kind: 'Pod' | 'ReplicaSet', managingKind: ManagingKind): Interest {
  return { kind, keysOf: (change, view) => keysOf(change, view, managingKind) }
}

function keysOf({ namespace, before, after }: Change, view: View, kind: ManagingKind): readonly string[] {
  const previous = before && controllerOf(before)
  const present = after && controllerOf(after)
  const formerKeys = previous && previous.uid !== present?.uid ? managerKeys(view, kind, previous, namespace) : none
  if (!after) return formerKeys
  if (present) {
    const keys = managerKeys(view, kind, present, namespace)
    return formerKeys.length > 0 ? [...formerKeys, ...keys] : keys
  }
  const isNews =
    !before || previous !== undefined || !deepEqual(before.metadata.labels ?? {}, after.metadata.labels ?? {})
  if (!isNews || after.metadata.deletionTimestamp !== undefined) return formerKeys
  return [...formerKeys, ...selectingKeys(view, kind, after)]
}

/** The manager that a reference names, if it is still the same object (resolveControllerRef). */
export function managerAt<K extends ManagingKind>(
  view: View,
  kind: K,
  reference: OwnerReference | undefined,
  namespace: string | undefined,
) {
  if (reference?.kind !== kind) return undefined
  const manager = view.get(kind, reference.name, namespace)
  return manager?.metadata.uid === reference.uid ? manager : undefined
}

function managerKeys(
  view: View,
  kind: ManagingKind,
  reference: OwnerReference,
  namespace: string | undefined,
): readonly string[] {
  return managerAt(view, kind, reference, namespace) ? [`${namespace}/${reference.name}`] : none
}

function selectingKeys(view: View, kind: ManagingKind, object: KubernetesObject): readonly string[] {
  const { namespace, labels } = object.metadata
  const managers: readonly (KubernetesObject & { readonly spec: { readonly selector: LabelSelector } })[] = view.list(
    kind,
    namespace,
  )
  return managers
    .filter(manager => matchesSelector(manager.spec.selector, labels))
    .map(manager => `${namespace}/${manager.metadata.name}`)
}
