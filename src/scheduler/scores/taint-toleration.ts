import { toleratesTaint } from '../taints'
import { normalized, type Score } from './types'

/** Fewer PreferNoSchedule taints that the pod does not tolerate are better (tainttoleration/taint_toleration.go). */
export const taintTolerationScore: Score = {
  name: 'TaintToleration',
  weight: 3,
  score({ pod }, nodes) {
    if (!nodes.some(({ node }) => node.spec.taints?.length)) return undefined
    const counts = nodes.map(
      ({ node }) =>
        node.spec.taints?.filter(
          taint => taint.effect === 'PreferNoSchedule' && !toleratesTaint(pod.spec.tolerations, taint),
        ).length ?? 0,
    )
    return normalized(counts, true)
  },
}
