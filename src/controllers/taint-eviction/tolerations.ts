import type { Node, Pod, Taint, Toleration } from '../../kinds'

/** The node's taints that drive pods away. */
export function evictingTaints(node: Node | undefined): readonly Taint[] {
  return node?.spec.taints?.filter(({ effect }) => effect === 'NoExecute') ?? []
}

/** Whether one toleration covers one taint (component-helpers scheduling/corev1 ToleratesTaint). */
function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  if (!toleration.key && toleration.operator !== 'Exists') return false
  return toleration.operator === 'Exists' || (toleration.value ?? '') === (taint.value ?? '')
}

/**
 * For how many seconds a pod may stay under these taints: 0 when one of them is not tolerated, Infinity when all are tolerated for ever.
 * The shortest of the tolerations used counts (taint_eviction.go getMinTolerationTime).
 */
export function toleratedSeconds(pod: Pod, taints: readonly Taint[]): number {
  let least = Number.POSITIVE_INFINITY
  for (const taint of taints) {
    const toleration = pod.spec.tolerations?.find(candidate => tolerates(candidate, taint))
    if (!toleration) return 0
    if (toleration.tolerationSeconds !== undefined) least = Math.min(least, Math.max(0, toleration.tolerationSeconds))
  }
  return least
}

/** Whether every taint has a toleration, whatever its time. */
export function toleratesAll(pod: Pod, taints: readonly Taint[]): boolean {
  return taints.every(taint => pod.spec.tolerations?.some(toleration => tolerates(toleration, taint)))
}
