import type { PersistentVolume } from '../../kinds'
import type { View } from '../../store'
import { type Action, nothing, type Plan } from '../runtime'
import { diskNameOf, finalizer } from './names'

/** Takes disk and volume away once nobody needs them (sig-storage-lib-external-provisioner: syncVolume, deleteVolumeOperation). */
export function planDelete(view: View, volume: PersistentVolume): Plan {
  const { persistentVolumeReclaimPolicy } = volume.spec
  const hasFinalizer = volume.metadata.finalizers?.includes(finalizer) ?? false
  // [PR-8] Under another policy the disk is not this provisioner's to delete, and the finalizer would only be in the way.
  if (persistentVolumeReclaimPolicy !== 'Delete')
    return hasFinalizer ? { actions: [withoutFinalizer(volume)] } : nothing
  if (volume.status.phase !== 'Released') return nothing
  const disk = diskNameOf(volume.spec.csi?.volumeHandle ?? volume.metadata.name)
  const removal: readonly Action[] = view.get('Disk', disk)
    ? [{ remove: { kind: 'Disk', name: disk }, verb: 'delete' }]
    : []
  if (volume.metadata.deletionTimestamp === undefined) return { actions: [...removal, removeVolume(volume)] }
  return hasFinalizer ? { actions: [...removal, withoutFinalizer(volume)] } : nothing
}

function removeVolume({ kind, metadata: { name, uid } }: PersistentVolume): Action {
  return { write: { verb: 'delete', kind, name, body: { preconditions: { uid } } }, tolerate: ['NotFound'] }
}

function withoutFinalizer(volume: PersistentVolume): Action {
  const finalizers = volume.metadata.finalizers?.filter(name => name !== finalizer)
  const { kind, metadata } = volume
  const body = { ...volume, metadata: { ...metadata, finalizers } }
  return { write: { verb: 'update', kind, name: metadata.name, body }, tolerate: ['NotFound'] }
}
