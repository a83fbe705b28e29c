import type { Node } from '../../kinds'
import type { Action } from '../runtime'

const mirrored: readonly (readonly [stable: string, beta: string])[] = [
  ['kubernetes.io/os', 'beta.kubernetes.io/os'],
  ['kubernetes.io/arch', 'beta.kubernetes.io/arch'],
]
const ttlAnnotation = 'node.alpha.kubernetes.io/ttl'

/** [NL-2] The beta labels follow the stable ones, and the ttl annotation is there; undefined when all is as it should be. */
export function planLabels({ metadata }: Node): Action | undefined {
  const labels: Record<string, string> = {}
  for (const [stable, beta] of mirrored) {
    const value = metadata.labels?.[stable]
    if (value !== undefined && metadata.labels?.[beta] !== value) labels[beta] = value
  }
  const hasTTL = metadata.annotations?.[ttlAnnotation] !== undefined
  if (hasTTL && Object.keys(labels).length === 0) return undefined
  const change = {
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(!hasTTL && { annotations: { [ttlAnnotation]: '0' } }),
  }
  return {
    write: { verb: 'patch', kind: 'Node', name: metadata.name, patchType: 'merge', body: { metadata: change } },
    tolerate: ['NotFound'],
  }
}
