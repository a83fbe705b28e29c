import type { PersistentVolume } from '../../kinds'
import { type Controller, nothing } from '../runtime'
import { hasFinalizer, withFinalizer, withoutFinalizer } from './finalizers'

const finalizer = 'kubernetes.io/pv-protection'

/** Keeps a volume that is being deleted while it is Bound. Rules: README.md. */
export const volumeProtectionController: Controller = {
  name: 'pv-protection-controller',
  interests: [
    {
      kind: 'PersistentVolume',
      keysOf: ({ after, name }) => (after && needsLook(after as PersistentVolume) ? [name] : []),
    },
  ],
  plan(view, key) {
    const volume = view.get('PersistentVolume', key)
    if (!volume || !needsLook(volume)) return nothing
    if (volume.metadata.deletionTimestamp === undefined) return { actions: [withFinalizer(volume, finalizer)] }
    // [VP-6] The phase decides, which the volume controller writes.
    return volume.status.phase === 'Bound' ? nothing : { actions: [withoutFinalizer(volume, finalizer)] }
  },
}

/** It has the finalizer and waits to go, or lacks it and does not. */
function needsLook(volume: PersistentVolume): boolean {
  return (volume.metadata.deletionTimestamp !== undefined) === hasFinalizer(volume, finalizer)
}
