import { second } from '../../sim'

export const controllerName = 'namespace-controller'

/** `namespaceDeletionGracePeriod`: between hearing of a deletion and acting on it, and between two looks where something has changed. */
export const deletionDelayMs = 5 * second

/** What finalizers are given before their objects are looked at again (`finalizerEstimateSeconds`). */
export const finalizerEstimateSeconds = 15

/** A kind that lives in namespaces, as deletion messages call it: `configmaps` of group ''. */
export interface NamespacedKind {
  readonly kind: string
  readonly plural: string
  readonly group: string
}
