import { toleratesTaint } from '../taints'
import { type LocalScore, normalized } from './types'

/** Fewer PreferNoSchedule taints that the pod does not tolerate are better (tainttoleration/taint_toleration.go). */
export const taintTolerationScore: LocalScore<number> = {
  name: 'TaintToleration',
  weight: 3,
  local({ spec }, { node }) {
    let count = 0
    for (const taint of node.spec.taints ?? [])
      if (taint.effect === 'PreferNoSchedule' && !toleratesTaint(spec.tolerations, taint)) count++
    return count > 0 ? count : undefined
  },
  score: (_, counts) =>
    normalized(
      counts.map(count => count ?? 0),
      true,
    ),
}
