import type { Node } from '../../kinds'
import { hasOtherTolerations, toleratesTaint } from '../taints'
import type { Filter, Refusal } from './types'

const name = 'NodeUnschedulable'
const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const
const refusal: Refusal = { plugin: name, reasons: ['node(s) were unschedulable'], isResolvable: false }

/** A cordoned node takes no new pods, save those that tolerate the cordon's taint (nodeunschedulable/node_unschedulable.go). */
export const nodeUnschedulable: Filter = {
  name,
  prepare({ pod }) {
    return ({ node }) =>
      node.spec.unschedulable && !toleratesTaint(pod.spec.tolerations, cordon) ? refusal : undefined
  },
  helps({ kind, before, after }) {
    if (kind !== 'Node' || !after || (after as Node).spec.unschedulable) return false
    return !before || (before as Node).spec.unschedulable === true
  },
  helpsItself: (before, after) => hasOtherTolerations(before, after) && toleratesTaint(after.spec.tolerations, cordon),
}
