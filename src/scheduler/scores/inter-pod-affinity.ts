import type { Pod, PodAffinityTerm } from '../../kinds'
import type { Attempt } from '../filters/types'
import { nearTerms, termMatcher, termMatches } from '../selectors'
import type { NodeInfo } from '../snapshot/snapshot'
import { mostScore, type Score } from './types'

/** What a placed pod's required affinity counts for a newcomer that it is about (hardPodAffinityWeight). */
const hardWeight = 1

/** Points of each domain, `key=value`. */
type Points = Map<string, Map<string, number>>

/** Preferred rules about other pods, and those of other pods about this one (interpodaffinity/scoring.go). */
export const interPodAffinityScore: Score = {
  name: 'InterPodAffinity',
  weight: 2,
  score(attempt, candidates) {
    const points: Points = new Map()
    addOwnWishes(points, attempt)
    addWishesOfOthers(points, attempt)
    if (points.size === 0) return undefined
    const sums = candidates.map(({ info: { node } }) => {
      let sum = 0
      for (const [key, values] of points) sum += values.get(node.metadata.labels?.[key] ?? '') ?? 0
      return sum
    })
    const least = Math.min(...sums)
    const range = Math.max(...sums) - least
    return sums.map(sum => (range === 0 ? 0 : Math.trunc(mostScore * ((sum - least) / range))))
  },
}

function addOwnWishes(points: Points, { pod, snapshot }: Attempt): void {
  for (const { term, weight } of preferences(pod)) {
    const { question, matches } = termMatcher(term, pod, snapshot.view)
    for (const info of snapshot.nodes) add(points, info, term.topologyKey, weight * info.usage.count(question, matches))
  }
}

function addWishesOfOthers(points: Points, { pod, snapshot }: Attempt): void {
  for (const info of snapshot.withAffinity)
    for (const other of info.usage.withAffinity) {
      for (const { term, weight } of preferences(other))
        if (termMatches(term, other, pod, snapshot.view)) add(points, info, term.topologyKey, weight)
      for (const term of nearTerms(other))
        if (termMatches(term, other, pod, snapshot.view)) add(points, info, term.topologyKey, hardWeight)
    }
}

/** Preferred affinity counts for, preferred anti-affinity against. */
function preferences({ spec }: Pod): readonly { readonly term: PodAffinityTerm; readonly weight: number }[] {
  const wanted = spec.affinity?.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  const unwanted = spec.affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  return [
    ...wanted.map(({ weight, podAffinityTerm: term }) => ({ term, weight })),
    ...unwanted.map(({ weight, podAffinityTerm: term }) => ({ term, weight: -weight })),
  ]
}

function add(points: Points, { node }: NodeInfo, key: string, weight: number): void {
  const value = node.metadata.labels?.[key]
  if (value === undefined || weight === 0) return
  const values = points.get(key) ?? new Map<string, number>()
  values.set(value, (values.get(value) ?? 0) + weight)
  points.set(key, values)
}
