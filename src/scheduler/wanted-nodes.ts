import { matchesNodeSelector } from '../client'
import type { Node, Pod } from '../kinds'

/** Whether the node is one of those that `nodeSelector` and required node affinity ask for (component-helpers/nodeaffinity). */
export function wantsNode({ spec }: Pod, node: Node): boolean {
  const { labels } = node.metadata
  for (const key in spec.nodeSelector) if (labels?.[key] !== spec.nodeSelector[key]) return false
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return !required || matchesNodeSelector(required, labels, node.metadata.name)
}

/** Whether the pod asks for certain nodes at all. */
export function asksForNodes({ spec }: Pod): boolean {
  return Boolean(spec.nodeSelector || spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution)
}
