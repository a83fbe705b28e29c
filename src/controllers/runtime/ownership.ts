import { controllerReference, type KubernetesObject } from '../../kinds'
import type { Action } from './types'

/** Makes `owner` the manager of an object that nobody manages (controller_ref_manager.go, AdoptPod). */
export function adoption(owner: KubernetesObject, object: KubernetesObject): Action {
  return ownerPatch(object, controllerReference(owner), ['NotFound'])
}

/** Takes `owner` off an object that is no longer its own (controller_ref_manager.go, ReleasePod). */
export function releasing(owner: KubernetesObject, object: KubernetesObject): Action {
  return ownerPatch(object, { $patch: 'delete', uid: owner.metadata.uid }, ['NotFound', 'Invalid'])
}

function ownerPatch(
  { kind, metadata }: KubernetesObject,
  reference: unknown,
  tolerate: ['NotFound', 'Invalid'?],
): Action {
  const { name, namespace, uid } = metadata
  const target = { kind, name, ...(namespace && { namespace }) }
  const body = { metadata: { uid, ownerReferences: [reference] } }
  return {
    write: { ...target, verb: 'patch', patchType: 'strategic', body },
    tolerate: tolerate.filter(reason => reason !== undefined),
  }
}
