import { matchesTerm } from '../../client'
import { type LocalScore, normalized } from './types'

/** The weights of the preferred terms that match a node (nodeaffinity/node_affinity.go). */
export const nodeAffinityScore: LocalScore<number> = {
  name: 'NodeAffinity',
  weight: 2,
  local({ spec }, { node }) {
    let sum = 0
    for (const { weight, preference } of spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ??
      [])
      if (matchesTerm(preference, node.metadata.labels, node.metadata.name)) sum += weight
    return sum > 0 ? sum : undefined
  },
  score: (_, sums) =>
    normalized(
      sums.map(sum => sum ?? 0),
      false,
    ),
}
