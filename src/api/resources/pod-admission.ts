import { altered } from '../../base'
import { failure, StatusError } from '../../client'
import type { Pod, PodSpec, Toleration } from '../../kinds'
import type { View } from '../../store'
import { defaultPriorityAt } from './priorities'
import { topologyLabelsAt } from './topology-labels'

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
 * its priority and its preemption policy (plugin Priority), and with its node's zone if it names one (plugin PodTopologyLabels). Throws a 403 for a class that does not exist and for a priority that the class
 * does not have.
 */
export function admitPod(pod: Pod, view: View): Pod {
  const spec = withTolerations(pod.spec)
  const { priorityClassName, priority, preemptionPolicy } = priorityAt(view, pod)
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
  const labels = spec.nodeName ? topologyLabelsAt(view, spec.nodeName) : undefined
  if (!labels && spec === pod.spec && spec.priority !== undefined && spec.preemptionPolicy !== undefined) return pod
  return altered(pod, {
    ...(labels && { metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, ...labels } } }),
    spec: altered(spec, { priority, preemptionPolicy, ...(priorityClassName && { priorityClassName }) }),
  })
}

/** What the pod's class says, or the cluster's default class where it names none, or that there is neither (`establishPriority`). */
function priorityAt(view: View, pod: Pod) {
  const { priorityClassName: name } = pod.spec
  const found = name ? view.get('PriorityClass', name) : defaultPriorityAt(view)
  if (name && !found) throw refusal(pod, `no PriorityClass with name ${name} was found`)
  return {
    priorityClassName: found?.metadata.name,
    priority: found?.value ?? 0,
    preemptionPolicy: found?.preemptionPolicy ?? 'PreemptLowerPriority',
  } as const
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
