import type { PersistentVolume } from '../../kinds'
import type { Action } from '../runtime'
import { setVolumePhase } from './writes'

/** The volume is Failed and its reason is told, once; it is tried again, in vain, without a further word. */
export function fail(volume: PersistentVolume, reason: string, message: string): readonly Action[] {
  if (volume.status.phase === 'Failed') return []
  return [...setVolumePhase(volume, 'Failed', message), { event: { about: volume, type: 'Warning', reason, message } }]
}
