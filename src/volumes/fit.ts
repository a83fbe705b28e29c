import { type PersistentVolume, type PersistentVolumeClaim, parseQuantity } from '../kinds'

/** Bytes that a claim asks for. */
export function requestedBytesOf({ spec }: PersistentVolumeClaim): number {
  return parseQuantity(spec.resources.requests?.storage ?? '0') ?? 0
}

/** Bytes that a volume has. */
export function capacityBytesOf({ spec }: PersistentVolume): number {
  return parseQuantity(spec.capacity.storage ?? '0') ?? 0
}

/** Whether the volume is reserved for, or bound to, this claim: by name, and by uid if there is one (IsVolumeBoundToClaim). */
export function isBoundTo({ spec: { claimRef } }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  return (
    claimRef !== undefined &&
    claimRef.name === metadata.name &&
    claimRef.namespace === metadata.namespace &&
    (!claimRef.uid || claimRef.uid === metadata.uid)
  )
}

/** Whether a claim's volumeMode is the volume's; absent means Filesystem (CheckVolumeModeMismatches, turned round). */
export function hasModeOf(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  return (claim.spec.volumeMode ?? 'Filesystem') === (volume.spec.volumeMode ?? 'Filesystem')
}

/** Whether the volume offers every access mode the claim asks for (CheckAccessModes). */
export function offersModes({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (claim.spec.accessModes ?? []).every(mode => spec.accessModes.includes(mode))
}

/** Whether claim and volume name the same VolumeAttributesClass, or neither does. */
export function hasAttributesOf(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  return attributesClassOf(claim.spec) === attributesClassOf(volume.spec)
}

function attributesClassOf(spec: { readonly volumeAttributesClassName?: string }): string {
  return spec.volumeAttributesClassName ?? ''
}
