import { compareText } from '../../base'
import { selectorText } from '../../client'
import type { TopologySpreadConstraint } from '../../kinds'
import type { DescribeWriter } from './writer'

/** How pods spread over topology, by its key (`describeTopologySpreadConstraints`). */
export function writeSpread(
  writer: DescribeWriter,
  constraints: readonly TopologySpreadConstraint[] = [],
  indent = '',
): void {
  const sorted = [...constraints].sort((a, b) => compareText(a.topologyKey, b.topologyKey))
  for (const [i, { topologyKey, whenUnsatisfiable, maxSkew, labelSelector }] of sorted.entries()) {
    const selector = labelSelector ? ` for selector ${selectorText(labelSelector) || '<none>'}` : ''
    writer.line(
      `${indent}${i === 0 ? 'Topology Spread Constraints:' : ''}\t${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`,
    )
  }
}
