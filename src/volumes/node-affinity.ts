import { matchesNodeSelector } from '../client'
import type { Node, PersistentVolume } from '../kinds'

/** Whether the volume can be used from this node (component-helpers/storage/volume: CheckNodeAffinity; it knows labels only). */
export function isReachableFrom({ spec }: PersistentVolume, { metadata }: Node): boolean {
  const required = spec.nodeAffinity?.required
  return !required || matchesNodeSelector(required, metadata.labels, '')
}
