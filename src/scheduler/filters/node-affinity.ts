import type { Node } from '../../kinds'
import { asksForNodes, wantsNode } from '../wanted-nodes'
import type { Filter, Refusal } from './types'

const name = 'NodeAffinity'
const refusal: Refusal = {
  plugin: name,
  reasons: ["node(s) didn't match Pod's node affinity/selector"],
  isResolvable: false,
}

/** `nodeSelector` and required node affinity (nodeaffinity/node_affinity.go). */
export const nodeAffinity: Filter = {
  name,
  prepare({ pod }) {
    if (!asksForNodes(pod)) return undefined
    return ({ node }) => (wantsNode(pod, node) ? undefined : refusal)
  },
  helps({ kind, before, after }, pod) {
    if (kind !== 'Node' || !after || !wantsNode(pod, after as Node)) return false
    return !before || !wantsNode(pod, before as Node)
  },
}
