import type { PersistentVolume } from '../../kinds'
import type { View } from '../../store'
import type { Action } from '../runtime'
import { fail } from './fail'
import { deleterOf, inTreeFinalizer } from './plugins'
import { planRecycle } from './recycle-plan'
import { remove, update } from './writes'

/** What becomes of a volume whose claim is gone, by its reclaim policy (pv_controller.go: reclaimVolume). */
export function planReclaim(view: View, volume: PersistentVolume): readonly Action[] {
  switch (volume.spec.persistentVolumeReclaimPolicy) {
    case 'Retain':
      // [VB-23] It keeps its data and the claimRef with the old uid, so that no claim gets it until a person clears that.
      return []
    case 'Delete':
      return planDelete(volume)
    case 'Recycle':
      return planRecycle(view, volume)
  }
}

/** [VB-24] The storage goes first, then the finalizer that kept the volume for it, then the volume (deleteVolumeOperation). */
function planDelete(volume: PersistentVolume): readonly Action[] {
  const deleter = deleterOf(volume)
  if (deleter === 'external') return []
  if (deleter !== 'host-path') return fail(volume, 'VolumeFailedDelete', deleter.error)
  const path = volume.spec.hostPath?.path
  if (path === undefined) return fail(volume, 'VolumeFailedDelete', noPath(volume))
  if (!/\/tmp\/.+/.test(path))
    return fail(volume, 'VolumeFailedDelete', `host_path deleter only supports /tmp/.+ but received provided ${path}`)
  const finalizers = volume.metadata.finalizers?.filter(name => name !== inTreeFinalizer) ?? []
  const isKept = finalizers.length < (volume.metadata.finalizers?.length ?? 0)
  const isTerminating = volume.metadata.deletionTimestamp !== undefined
  return [
    ...(isKept ? [update({ ...volume, metadata: { ...volume.metadata, finalizers } })] : []),
    ...(isTerminating ? [] : [remove(volume)]),
  ]
}

function noPath({ metadata }: PersistentVolume): string {
  return `failed to create deleter for volume "${metadata.name}": spec.PersistentVolumeSource.HostPath is nil`
}
