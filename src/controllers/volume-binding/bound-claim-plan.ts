import type { PersistentVolumeClaim, Time } from '../../kinds'
import type { View } from '../../store'
import { nothing, type Plan } from '../runtime'
import { isResync, nextResync, type VolumeBindingSettings } from './settings'
import { bind, setClaimUnbound } from './writes'

/** A claim whose binding was completed once: it keeps its volume, or has lost it (pv_controller.go: syncBoundClaim). */
export function planBoundClaim(
  view: View,
  claim: PersistentVolumeClaim,
  settings: VolumeBindingSettings,
  now: Time,
): Plan {
  const { volumeName } = claim.spec
  if (!volumeName)
    return planLost(
      claim,
      'ClaimLost',
      'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!',
    )
  const volume = view.get('PersistentVolume', volumeName)
  if (!volume)
    return planLost(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!')
  const { claimRef } = volume.spec
  if (claimRef && claimRef.uid !== claim.metadata.uid)
    return planLost(claim, 'ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly')
  // A volume that came back, or lost its claimRef, is noticed at a resync only.
  if (!claimRef && !isResync(now, settings)) return { actions: [], wakeAt: nextResync(now, settings) }
  const actions = bind(volume, claim)
  return actions.length === 0 ? nothing : { actions }
}

/** [VB-15] A lost claim says so once, when its phase changes; [VB-17] it is not final. */
function planLost(claim: PersistentVolumeClaim, reason: string, message: string): Plan {
  if (claim.status.phase === 'Lost') return nothing
  const [lose] = setClaimUnbound(claim, 'Lost')
  if (!lose) return nothing
  return { actions: [lose, { event: { about: claim, type: 'Warning', reason, message } }] }
}
