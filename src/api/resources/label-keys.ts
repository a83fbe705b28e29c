import type { LabelSelector, Pod, PodAffinityRules, PodAffinityTerm, TopologySpreadConstraint } from '../../kinds'
import { mapSame, withField } from './sharing'

type Labels = Readonly<Record<string, string>>
type FullTerm = PodAffinityTerm & {
  readonly matchLabelKeys?: readonly string[]
  readonly mismatchLabelKeys?: readonly string[]
}

/**
 * Writes what `matchLabelKeys` and `mismatchLabelKeys` mean for this pod into the selectors beside them, once, on create
 * (`pkg/registry/core/pod/strategy.go: mutatePodAffinity, mutateTopologySpreadConstraints`).
 */
export function withLabelKeys(pod: Pod): Pod {
  const { affinity, topologySpreadConstraints } = pod.spec
  const labels = pod.metadata.labels
  if (!labels || !(affinity || topologySpreadConstraints)) return pod
  let spec = pod.spec
  if (topologySpreadConstraints) {
    const constraints = mapSame(topologySpreadConstraints, constraint => spreadWithKeys(constraint, labels))
    spec = withField(spec, 'topologySpreadConstraints', constraints)
  }
  if (affinity) {
    let next = affinity
    for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
      const rules = affinity[name]
      if (rules) next = withField(next, name, rulesWithKeys(rules, labels))
    }
    spec = withField(spec, 'affinity', next)
  }
  return withField(pod, 'spec', spec)
}

function spreadWithKeys(constraint: TopologySpreadConstraint, labels: Labels): TopologySpreadConstraint {
  const { labelSelector, matchLabelKeys } = constraint
  if (!labelSelector || !matchLabelKeys?.length) return constraint
  return withField(constraint, 'labelSelector', withKeys(labelSelector, matchLabelKeys, 'In', labels))
}

function rulesWithKeys(rules: PodAffinityRules, labels: Labels): PodAffinityRules {
  const required = rules.requiredDuringSchedulingIgnoredDuringExecution
  const preferred = rules.preferredDuringSchedulingIgnoredDuringExecution
  let next = rules
  if (required) {
    const terms = mapSame(required, term => termWithKeys(term, labels))
    next = withField(next, 'requiredDuringSchedulingIgnoredDuringExecution', terms)
  }
  if (preferred) {
    const terms = mapSame(preferred, one =>
      one.podAffinityTerm ? withField(one, 'podAffinityTerm', termWithKeys(one.podAffinityTerm, labels)) : one,
    )
    next = withField(next, 'preferredDuringSchedulingIgnoredDuringExecution', terms)
  }
  return next
}

function termWithKeys(term: FullTerm, labels: Labels): FullTerm {
  if (!term.labelSelector || !(term.matchLabelKeys?.length || term.mismatchLabelKeys?.length)) return term
  const matching = withKeys(term.labelSelector, term.matchLabelKeys ?? [], 'In', labels)
  const labelSelector = withKeys(matching, term.mismatchLabelKeys ?? [], 'NotIn', labels)
  return withField(term, 'labelSelector', labelSelector)
}

function withKeys(
  selector: LabelSelector,
  keys: readonly string[],
  operator: 'In' | 'NotIn',
  labels: Labels,
): LabelSelector {
  const added = keys.flatMap(key => {
    const value = labels[key]
    return value === undefined ? [] : [{ key, operator, values: [value] }]
  })
  if (added.length === 0) return selector
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] }
}
