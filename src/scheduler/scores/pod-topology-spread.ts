import type { LabelSelector, Pod, TopologySpreadConstraint } from '../../kinds'
import { hasAll, isIncluded } from '../filters/pod-topology-spread'
import type { Attempt } from '../filters/types'
import { defaultSelectorAt, type PodMatcher, selectorOf, spreadMatcher } from '../selectors'
import { type Shape, shapeOf } from '../shape'
import { noDomain, Tally } from './tally'
import { mostScore, type Score, type Scored } from './types'

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

/**
 * ScheduleAnyway constraints, or the default ones: fewer matching pods in the node's domains are better (scoring.go). Nodes without all labels
 * are left out, save for the default ones.
 */
export const podTopologySpreadScore: Score = {
  name: 'PodTopologySpread',
  weight: 2,
  score(attempt, candidates) {
    const wishes = wishesOf(attempt)
    if (wishes.length === 0) return undefined
    const tallies = wishes.map((wish, place) => tallyOf(wish, place, attempt))
    const hasOwn = hasOwnConstraints(attempt.pod)
    const sums = candidates.map(({ place }) =>
      hasOwn && tallies.some(({ domains }) => domains[place] === noDomain) ? leftOut : 0,
    )
    for (const [i, wish] of wishes.entries()) addSkew(sums, candidates, wish, tallies[i] as Tally)
    for (let i = 0; i < sums.length; i++) sums[i] = Math.round(sums[i] as number)
    return inverted(sums)
  },
}

/** Adds what one wish counts for each node: the pods on it, or in its domain. */
function addSkew(sums: number[], candidates: readonly Scored[], { constraint }: Wish, tally: Tally): void {
  const { domains, counts, totals } = tally
  const isByNode = constraint.topologyKey === hostname
  const weight = Math.log((isByNode ? scoredCount(sums) : domainCount(sums, candidates, tally)) + 2)
  for (let i = 0; i < sums.length; i++) {
    const { place } = candidates[i] as Scored
    const domain = domains[place] as number
    if (domain === noDomain) continue
    const count = (isByNode ? counts[place] : totals[domain]) as number
    sums[i] = (sums[i] as number) + count * weight + constraint.maxSkew - 1
  }
}

function scoredCount(sums: readonly number[]): number {
  let count = 0
  for (const sum of sums) if (isScored(sum)) count++
  return count
}

/** Nodes in no domain are, together, one more. */
function domainCount(sums: readonly number[], candidates: readonly Scored[], { domains }: Tally): number {
  const met = new Set<number>()
  for (let i = 0; i < sums.length; i++)
    if (isScored(sums[i] as number)) met.add(domains[(candidates[i] as Scored).place] as number)
  return met.size
}

function hasOwnConstraints({ spec }: Pod): boolean {
  return Boolean(spec.topologySpreadConstraints?.length)
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

/** By who is counted and for whom. */
const talliesKnown = new WeakMap<PodMatcher, WeakMap<Shape, Tally[]>>()

/** The pods that one wish counts, by node and by domain, over all nodes that count for pods of this shape. */
function tallyOf({ constraint, selector }: Wish, place: number, { pod, snapshot }: Attempt): Tally {
  const matcher = spreadMatcher(selector, pod.metadata.namespace ?? '')
  const shape = shapeOf(pod)
  const byShape = talliesKnown.get(matcher) ?? new WeakMap<Shape, Tally[]>()
  talliesKnown.set(matcher, byShape)
  const tallies = byShape.get(shape) ?? []
  byShape.set(shape, tallies)
  tallies[place] ??= newTally(constraint, matcher, pod)
  tallies[place].follow(snapshot.nodes)
  return tallies[place]
}

function newTally(constraint: Wish['constraint'], { question, matches }: PodMatcher, pod: Pod): Tally {
  const keys = ownConstraints(pod).map(({ topologyKey }) => topologyKey)
  return new Tally({
    domainOf: ({ node }) => node.metadata.labels?.[constraint.topologyKey],
    isIncluded: info => hasAll(info, keys) && isIncluded(constraint, pod, info.node),
    countOf: ({ usage }) => usage.count(question, matches),
  })
}

/** Few become much; nodes that are not scored get 0. */
function inverted(sums: readonly number[]): readonly number[] {
  let least = Number.POSITIVE_INFINITY
  let most = 0
  for (const sum of sums) {
    if (sum < least) least = sum
    if (sum > most) most = sum
  }
  return sums.map(sum => {
    if (!isScored(sum)) return 0
    return most === 0 ? mostScore : Math.trunc((mostScore * (most + least - sum)) / most)
  })
}

function isScored(sum: number): boolean {
  return !Number.isNaN(sum)
}
