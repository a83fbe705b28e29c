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
    return count
  },
  score(_, __, counts) {
    return counts.some(count => count > 0) ? normalized(counts, true) : undefined
  },
}
