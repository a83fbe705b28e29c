import { matchesSelector } from '../../client'
import { controllerOf, type OwnerReference, type PodDisruptionBudget } from '../../kinds'
import type { View } from '../../store'
import type { Census } from './census'

const scaledKinds = ['Deployment', 'ReplicaSet', 'StatefulSet'] as const
type ScaledKind = (typeof scaledKinds)[number]

/** What a budget reckons with. */
export interface Expected {
  readonly pods: number
  readonly healthy: number
  /** There are pods without an owner, and their number was asked for. */
  readonly hasUnmanaged: boolean
}

/**
 * How many pods there ought to be, and how many of them healthy (disruption.go: getExpectedPodCount); the text of what is wrong where the
 * scale of an owner cannot be found.
 */
export function expectedAt(view: View, budget: PodDisruptionBudget, census: Census): Expected | string {
  const { minAvailable, maxUnavailable } = budget.spec
  if (maxUnavailable === undefined && typeof minAvailable === 'number')
    return { pods: census.count, healthy: minAvailable, hasUnmanaged: false }
  const bound = maxUnavailable ?? minAvailable
  if (bound === undefined) return { pods: 0, healthy: 0, hasUnmanaged: false }
  const scale = scaleAt(view, budget, census)
  if (typeof scale === 'string') return scale
  const count = countOf(bound, scale.pods)
  return { ...scale, healthy: maxUnavailable === undefined ? count : Math.max(0, scale.pods - count) }
}

/** A number as it is, a percentage of `total` rounded up (intstr.GetScaledValueFromIntOrPercent). */
function countOf(value: number | string, total: number): number {
  return typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) * total) / 100)
}

/** The sum of the scales of all owners (getExpectedScale). */
function scaleAt(
  view: View,
  budget: PodDisruptionBudget,
  { owners, unmanaged }: Census,
): Omit<Expected, 'healthy'> | string {
  const { namespace } = budget.metadata
  const scales = new Map<string, number>()
  for (const owner of owners.values()) {
    const found = ownerScale(view, owner, namespace)
    if (found === undefined) return `found no controllers for pod ${JSON.stringify(firstPodOf(view, budget, owner))}`
    if (typeof found === 'string') return found
    scales.set(found.uid, found.replicas)
  }
  let sum = 0
  for (const count of scales.values()) sum += count
  return { pods: sum, hasUnmanaged: unmanaged > 0 }
}

function firstPodOf(view: View, { metadata, spec }: PodDisruptionBudget, owner: OwnerReference): string | undefined {
  const pods = view.list('Pod', metadata.namespace)
  return pods.find(pod => controllerOf(pod)?.uid === owner.uid && matchesSelector(spec.selector, pod.metadata.labels))
    ?.metadata.name
}

interface Scale {
  readonly uid: string
  readonly replicas: number
}

/** The scale of what stands behind the pods: their owner, or its Deployment (`finders`). Undefined: it is not there. */
function ownerScale(view: View, owner: OwnerReference, namespace: string | undefined): Scale | string | undefined {
  if (!isScaled(owner)) return `no matches for kind "${owner.kind}" in version "${owner.apiVersion}"`
  const object = view.get(owner.kind, owner.name, namespace)
  if (!object || object.metadata.uid !== owner.uid) return undefined
  const above = owner.kind === 'ReplicaSet' ? controllerOf(object) : undefined
  const deployment = above?.kind === 'Deployment' ? view.get('Deployment', above.name, namespace) : undefined
  const top = deployment && deployment.metadata.uid === above?.uid ? deployment : object
  return { uid: top.metadata.uid, replicas: top.spec.replicas }
}

function isScaled(owner: OwnerReference): owner is OwnerReference & { readonly kind: ScaledKind } {
  return owner.apiVersion.startsWith('apps/') && scaledKinds.some(kind => kind === owner.kind)
}
