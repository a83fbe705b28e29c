import type { View } from '../../store'

const copied = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region']

/** Where a node is, as its pods are labelled too; not its host name (plugin PodTopologyLabels, on since 1.35). Undefined if nothing is known. */
export function topologyLabelsAt(view: View, nodeName: string): Record<string, string> | undefined {
  const labels = view.get('Node', nodeName)?.metadata.labels
  let found: Record<string, string> | undefined
  for (const key of copied) {
    const value = labels?.[key]
    if (value !== undefined) found = { ...found, [key]: value }
  }
  return found
}
