import type { PersistentVolume } from '../../kinds'
import type { View } from '../../store'
import { nothing, type Plan } from '../runtime'
import { withoutFinalizer } from './names'

/** [AT-6] Lets a volume go that is being deleted and that no attachment names. */
export function planVolume(view: View, volume: PersistentVolume): Plan {
  const { name, deletionTimestamp } = volume.metadata
  const free = withoutFinalizer(volume)
  if (!deletionTimestamp || free === volume || view.lookup('VolumeAttachment', 'volume', name).length > 0)
    return nothing
  return {
    actions: [{ write: { verb: 'update', kind: 'PersistentVolume', name, body: free }, tolerate: ['NotFound'] }],
  }
}
