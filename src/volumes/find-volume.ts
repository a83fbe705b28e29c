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
  const { node } = options
  const reserved = findReserved(claim, volumes, options)
  if (reserved) return node && !isReachableFrom(reserved, node) ? undefined : reserved
  return options.delaysBinding && !node ? undefined : findFree(claim, volumes, options)
}

/** The first volume that is reserved for the claim and could hold it. */
export function findReserved(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  options: MatchOptions = {},
): PersistentVolume | undefined {
  const fit = fitOf(claim, options)
  return volumes.find(volume => volume.spec.claimRef && isBoundTo(volume, claim) && couldHold(volume, fit))
}

interface Fit {
  readonly claim: PersistentVolumeClaim
  readonly requestedBytes: number
  readonly taken: ReadonlySet<string> | undefined
  /** The size read last: thousands of volumes have few different sizes. */
  text: string | undefined
  bytes: number
}

function fitOf(claim: PersistentVolumeClaim, { taken }: MatchOptions): Fit {
  return { claim, requestedBytes: requestedBytesOf(claim), taken, text: undefined, bytes: 0 }
}

/** The smallest volume that nobody has claimed and that the claim may have. */
export function findFree(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  options: MatchOptions = {},
): PersistentVolume | undefined {
  const fit = fitOf(claim, options)
  let smallest: PersistentVolume | undefined
  let smallestBytes = Number.POSITIVE_INFINITY
  for (const volume of volumes) {
    if (volume.spec.claimRef || volume.status.phase !== 'Available') continue
    const bytes = bytesOf(volume, fit)
    if (bytes >= smallestBytes || !couldHold(volume, fit) || !isWanted(volume, claim, options.node)) continue
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

function bytesOf({ spec }: PersistentVolume, fit: Fit): number {
  const text = spec.capacity.storage ?? '0'
  if (text !== fit.text) {
    fit.text = text
    fit.bytes = parseQuantity(text) ?? 0
  }
  return fit.bytes
}
