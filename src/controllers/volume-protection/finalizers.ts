import type { KubernetesObject } from '../../kinds'
import type { Action } from '../runtime'

/** Whether the object waits for this finalizer to be taken away before it goes. */
export function hasFinalizer({ metadata }: KubernetesObject, finalizer: string): boolean {
  return metadata.finalizers?.includes(finalizer) ?? false
}

/** Adds the finalizer that admission usually has put there already. */
export function withFinalizer(object: KubernetesObject, finalizer: string): Action {
  return write(object, [...(object.metadata.finalizers ?? []), finalizer])
}

/** Takes the finalizer away; if it was the last one, the object goes. */
export function withoutFinalizer(object: KubernetesObject, finalizer: string): Action {
  return write(object, object.metadata.finalizers?.filter(name => name !== finalizer) ?? [])
}

function write(object: KubernetesObject, finalizers: readonly string[]): Action {
  const { kind, metadata } = object
  const { name, namespace } = metadata
  const body = { ...object, metadata: { ...metadata, finalizers } }
  return { write: { verb: 'update', kind, ...(namespace && { namespace }), name, body }, tolerate: ['NotFound'] }
}
