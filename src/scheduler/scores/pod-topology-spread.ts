import type { LabelSelector, TopologySpreadConstraint } from '../../kinds'
import { hasAll, isIncluded } from '../filters/pod-topology-spread'
import type { Attempt } from '../filters/types'
import { defaultSelectorAt, selectorOf, spreadMatcher } from '../selectors'
import type { NodeInfo } from '../snapshot/snapshot'
import { mostScore, type Score } from './types'

const hostname = 'kubernetes.io/hostname'
/** What holds for pods without constraints of their own (podtopologyspread/plugin.go: systemDefaultConstraints). */
const systemDefaults = [
  { topologyKey: hostname, maxSkew: 3 },
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5 },
]

interface Wish {
  readonly constraint: Pick<TopologySpreadConstraint, 'topologyKey' | 'maxSkew'> & Partial<TopologySpreadConstraint>
  readonly selector: LabelSelector
}

/** What one wish counts on a node; undefined where the node is in none of its domains. */
type Count = (info: NodeInfo) => number | undefined

/** ScheduleAnyway constraints, or the default ones: fewer matching pods in the node's domains are better (scoring.go). */
export const podTopologySpreadScore: Score = {
  name: 'PodTopologySpread',
  weight: 2,
  score(attempt, nodes) {
    const wishes = wishesOf(attempt)
    if (wishes.length === 0) return undefined
    const hasOwn = Boolean(attempt.pod.spec.topologySpreadConstraints?.length)
    const keys = wishes.map(({ constraint }) => constraint.topologyKey)
    const scored = hasOwn ? nodes.filter(info => hasAll(info, keys)) : nodes
    const parts = wishes.map(wish => weighted(wish, attempt, scored, hasOwn ? keys : []))
    const sums = nodes.map(info => (hasOwn && !hasAll(info, keys) ? undefined : Math.round(sumOf(parts, info))))
    return inverted(sums)
  },
}

function wishesOf({ pod, snapshot }: Attempt): readonly Wish[] {
  const own = pod.spec.topologySpreadConstraints
  if (own?.length)
    return own
      .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway')
      .map(constraint => ({ constraint, selector: selectorOf(constraint, pod) }))
  const selector = defaultSelectorAt(snapshot.view, pod)
  return selector ? systemDefaults.map(constraint => ({ constraint, selector })) : []
}

function weighted(wish: Wish, attempt: Attempt, scored: readonly NodeInfo[], keys: readonly string[]): Count {
  const { topologyKey: key, maxSkew } = wish.constraint
  const { question, matches } = spreadMatcher(wish.selector, attempt.pod.metadata.namespace ?? '')
  if (key === hostname) {
    const weight = Math.log(scored.length + 2)
    return ({ node, usage }) =>
      node.metadata.labels?.[key] === undefined ? undefined : usage.count(question, matches) * weight + maxSkew - 1
  }
  const counts = new Map<string, number>()
  for (const { node } of scored) counts.set(node.metadata.labels?.[key] ?? '', 0)
  for (const info of attempt.snapshot.nodes) {
    const value = info.node.metadata.labels?.[key] ?? ''
    const count = counts.get(value)
    if (count !== undefined && hasAll(info, keys) && isIncluded(wish.constraint, attempt.pod, info.node))
      counts.set(value, count + info.usage.count(question, matches))
  }
  const weight = Math.log(counts.size + 2)
  return ({ node }) => {
    const value = node.metadata.labels?.[key]
    return value === undefined ? undefined : (counts.get(value) ?? 0) * weight + maxSkew - 1
  }
}

function sumOf(parts: readonly Count[], info: NodeInfo): number {
  let sum = 0
  for (const part of parts) sum += part(info) ?? 0
  return sum
}

/** Few become much; nodes that are not scored get 0. */
function inverted(sums: readonly (number | undefined)[]): readonly number[] {
  const known = sums.filter(sum => sum !== undefined)
  const least = Math.min(...known)
  const most = Math.max(0, ...known)
  return sums.map(sum => {
    if (sum === undefined) return 0
    return most === 0 ? mostScore : Math.trunc((mostScore * (most + least - sum)) / most)
  })
}
