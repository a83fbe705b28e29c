import { fnv1a, safeText } from '../../../base'
import type { PodTemplateSpec } from '../../../kinds'
import { goDump } from './go-dump'

/** Dumps are derived from immutable templates and remembered by reference. */
const dumps = new WeakMap<PodTemplateSpec, Uint8Array>()

/**
 * The hash that names a deployment's ReplicaSet and labels its pods: FNV-1a over the template as Go prints it, and over the collision count
 * in eight bytes where there is one (controller_utils.go, ComputeHash).
 */
export function templateHash(template: PodTemplateSpec, collisionCount: number | undefined): string {
  let dump = dumps.get(template)
  if (!dump) {
    dump = new TextEncoder().encode(goDump('PodTemplateSpec', template))
    dumps.set(template, dump)
  }
  if (collisionCount === undefined) return safeText(fnv1a(dump))
  const count = [0, 8, 16, 24].map(shift => (collisionCount >>> shift) & 255)
  return safeText(fnv1a([...dump, ...count, 0, 0, 0, 0]))
}
