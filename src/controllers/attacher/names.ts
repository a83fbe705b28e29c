import type { KubernetesObject } from '../../kinds'

export const attacherName = 'external-attacher'

/** Keeps attachment and volume while the disk hangs on a machine (csi_handler.go: GetFinalizerName). */
export const attacherFinalizer = 'external-attacher/block-lab-sim'

/** The object with the finalizer; the same object where it has it. */
export function withFinalizer<T extends KubernetesObject>(object: T): T {
  const { finalizers = [] } = object.metadata
  if (finalizers.includes(attacherFinalizer)) return object
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, attacherFinalizer] } }
}

/** The object without the finalizer; the same object where it has none. */
export function withoutFinalizer<T extends KubernetesObject>(object: T): T {
  const { finalizers = [] } = object.metadata
  if (!finalizers.includes(attacherFinalizer)) return object
  const rest = finalizers.filter(name => name !== attacherFinalizer)
  return { ...object, metadata: { ...object.metadata, finalizers: rest } }
}
