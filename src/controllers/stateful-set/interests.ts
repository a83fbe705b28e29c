import { deepEqual } from '../../base'
import { matchesSelector } from '../../client'
import { controllerOf, type OwnerReference, type Pod } from '../../kinds'
import type { Change, View } from '../../store'
import type { Interest } from '../runtime'

const none: readonly string[] = []

/** What wakes the controller: sets and pods. Claims and revisions do not (stateful_set.go, NewStatefulSetController). */
export const interests: readonly Interest[] = [
  { kind: 'StatefulSet', keysOf: ({ namespace, name }) => [`${namespace}/${name}`] },
  { kind: 'Pod', keysOf: podKeys },
]

/**
 * A managed pod concerns its manager, and one that has changed hands its former manager too; a pod of nobody that is new, or whose labels or
 * manager changed, concerns every set that selects it (addPod, updatePod, deletePod).
 */
function podKeys(change: Change, view: View): readonly string[] {
  const { namespace } = change
  const before = change.before as Pod | undefined
  const after = change.after as Pod | undefined
  const previous = before && controllerOf(before)
  const present = after && controllerOf(after)
  const formerKeys = previous && previous.uid !== present?.uid ? managerKeys(view, previous, namespace) : none
  if (!after) return formerKeys
  if (present) {
    const keys = managerKeys(view, present, namespace)
    return formerKeys.length > 0 ? [...formerKeys, ...keys] : keys
  }
  const isNews =
    !before || previous !== undefined || !deepEqual(before.metadata.labels ?? {}, after.metadata.labels ?? {})
  if (!isNews || after.metadata.deletionTimestamp !== undefined) return formerKeys
  return [...formerKeys, ...selectingKeys(view, after)]
}

/** The key of the set that a reference names, if it is still the same set (resolveControllerRef). */
function managerKeys(view: View, reference: OwnerReference, namespace: string | undefined): readonly string[] {
  if (reference.kind !== 'StatefulSet') return none
  const set = view.get('StatefulSet', reference.name, namespace)
  return set?.metadata.uid === reference.uid ? [`${namespace}/${reference.name}`] : none
}

function selectingKeys(view: View, pod: Pod): readonly string[] {
  const { namespace, labels } = pod.metadata
  return view
    .list('StatefulSet', namespace)
    .filter(set => matchesSelector(set.spec.selector, labels))
    .map(set => `${namespace}/${set.metadata.name}`)
}
