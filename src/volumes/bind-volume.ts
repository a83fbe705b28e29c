import type { ObjectReference, PersistentVolume, PersistentVolumeClaim } from '../kinds'
import { boundByControllerAnnotation } from './annotations'
import { isBoundTo } from './fit'

/**
 * The volume as it is when it belongs to the claim; the very same object if nothing has to change. A volume that nobody had reserved is marked
 * as bound by the controller (component-helpers/storage/volume: GetBindVolumeToClaim).
 */
export function bindVolume(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { name, namespace, uid } = claim.metadata
  const { claimRef } = volume.spec
  const isBound = claimRef?.name === name && claimRef.namespace === namespace && claimRef.uid === uid
  if (isBound) return volume
  const { annotations } = volume.metadata
  const isMarked = isBoundTo(volume, claim) || annotations?.[boundByControllerAnnotation] !== undefined
  return {
    ...volume,
    metadata: isMarked
      ? volume.metadata
      : { ...volume.metadata, annotations: { ...annotations, [boundByControllerAnnotation]: 'yes' } },
    spec: { ...volume.spec, claimRef: referenceTo(claim) },
  }
}

/** A complete reference, with the version that was seen. */
export function referenceTo({ metadata }: PersistentVolumeClaim): ObjectReference {
  const { name, namespace, uid, resourceVersion } = metadata
  return {
    kind: 'PersistentVolumeClaim',
    ...(namespace && { namespace }),
    name,
    uid,
    apiVersion: 'v1',
    resourceVersion,
  }
}
