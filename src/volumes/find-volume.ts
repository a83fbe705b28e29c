import { matchesSelector } from '../client'
import { type Node, type PersistentVolume, type PersistentVolumeClaim, parseQuantity } from '../kinds'
import { classNameOf } from './classes'
import { hasAttributesOf, hasModeOf, isBoundTo, offersModes, requestedBytesOf } from './fit'
import { isReachableFrom } from './node-affinity'

/** What the caller knows beyond claim and volumes. */
export interface MatchOptions {
  /** The node the claim's pod would run on; only the scheduler knows one, and only then node affinity and access modes are looked at. */
  readonly node?: Node
  /** Names of volumes that other claims of the same pod have taken already. */
  readonly taken?: ReadonlySet<string>
  /** The claim waits for its first consumer: a reserved volume still counts, a free one does not, unless there is a node. */
  readonly delaysBinding?: boolean
}

/**
 * The volume for a claim: one that is reserved for it wins at once, else the smallest free one that is large enough, the first in order among
 * equals (component-helpers/storage/volume/pv_helpers.go: FindMatchingVolume).
 */
export function findMatchingVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  options: MatchOptions = {},
): PersistentVolume | undefined {
  const { node, taken, delaysBinding } = options
  const fit: Fit = { claim, requestedBytes: requestedBytesOf(claim), bytesByText: new Map(), taken }
  for (const volume of volumes)
    if (volume.spec.claimRef && isBoundTo(volume, claim) && couldHold(volume, fit))
      return node && !isReachableFrom(volume, node) ? undefined : volume
  return delaysBinding && !node ? undefined : smallestFree(volumes, fit, node)
}

interface Fit {
  readonly claim: PersistentVolumeClaim
  readonly requestedBytes: number
  /** Thousands of volumes have few different sizes: each text is read once. */
  readonly bytesByText: Map<string, number>
  readonly taken: ReadonlySet<string> | undefined
}

function smallestFree(
  volumes: readonly PersistentVolume[],
  fit: Fit,
  node: Node | undefined,
): PersistentVolume | undefined {
  let smallest: PersistentVolume | undefined
  let smallestBytes = Number.POSITIVE_INFINITY
  for (const volume of volumes) {
    if (volume.spec.claimRef || volume.status.phase !== 'Available') continue
    const bytes = bytesOf(volume, fit)
    if (bytes >= smallestBytes || !couldHold(volume, fit) || !isWanted(volume, fit.claim, node)) continue
    // Nothing smaller could hold the claim, and this is the first of its size.
    if (bytes === fit.requestedBytes) return volume
    smallest = volume
    smallestBytes = bytes
  }
  return smallest
}

/** Rules that a reserved volume has to fulfil as well. */
function couldHold(volume: PersistentVolume, fit: Fit): boolean {
  return (
    bytesOf(volume, fit) >= fit.requestedBytes &&
    hasModeOf(fit.claim, volume) &&
    hasAttributesOf(fit.claim, volume) &&
    volume.metadata.deletionTimestamp === undefined &&
    !fit.taken?.has(volume.metadata.name)
  )
}

/** Rules for a volume that nobody has claimed. */
function isWanted(volume: PersistentVolume, claim: PersistentVolumeClaim, node: Node | undefined): boolean {
  if (claim.spec.selector && !matchesSelector(claim.spec.selector, volume.metadata.labels)) return false
  if (classNameOf(volume) !== classNameOf(claim)) return false
  return !node || (isReachableFrom(volume, node) && offersModes(volume, claim))
}

function bytesOf({ spec }: PersistentVolume, { bytesByText }: Fit): number {
  const text = spec.capacity.storage ?? '0'
  let bytes = bytesByText.get(text)
  if (bytes === undefined) {
    bytes = parseQuantity(text) ?? 0
    bytesByText.set(text, bytes)
  }
  return bytes
}
