import { matchesTerm } from '../../client'
import { normalized, type Score } from './types'

/** The weights of the preferred terms that match a node (nodeaffinity/node_affinity.go). */
export const nodeAffinityScore: Score = {
  name: 'NodeAffinity',
  weight: 2,
  score({ pod }, nodes) {
    const preferred = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution
    if (!preferred?.length) return undefined
    const sums = nodes.map(({ node }) => {
      let sum = 0
      for (const { weight, preference } of preferred)
        if (matchesTerm(preference, node.metadata.labels, node.metadata.name)) sum += weight
      return sum
    })
    return normalized(sums, false)
  },
}
