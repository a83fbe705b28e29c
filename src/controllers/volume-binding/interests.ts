import {
  type Event,
  type ObjectReference,
  objectKey,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Pod,
  type StorageClass,
} from '../../kinds'
import type { Change, View } from '../../store'
import { bindCompletedAnnotation, classNameOf, isDefaultClass, isPodOver, mountedClaims } from '../../volumes'
import type { Interest } from '../runtime'
import { volumeOfRecycler } from './recycle-plan'

/** What the controller watches. Its keys are those of the objects, `PersistentVolumeClaim/ns/name` and `PersistentVolume/name`. */
export const interests: readonly Interest[] = [
  { kind: 'PersistentVolumeClaim', keysOf: keysOfClaim },
  { kind: 'PersistentVolume', keysOf: keysOfVolume },
  { kind: 'StorageClass', keysOf: keysOfClass },
  { kind: 'Pod', keysOf: keysOfPod },
  { kind: 'Event', keysOf: keysOfEvent },
]

const none: readonly string[] = []

function claimKey({ namespace, name = '' }: ObjectReference): string {
  return objectKey('PersistentVolumeClaim', namespace, name)
}

function volumeKey(name: string): string {
  return objectKey('PersistentVolume', undefined, name)
}

/** The claim, and what volumes have to do with it as soon as it names another volume or goes. */
function keysOfClaim(change: Change, view: View): readonly string[] {
  const before = change.before as PersistentVolumeClaim | undefined
  const after = change.after as PersistentVolumeClaim | undefined
  if (before && after && isSameForBinding(before, after)) return none
  const keys = [claimKey(change)]
  const volumeName = before?.spec.volumeName
  if (volumeName && volumeName !== after?.spec.volumeName) keys.push(volumeKey(volumeName))
  if (!after || after.spec.volumeName !== volumeName)
    for (const { metadata } of view.lookup('PersistentVolume', 'claim', `${change.namespace}/${change.name}`))
      if (metadata.name !== after?.spec.volumeName) keys.push(volumeKey(metadata.name))
  return keys
}

/** Conditions, labels and the like do not matter to a binding. */
function isSameForBinding(before: PersistentVolumeClaim, after: PersistentVolumeClaim): boolean {
  return (
    before.spec === after.spec &&
    before.status.phase === after.status.phase &&
    before.metadata.annotations === after.metadata.annotations
  )
}

/** The volume, the claims that it names or that name it, and the claims that a volume which has come free may serve. */
function keysOfVolume(change: Change, view: View): readonly string[] {
  const before = change.before as PersistentVolume | undefined
  const after = change.after as PersistentVolume | undefined
  const keys = [volumeKey(change.name)]
  for (const { metadata } of view.lookup('PersistentVolumeClaim', 'volume', change.name)) keys.push(claimKey(metadata))
  for (const reference of [before?.spec.claimRef, after?.spec.claimRef]) if (reference) keys.push(claimKey(reference))
  if (after && isFree(after) && !(before && isFree(before) && isSameOffer(before, after)))
    for (const { metadata } of view.lookup('PersistentVolumeClaim', 'unbound', classNameOf(after)))
      keys.push(claimKey(metadata))
  return keys
}

function isFree({ spec, status }: PersistentVolume): boolean {
  return !spec.claimRef?.uid && status.phase === 'Available'
}

function isSameOffer(before: PersistentVolume, after: PersistentVolume): boolean {
  return before.spec === after.spec && before.metadata.labels === after.metadata.labels
}

/** Claims of the class, and those that name none if it is a default. */
function keysOfClass({ name, after }: Change, view: View): readonly string[] {
  const classNames = after && isDefaultClass(after as StorageClass) ? [name, ''] : [name]
  return classNames.flatMap(className => view.lookup('PersistentVolumeClaim', 'unbound', className)).map(toClaimKey)
}

function toClaimKey({ metadata }: PersistentVolumeClaim): string {
  return claimKey(metadata)
}

/** A recycler's volume; unbound claims, which tell whom they wait for; volumes whose recycling waits for their users to end. */
function keysOfPod(change: Change, view: View): readonly string[] {
  const before = change.before as Pod | undefined
  const after = change.after as Pod | undefined
  const recycled = volumeOfRecycler(change.name)
  if (recycled !== undefined && change.namespace === 'default') return [volumeKey(recycled)]
  if (before && after && before.spec.nodeName === after.spec.nodeName && isPodOver(before) === isPodOver(after))
    return none
  const keys: string[] = []
  const pod = after ?? before
  if (!pod?.spec.volumes) return none
  for (const { name: claimName } of mountedClaims(pod)) {
    const claim = view.get('PersistentVolumeClaim', claimName, change.namespace)
    if (claim && claim.metadata.annotations?.[bindCompletedAnnotation] === undefined) keys.push(toClaimKey(claim))
    if (!claim) keys.push(...recyclingVolumes(view, `${change.namespace}/${claimName}`))
  }
  return keys
}

function recyclingVolumes(view: View, claim: string): readonly string[] {
  return view
    .lookup('PersistentVolume', 'claim', claim)
    .filter(({ spec }) => spec.persistentVolumeReclaimPolicy === 'Recycle')
    .map(({ metadata }) => volumeKey(metadata.name))
}

/** What is said about a recycler pod. */
function keysOfEvent({ after, before }: Change): readonly string[] {
  if (before || !after) return none
  const { kind, name = '', namespace } = (after as Event).involvedObject
  if (kind !== 'Pod' || namespace !== 'default') return none
  const volume = volumeOfRecycler(name)
  return volume === undefined ? none : [volumeKey(volume)]
}
