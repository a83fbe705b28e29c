import { compareText } from '../base'
import { defaultClassAnnotation, type PersistentVolume, type PersistentVolumeClaim, type StorageClass } from '../kinds'
import type { View } from '../store'

const classAnnotation = 'volume.beta.kubernetes.io/storage-class'
const betaDefaultAnnotation = 'storageclass.beta.kubernetes.io/is-default-class'

/** The class of a claim or volume, in the old annotation or the field; '' when it has none (GetPersistentVolumeClaimClass). */
export function classNameOf({ metadata, spec }: PersistentVolumeClaim | PersistentVolume): string {
  return metadata.annotations?.[classAnnotation] ?? spec.storageClassName ?? ''
}

/** Whether the claim says anything about its class; '' says that it wants none (PersistentVolumeClaimHasClass). */
export function namesClass({ metadata, spec }: PersistentVolumeClaim): boolean {
  return metadata.annotations?.[classAnnotation] !== undefined || spec.storageClassName !== undefined
}

/** The claim's class, if it has one and that exists. */
export function classOfClaimAt(view: View, claim: PersistentVolumeClaim): StorageClass | undefined {
  const name = classNameOf(claim)
  return name ? view.get('StorageClass', name) : undefined
}

/** Whether the volume for this claim is chosen only when a pod needs it (IsDelayBindingMode). */
export function delaysBindingAt(view: View, claim: PersistentVolumeClaim): boolean {
  return classOfClaimAt(view, claim)?.volumeBindingMode === 'WaitForFirstConsumer'
}

/** The class for claims that name none: the youngest one marked as default, by name among equals (GetDefaultClass). */
export function defaultClassAt(view: View): StorageClass | undefined {
  return defaultClassAmong(view.list('StorageClass'))
}

/** The same of a list of classes. */
export function defaultClassAmong(classes: readonly StorageClass[]): StorageClass | undefined {
  let best: StorageClass | undefined
  for (const storageClass of classes)
    if (isDefaultClass(storageClass) && (!best || isPreferred(storageClass, best))) best = storageClass
  return best
}

/** Whether a class is marked as default. */
export function isDefaultClass({ metadata: { annotations } }: StorageClass): boolean {
  return annotations?.[defaultClassAnnotation] === 'true' || annotations?.[betaDefaultAnnotation] === 'true'
}

function isPreferred(a: StorageClass, b: StorageClass): boolean {
  const order = compareText(b.metadata.creationTimestamp, a.metadata.creationTimestamp)
  return (order || compareText(a.metadata.name, b.metadata.name)) < 0
}
