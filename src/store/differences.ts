import { compareText } from '../base'
import type { KubernetesObject } from '../kinds'
import { bucketOf, type Difference } from './bucket'
import { idOf } from './cell'

const none: readonly Difference<never>[] = []

/**
 * What has changed between two lists of the same objects, both sorted as the store hands them out: each object that came, went or was
 * written, in their order. For a long list that the store has just handed out, and an earlier one of its kind, it takes no longer than there
 * are differences; else both are walked through.
 */
export function differences<T extends KubernetesObject>(
  before: readonly T[],
  after: readonly T[],
): readonly Difference<T>[] {
  if (before === after) return none
  const bucket = bucketOf(after)
  const known = bucket?.all() === after ? bucket.differencesSince(before) : undefined
  return (known as readonly Difference<T>[] | undefined) ?? compared(before, after)
}

function compared<T extends KubernetesObject>(before: readonly T[], after: readonly T[]): readonly Difference<T>[] {
  const found: Difference<T>[] = []
  let previous = 0
  let next = 0
  while (previous < before.length || next < after.length) {
    const was = before[previous]
    const is = after[next]
    if (was === is) {
      previous++
      next++
      continue
    }
    const order = !was ? 1 : !is ? -1 : compareObjects(was, is)
    if (order <= 0) previous++
    if (order >= 0) next++
    found.push({ before: order <= 0 ? was : undefined, after: order >= 0 ? is : undefined })
  }
  return found
}

/** The order in which the store lists objects: by `namespace/name`. */
export function compareObjects({ metadata: a }: KubernetesObject, { metadata: b }: KubernetesObject): number {
  if (a.namespace === b.namespace) return compareText(a.name, b.name)
  return compareText(idOf(a.name, a.namespace), idOf(b.name, b.namespace))
}
