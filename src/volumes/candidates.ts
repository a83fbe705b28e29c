import type { AccessMode, PersistentVolume, PersistentVolumeClaim } from '../kinds'
import { availableVolumeKey, type View } from '../store'
import { classNameOf } from './classes'
import { findFree, findReserved } from './find-volume'
import { isBoundTo } from './fit'

const modes: readonly AccessMode[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']
const none: readonly PersistentVolume[] = []

/** Every set of access modes, the smallest first. */
const modeSets: readonly (readonly AccessMode[])[] = Array.from({ length: 2 ** modes.length }, (_, bits) =>
  modes.filter((_mode, index) => bits & (1 << index)),
).sort((a, b) => a.length - b.length)

/** Volumes that name this claim, by name and uid. */
export function volumesReservedForAt(view: View, claim: PersistentVolumeClaim): readonly PersistentVolume[] {
  const { namespace, name } = claim.metadata
  const named = view.lookup('PersistentVolume', 'claim', `${namespace}/${name}`)
  return named.length === 0 ? none : named.filter(volume => isBoundTo(volume, claim))
}

/** Free volumes of the claim's class and volumeMode with exactly these access modes. */
function freeVolumesAt(
  view: View,
  claim: PersistentVolumeClaim,
  accessModes: readonly AccessMode[],
): readonly PersistentVolume[] {
  const key = availableVolumeKey(classNameOf(claim), claim.spec.volumeMode ?? 'Filesystem', accessModes)
  return view.lookup('PersistentVolume', 'available', key)
}

/** All volumes the scheduler may choose from for a claim: reserved for it, or free and of its class, mode and access modes. */
export function candidateVolumesAt(view: View, claim: PersistentVolumeClaim): readonly PersistentVolume[] {
  const candidates = [...volumesReservedForAt(view, claim)]
  for (const set of modeSetsWith(claim)) candidates.push(...freeVolumesAt(view, claim, set))
  return candidates
}

/**
 * The volume that the volume controller would bind: of those with the fewest access modes beyond the claim's the best match, and only if there
 * is none of those with more (persistentvolume/index.go: findByClaim).
 */
export function bestVolumeAt(
  view: View,
  claim: PersistentVolumeClaim,
  delaysBinding: boolean,
): PersistentVolume | undefined {
  const reserved = volumesReservedForAt(view, claim)
  if (delaysBinding && reserved.length === 0) return undefined
  for (const set of modeSetsWith(claim)) {
    const mine = reserved.filter(({ spec }) => isSet(spec.accessModes, set))
    const volume =
      findReserved(claim, mine) ?? (delaysBinding ? undefined : findFree(claim, freeVolumesAt(view, claim, set)))
    if (volume) return volume
  }
  return undefined
}

function modeSetsWith({ spec }: PersistentVolumeClaim): readonly (readonly AccessMode[])[] {
  const wanted = spec.accessModes ?? []
  return modeSets.filter(set => wanted.every(mode => set.includes(mode)))
}

function isSet(list: readonly AccessMode[], set: readonly AccessMode[]): boolean {
  return set.every(mode => list.includes(mode)) && list.every(mode => set.includes(mode))
}
