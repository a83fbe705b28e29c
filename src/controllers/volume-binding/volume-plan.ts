import type { ObjectReference, PersistentVolume, PersistentVolumeClaim } from '../../kinds'
import type { View } from '../../store'
import { hasModeOf, provisionedByAnnotation } from '../../volumes'
import type { Action } from '../runtime'
import { finalizersFor } from './plugins'
import { planReclaim } from './reclaim-plan'
import { sayOnceAt } from './says'
import { setVolumePhase, unbind, update } from './writes'

/** What the controller does about a volume (pv_controller.go: syncVolume). */
export function planVolume(view: View, volume: PersistentVolume): readonly Action[] {
  const finalizers = finalizersFor(volume)
  if (finalizers && finalizers !== volume.metadata.finalizers)
    return [update({ ...volume, metadata: { ...volume.metadata, finalizers } })]
  const { claimRef } = volume.spec
  // [VB-21] Unclaimed, or reserved for a claim that is not there yet.
  if (!claimRef?.uid) return setVolumePhase(volume, 'Available')
  const claim = claimOfAt(view, claimRef)
  if (!claim) return planReleased(view, volume)
  if (!claim.spec.volumeName) return hasModeOf(claim, volume) ? [] : sayMismatch(view, volume, claim)
  if (claim.spec.volumeName === volume.metadata.name) return setVolumePhase(volume, 'Bound')
  return isProvisionedForClaim(volume) ? planReleased(view, volume) : unbind(volume)
}

/** The claim that a volume belongs to: that of the name with the very uid; another of that name is not it. */
function claimOfAt(view: View, { name = '', namespace, uid }: ObjectReference): PersistentVolumeClaim | undefined {
  const claim = view.get('PersistentVolumeClaim', name, namespace)
  return claim?.metadata.uid === uid ? claim : undefined
}

/** [VB-22] Released first, for everybody to see; a volume that is Failed stays so while its reclaiming is tried again. */
function planReleased(view: View, volume: PersistentVolume): readonly Action[] {
  const { phase } = volume.status
  return phase === 'Released' || phase === 'Failed' ? planReclaim(view, volume) : setVolumePhase(volume, 'Released')
}

/** [VB-26] It was made for this claim, which was served otherwise: nobody needs it. */
function isProvisionedForClaim({ metadata, spec }: PersistentVolume): boolean {
  return (
    metadata.annotations?.[provisionedByAnnotation] !== undefined && spec.persistentVolumeReclaimPolicy === 'Delete'
  )
}

/** [VB-14] A volume reserved by uid for a claim of another volumeMode: both are told. */
function sayMismatch(view: View, volume: PersistentVolume, claim: PersistentVolumeClaim): readonly Action[] {
  const note = { type: 'Warning', reason: 'VolumeMismatch' } as const
  const onVolume = `Cannot bind PersistentVolume to requested PersistentVolumeClaim "${claim.metadata.name}" due to incompatible volumeMode.`
  const onClaim = `Cannot bind PersistentVolume "${volume.metadata.name}" to requested PersistentVolumeClaim due to incompatible volumeMode.`
  return [
    ...sayOnceAt(view, { ...note, about: volume, message: onVolume }),
    ...sayOnceAt(view, { ...note, about: claim, message: onClaim }),
  ]
}
