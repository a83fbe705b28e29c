import type { PersistentVolume, PersistentVolumeClaim, StorageClass, Time } from '../../kinds'
import type { View } from '../../store'
import {
  bestVolumeAt,
  bindCompletedAnnotation,
  boundByControllerAnnotation,
  capacityBytesOf,
  classNameOf,
  classOfClaimAt,
  defaultClassAt,
  delaysBindingAt,
  hasAttributesOf,
  hasModeOf,
  isBoundTo,
  isPodOver,
  namesClass,
  offersModes,
  requestedBytesOf,
  selectedNodeAnnotation,
  volumesReservedForAt,
} from '../../volumes'
import type { Action, EventNote, Plan } from '../runtime'
import { planBoundClaim } from './bound-claim-plan'
import { planProvision } from './provision-plan'
import { hasLookedAt, lastSaidAt, sayOnceAt } from './says'
import { isResync, nextResync, type VolumeBindingSettings } from './settings'
import { bind, setClaimUnbound, update } from './writes'

/** What the controller does about a claim (pv_controller.go: syncClaim). */
export function planClaim(view: View, claim: PersistentVolumeClaim, settings: VolumeBindingSettings, now: Time): Plan {
  if (claim.metadata.annotations?.[bindCompletedAnnotation] !== undefined)
    return planBoundClaim(view, claim, settings, now)
  if (waitsForResync(view, claim, settings, now)) return { actions: [], wakeAt: nextResync(now, settings) }
  return claim.spec.volumeName
    ? { actions: planPreboundClaim(view, claim, claim.spec.volumeName) }
    : planUnboundClaim(view, claim, settings, now)
}

/**
 * [VB-29] A claim that was looked at in vain is looked at again when it changes, when a volume names its uid, or at the next resync: the mere
 * arrival of a volume or a class wakes nobody.
 */
function waitsForResync(view: View, claim: PersistentVolumeClaim, settings: VolumeBindingSettings, now: Time): boolean {
  if (isResync(now, settings) || !hasLookedAt(view, claim)) return false
  return !volumesReservedForAt(view, claim).some(({ spec }) => spec.claimRef?.uid === claim.metadata.uid)
}

/** A claim that leaves the choice of volume to the controller (syncUnboundClaim, first half). */
function planUnboundClaim(view: View, claim: PersistentVolumeClaim, settings: VolumeBindingSettings, now: Time): Plan {
  const delaysBinding = delaysBindingAt(view, claim)
  const volume = bestVolumeAt(view, claim, delaysBinding)
  if (volume) return { actions: bind(volume, claim) }
  const defaultClass = namesClass(claim) ? undefined : defaultClassAt(view)
  if (defaultClass) return { actions: [assignClass(claim, defaultClass)] }
  const isPlaced = claim.metadata.annotations?.[selectedNodeAnnotation] !== undefined
  if (delaysBinding && !isPlaced) return planWaitingClaim(view, claim, settings, now)
  if (classNameOf(claim)) return { actions: planProvision(view, claim, classOfClaimAt(view, claim), settings) }
  const message = 'no persistent volumes available for this claim and no storage class is set'
  return { actions: stayPending(view, claim, { type: 'Normal', reason: 'FailedBinding', message }) }
}

/** [VB-11] A claim made before there was a default class gets it now (assignDefaultStorageClass). */
function assignClass(claim: PersistentVolumeClaim, { metadata }: StorageClass): Action {
  return update({ ...claim, spec: { ...claim.spec, storageClassName: metadata.name } } as PersistentVolumeClaim)
}

/** [VB-10] Nothing happens to a claim that waits for its first consumer; whom it waits for is told, anew only at a resync. */
function planWaitingClaim(view: View, claim: PersistentVolumeClaim, settings: VolumeBindingSettings, now: Time): Plan {
  const note = waitingNote(view, claim)
  const last = lastSaidAt(view, claim)
  const isNews = last?.message !== note.message
  if (last && isNews && !isResync(now, settings)) return { actions: [], wakeAt: nextResync(now, settings) }
  return { actions: stayPending(view, claim, note) }
}

function waitingNote(view: View, { metadata }: PersistentVolumeClaim): Note {
  const names = view
    .lookup('Pod', 'claim', `${metadata.namespace}/${metadata.name}`)
    .filter(pod => !pod.spec.nodeName && !isPodOver(pod))
    .map(pod => pod.metadata.name)
  if (names.length === 0) {
    const message = 'waiting for first consumer to be created before binding'
    return { type: 'Normal', reason: 'WaitForFirstConsumer', message }
  }
  const pods = names.length === 1 ? `pod ${names[0]}` : `pods ${names.join(',')}`
  return { type: 'Normal', reason: 'WaitForPodScheduled', message: `waiting for ${pods} to be scheduled` }
}

/** [VB-13] A claim that names its volume binds to that one or to none (syncUnboundClaim, second half). */
function planPreboundClaim(view: View, claim: PersistentVolumeClaim, volumeName: string): readonly Action[] {
  const volume = view.get('PersistentVolume', volumeName)
  if (!volume) return setClaimUnbound(claim, 'Pending')
  if (isBoundTo(volume, claim)) return bind(volume, claim)
  if (volume.spec.claimRef) return planTakenVolume(view, claim, volumeName)
  const mismatch = mismatchOf(volume, claim)
  if (!mismatch) return bind(volume, claim)
  const message = `Cannot bind to requested volume "${volumeName}": ${mismatch}`
  return stayPending(view, claim, { type: 'Warning', reason: 'VolumeMismatch', message })
}

function planTakenVolume(view: View, claim: PersistentVolumeClaim, volumeName: string): readonly Action[] {
  const message = `volume "${volumeName}" already bound to a different claim.`
  const note: Note = { type: 'Warning', reason: 'FailedBinding', message }
  const isOurs = claim.metadata.annotations?.[boundByControllerAnnotation] !== undefined
  return isOurs ? sayOnceAt(view, { about: claim, ...note }) : stayPending(view, claim, note)
}

/** Why the volume that a claim names will not do, in upstream's words and order (checkVolumeSatisfyClaim). */
function mismatchOf(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  const { name, deletionTimestamp } = volume.metadata
  if (deletionTimestamp !== undefined) return `the volume is marked for deletion "${name}"`
  if (capacityBytesOf(volume) < requestedBytesOf(claim)) return 'requested PV is too small'
  if (classNameOf(volume) !== classNameOf(claim)) return 'storageClassName does not match'
  if (!hasAttributesOf(claim, volume)) return 'volumeAttributesClassName does not match'
  if (!hasModeOf(claim, volume)) return 'incompatible volumeMode'
  return offersModes(volume, claim) ? undefined : 'incompatible accessMode'
}

type Note = Omit<EventNote, 'about'>

function stayPending(view: View, claim: PersistentVolumeClaim, note: Note): readonly Action[] {
  return [...sayOnceAt(view, { about: claim, ...note }), ...setClaimUnbound(claim, 'Pending')]
}
