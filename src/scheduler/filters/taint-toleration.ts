import type { Node } from '../../kinds'
import { hasOtherTolerations, untoleratedTaint } from '../taints'
import type { Filter, Refusal } from './types'

const name = 'TaintToleration'
const refusal: Refusal = { plugin: name, reasons: ['node(s) had untolerated taint(s)'], isResolvable: false }

/** NoSchedule and NoExecute taints keep away what does not tolerate them (tainttoleration/taint_toleration.go). */
export const taintToleration: Filter = {
  name,
  prepare({ pod }) {
    return ({ node }) => (untoleratedTaint(node.spec.taints, pod.spec.tolerations) ? refusal : undefined)
  },
  helps({ kind, before, after }, pod) {
    if (kind !== 'Node' || !after) return false
    const { tolerations } = pod.spec
    const wasRefused = !before || untoleratedTaint((before as Node).spec.taints, tolerations) !== undefined
    return wasRefused && !untoleratedTaint((after as Node).spec.taints, tolerations)
  },
  helpsItself: hasOtherTolerations,
}
