import type { KubernetesObject } from '../../kinds'
import type { View } from '../../store'

/** Every object that names this uid as an owner. */
export function dependentsAt(view: View, uid: string, kinds: readonly string[]): readonly KubernetesObject[] {
  const dependents: KubernetesObject[] = []
  for (const kind of kinds) dependents.push(...(view.lookup(kind, 'owner', uid) as readonly KubernetesObject[]))
  return dependents
}
