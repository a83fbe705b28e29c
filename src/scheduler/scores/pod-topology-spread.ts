import type { LabelSelector, Pod, TopologySpreadConstraint } from '../../kinds'
import { hasAll, isIncluded } from '../filters/pod-topology-spread'
import type { Attempt } from '../filters/types'
import { defaultSelectorAt, type PodMatcher, selectorOf, spreadMatcher } from '../selectors'
import { type Shape, shapeOf } from '../shape'
import type { NodeInfo } from '../snapshot/snapshot'
import { Tally } from './tally'
import { type LocalScore, mostScore } from './types'

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

/** The sum of a node that is not scored, whatever is added. */
const leftOut = Number.NaN

/** A node's domain of each wish; undefined where it has no such label. */
type Domains = readonly (string | undefined)[]

/**
 * ScheduleAnyway constraints, or the default ones: fewer matching pods in the node's domains are better (scoring.go). Nodes without all labels
 * are left out, save for the default ones.
 */
export const podTopologySpreadScore: LocalScore<Domains> = {
  name: 'PodTopologySpread',
  weight: 2,
  local(pod, { node }) {
    return constraintsOf(pod).map(({ topologyKey }) => node.metadata.labels?.[topologyKey])
  },
  score(attempt, nodes, locals) {
    const wishes = wishesOf(attempt)
    if (wishes.length === 0) return undefined
    const hasOwn = hasOwnConstraints(attempt.pod)
    const sums = locals.map(domains => (hasOwn && domains.includes(undefined) ? leftOut : 0))
    wishes.forEach((wish, place) => {
      const { weight, count } = counting(wish, place, attempt, locals, sums)
      for (let i = 0; i < sums.length; i++) {
        const domain = locals[i]?.[place]
        if (domain === undefined) continue
        sums[i] = (sums[i] as number) + count(nodes[i] as NodeInfo, domain) * weight + wish.constraint.maxSkew - 1
      }
    })
    return inverted(sums.map(Math.round))
  },
}

function hasOwnConstraints({ spec }: Pod): boolean {
  return Boolean(spec.topologySpreadConstraints?.length)
}

function constraintsOf(pod: Pod): readonly Wish['constraint'][] {
  return hasOwnConstraints(pod) ? ownConstraints(pod) : systemDefaults
}

function ownConstraints({ spec }: Pod): readonly TopologySpreadConstraint[] {
  return spec.topologySpreadConstraints?.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway') ?? []
}

function wishesOf({ pod, snapshot }: Attempt): readonly Wish[] {
  if (hasOwnConstraints(pod))
    return ownConstraints(pod).map(constraint => ({ constraint, selector: selectorOf(constraint) }))
  const selector = defaultSelectorAt(snapshot.view, pod)
  return selector ? systemDefaults.map(constraint => ({ constraint, selector })) : []
}

/** How one wish counts the pods of a domain, and how much each of them weighs. */
interface Counting {
  readonly weight: number
  count(info: NodeInfo, domain: string): number
}

function counting(
  wish: Wish,
  place: number,
  attempt: Attempt,
  locals: readonly Domains[],
  sums: readonly number[],
): Counting {
  const matcher = spreadMatcher(wish.selector, attempt.pod.metadata.namespace ?? '')
  if (wish.constraint.topologyKey === hostname)
    return {
      weight: Math.log(sums.filter(isScored).length + 2),
      count: ({ usage }) => usage.count(matcher.question, matcher.matches),
    }
  const domains = new Set<string>()
  for (let i = 0; i < sums.length; i++) if (isScored(sums[i] as number)) domains.add(locals[i]?.[place] ?? '')
  const counts = tallyOf(wish, place, attempt, matcher).countsOf(attempt.snapshot.nodes)
  return { weight: Math.log(domains.size + 2), count: (_, domain) => counts.get(domain) ?? 0 }
}

/** By who is counted and for whom. */
const talliesKnown = new WeakMap<PodMatcher, WeakMap<Shape, Tally[]>>()

/** Counts the pods of one wish by domain, over all nodes that count for pods of this shape. */
function tallyOf({ constraint }: Wish, place: number, { pod }: Attempt, matcher: PodMatcher): Tally {
  const shape = shapeOf(pod)
  const byShape = talliesKnown.get(matcher) ?? new WeakMap<Shape, Tally[]>()
  talliesKnown.set(matcher, byShape)
  const tallies = byShape.get(shape) ?? []
  byShape.set(shape, tallies)
  const keys = ownConstraints(pod).map(({ topologyKey }) => topologyKey)
  tallies[place] ??= new Tally(
    info => {
      const counts = hasAll(info, keys) && isIncluded(constraint, pod, info.node)
      return counts ? (info.node.metadata.labels?.[constraint.topologyKey] ?? '') : undefined
    },
    ({ usage }) => usage.count(matcher.question, matcher.matches),
  )
  return tallies[place]
}

/** Few become much; nodes that are not scored get 0. */
function inverted(sums: readonly number[]): readonly number[] {
  const known = sums.filter(isScored)
  const least = Math.min(...known)
  const most = Math.max(0, ...known)
  return sums.map(sum => {
    if (!isScored(sum)) return 0
    return most === 0 ? mostScore : Math.trunc((mostScore * (most + least - sum)) / most)
  })
}

function isScored(sum: number): boolean {
  return !Number.isNaN(sum)
}
