import { altered } from '../../base'
import { failure, StatusError } from '../../client'
import type { Pod, PodSpec, Toleration } from '../../kinds'

/** What a PriorityClass says about the pods that name it. */
export interface PodPriority {
  /** Of the cluster's default class, which is then noted in the pod that named none. */
  readonly className?: string
  readonly value: number
  readonly preemptionPolicy?: 'PreemptLowerPriority' | 'Never'
}

const systemClasses: ReadonlyMap<string, PodPriority> = new Map([
  ['system-cluster-critical', { value: 2_000_000_000 }],
  ['system-node-critical', { value: 2_000_001_000 }],
])
const none: PodPriority = { value: 0 }
/** Seconds that a pod stays bound to a node that has gone silent. */
const tolerationSeconds = 300
const noReaction: readonly Toleration[] = ['not-ready', 'unreachable'].map(condition => ({
  key: `node.kubernetes.io/${condition}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds,
}))

/**
 * A new pod as admission lets it in: with the tolerations that bound how long it stays on a silent node (plugin DefaultTolerationSeconds),
 * its priority and its preemption policy (plugin Priority). `priorityOf` finds a PriorityClass, '' the default one. Throws a 403 for a class
 * that does not exist and for a priority that the class does not have.
 */
export function admitPod(
  pod: Pod,
  priorityOf: (className: string) => PodPriority | undefined = name => systemClasses.get(name),
): Pod {
  const spec = withTolerations(pod.spec)
  const className = spec.priorityClassName ?? ''
  const found = priorityOf(className) ?? systemClasses.get(className)
  if (className && !found) throw refusal(pod, `no PriorityClass with name ${className} was found`)
  const { value: priority, preemptionPolicy = 'PreemptLowerPriority', className: priorityClassName } = found ?? none
  if (spec.priority !== undefined && spec.priority !== priority)
    throw refusal(
      pod,
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${priority} from the given PriorityClass name`,
    )
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== preemptionPolicy)
    throw refusal(
      pod,
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${preemptionPolicy} from the given PriorityClass name`,
    )
  if (spec === pod.spec && spec.priority !== undefined && spec.preemptionPolicy !== undefined) return pod
  return altered(pod, {
    spec: altered(spec, { priority, preemptionPolicy, ...(priorityClassName && { priorityClassName }) }),
  })
}

/** A changed pod: tolerations are completed again; priority and preemption policy stay where the change leaves them out. */
export function admitPodUpdate(next: Pod, previous: Pod): Pod {
  if (next.spec === previous.spec) return next
  let spec = withTolerations(next.spec)
  for (const field of ['priority', 'preemptionPolicy'] as const) {
    const value = previous.spec[field]
    if (spec[field] === undefined && value !== undefined) spec = { ...spec, [field]: value }
  }
  return spec === next.spec ? next : { ...next, spec }
}

function withTolerations(spec: PodSpec): PodSpec {
  const given = spec.tolerations ?? []
  const missing = noReaction.filter(wanted => !given.some(toleration => covers(toleration, wanted)))
  return missing.length === 0 ? spec : altered(spec, { tolerations: given.length ? [...given, ...missing] : missing })
}

function covers({ key, effect }: Toleration, wanted: Toleration): boolean {
  return (!key || key === wanted.key) && (!effect || effect === wanted.effect)
}

function refusal({ metadata: { name } }: Pod, detail: string): StatusError {
  return new StatusError(failure('Forbidden', `pods "${name}" is forbidden: ${detail}`, { name, kind: 'pods' }))
}
