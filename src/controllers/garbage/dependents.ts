import { type KubernetesObject, type OwnerReference, tableOf } from '../../kinds'
import { customTablesAt, type View } from '../../store'

/** Every object that names this uid as an owner. */
export function dependentsAt(view: View, uid: string, kinds: readonly string[]): readonly KubernetesObject[] {
  const dependents: KubernetesObject[] = []
  for (const kind of kinds) dependents.push(...(view.lookup(kind, 'owner', uid) as readonly KubernetesObject[]))
  for (const table of customTablesAt(view)) dependents.push(...view.lookup(table, 'owner', uid))
  return dependents
}

/** The owner a reference means; undefined when it is gone, or another object has its name now. */
export function ownerAt(
  view: View,
  reference: OwnerReference,
  dependent: KubernetesObject,
): KubernetesObject | undefined {
  const { name, uid } = reference
  const kind = tableOf(reference)
  const { namespace } = dependent.metadata
  const candidates = [namespace ? view.get(kind, name, namespace) : undefined, view.get(kind, name)]
  return candidates.find(candidate => candidate?.metadata.uid === uid) as KubernetesObject | undefined
}
