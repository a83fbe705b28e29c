import type { PersistentVolume } from '../../kinds'
import { provisionedByAnnotation } from '../../volumes'
import { type Action, nothing, type Plan } from '../runtime'
import { finalizer } from './names'

/**
 * Takes away a volume that nobody needs (sig-storage-lib-external-provisioner: syncVolume, deleteVolumeOperation). Its disk follows it: the
 * machines keep disks in step with volumes.
 */
export function planDelete(volume: PersistentVolume): Plan {
  const actor = volume.metadata.annotations?.[provisionedByAnnotation] ?? ''
  const hasFinalizer = volume.metadata.finalizers?.includes(finalizer) ?? false
  // [PR-8] Under another policy the disk is not this provisioner's to delete, and the finalizer would only be in the way.
  if (volume.spec.persistentVolumeReclaimPolicy !== 'Delete')
    return hasFinalizer ? { actor, actions: [withoutFinalizer(volume)] } : nothing
  // [PR-7] While a claim has it, a volume may be marked for deletion, but goes only when it is Released.
  if (volume.status.phase !== 'Released') return nothing
  if (volume.metadata.deletionTimestamp === undefined) return { actor, actions: [remove(volume)] }
  return hasFinalizer ? { actor, actions: [withoutFinalizer(volume)] } : nothing
}

function remove({ kind, metadata: { name, uid } }: PersistentVolume): Action {
  return { write: { verb: 'delete', kind, name, body: { preconditions: { uid } } }, tolerate: ['NotFound'] }
}

function withoutFinalizer(volume: PersistentVolume): Action {
  const finalizers = volume.metadata.finalizers?.filter(name => name !== finalizer)
  const { kind, metadata } = volume
  const body = { ...volume, metadata: { ...metadata, finalizers } }
  return { write: { verb: 'update', kind, name: metadata.name, body }, tolerate: ['NotFound'] }
}
