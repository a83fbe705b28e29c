import { capacityBytesOf, classNameOf, requestedBytesOf } from '../../volumes'
import { mountedClaims } from '../volumes/claims'
import { findVolumes, podClaimsAt, type VolumeWork } from '../volumes/find'
import { mostScore, type Score } from './types'

/** The more room the volumes found on a node leave, the better (volumebinding/scorer.go, StorageCapacityScoring's shape). */
export const volumeBindingScore: Score = {
  name: 'VolumeBinding',
  weight: 1,
  score({ pod, snapshot }, candidates) {
    if (mountedClaims(pod).length === 0) return undefined
    const claims = podClaimsAt(snapshot.view, pod)
    if (!claims.waiting.some(({ candidates }) => candidates.length > 0)) return undefined
    return candidates.map(({ info }) => {
      const found = findVolumes(snapshot, claims, info.node)
      return 'bindings' in found ? roomLeft(found) : 0
    })
  },
}

function roomLeft({ bindings }: VolumeWork): number {
  const classes = new Map<string, { requested: number; capacity: number }>()
  for (const { volume, claim } of bindings) {
    const key = classNameOf(claim)
    const sum = classes.get(key) ?? { requested: 0, capacity: 0 }
    classes.set(key, {
      requested: sum.requested + requestedBytesOf(claim),
      capacity: sum.capacity + capacityBytesOf(volume),
    })
  }
  if (classes.size === 0) return 0
  let total = 0
  for (const { requested, capacity } of classes.values()) {
    const isOver = capacity === 0 || requested > capacity
    total += isOver ? 0 : mostScore - Math.trunc((requested * mostScore) / capacity)
  }
  return Math.round(total / classes.size)
}
