import type { Pod, Taint, Toleration } from '../kinds'

/** Whether one of the tolerations accepts the taint (component-helpers: ToleratesTaint). */
export function toleratesTaint(tolerations: readonly Toleration[] | undefined, taint: Taint): boolean {
  return tolerations?.some(toleration => accepts(toleration, taint)) ?? false
}

function accepts({ key, operator, value, effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false
  if (key && key !== taint.key) return false
  if (operator === 'Exists') return true
  return Boolean(key) && (value ?? '') === (taint.value ?? '')
}

/** The first taint that keeps pods with these tolerations from being placed. */
export function untoleratedTaint(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
): Taint | undefined {
  if (taints)
    for (const taint of taints)
      if (taint.effect !== 'PreferNoSchedule' && !toleratesTaint(tolerations, taint)) return taint
  return undefined
}

/** Tolerations can only be added, so that their number tells (framework/events.go: extractPodTolerationChange). */
export function hasOtherTolerations({ spec: before }: Pod, { spec: after }: Pod): boolean {
  return (before.tolerations?.length ?? 0) !== (after.tolerations?.length ?? 0)
}
