import { deepEqual } from '../../base'
import { type Condition, type Pod, type PodStatus, timestamp } from '../../kinds'
import { schemaOf } from '../schema'
import { type FieldError, forbidden, invalid } from './field-error'
import { addressErrors } from './ip-address'
import { withLabelKeys } from './label-keys'
import { labelProblems, subdomainProblems } from './names'
import { podColumns, podRowConditions } from './pod-columns'
import { defaultPod, defaultPodStatus } from './pod-defaults'
import { podParts } from './pod-parts'
import { qualityOf } from './pod-quality'
import { podUpdateErrors } from './pod-update'
import { podErrors, uniqueErrors } from './pod-validation'
import { podSpecWarnings } from './pod-warnings'
import type { WirePodSpec } from './pod-wire'
import { mapSame } from './sharing'
import { defineResource, type RuleContext } from './types'

const hostnameText =
  "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended"

/** `pkg/registry/core/pod/strategy.go: PrepareForCreate`. */
function prepareForCreate(pod: Pod, { now }: RuleContext): Pod {
  const { schedulingGates } = pod.spec
  const gated: Condition = {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: timestamp(now),
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  }
  const status: PodStatus = {
    phase: 'Pending',
    ...(schedulingGates?.length && { conditions: [gated] }),
    qosClass: qualityOf(pod),
  }
  return withLabelKeys({ ...pod, status })
}

/** A change of the pod leaves its status alone. */
function prepareForUpdate(next: Pod, previous: Pod): Pod {
  const spec = next.spec !== previous.spec && deepEqual(next.spec, previous.spec) ? previous.spec : next.spec
  return next.status === previous.status && next.spec === spec ? next : { ...next, spec, status: previous.status }
}

/**
 * The status door writes metadata too, but not the owners. What the writer does not know is kept: the quality-of-service class and the
 * generations that were observed (`podStatusStrategy.PrepareForUpdate`).
 */
function prepareForStatusUpdate(next: Pod, previous: Pod): Pod {
  const { ownerReferences } = previous.metadata
  let { metadata } = next
  if (metadata.ownerReferences !== ownerReferences) {
    const { ownerReferences: _, ...rest } = metadata
    metadata = { ...rest, ...(ownerReferences && { ownerReferences }) }
  }
  return { ...previous, metadata, status: keptStatus(defaultPodStatus(next.status), previous.status) }
}

function keptStatus(next: PodStatus, previous: PodStatus): PodStatus {
  let status = next
  for (const field of ['qosClass', 'observedGeneration'] as const) {
    const value = previous[field]
    if (!status[field] && value) status = { ...status, [field]: value }
  }
  const { conditions } = status
  const isIncomplete = conditions?.some(one => !one.observedGeneration || one.lastProbeTime === undefined)
  return isIncomplete ? { ...status, conditions: completed(conditions ?? [], previous.conditions) } : status
}

/** Conditions keep the generation they were observed with, and Go writes a time that nobody has probed as null. */
function completed(next: readonly Condition[], previous: readonly Condition[] = []): readonly Condition[] {
  return mapSame(next, condition => {
    const { type, lastProbeTime = null } = condition
    const observedGeneration =
      condition.observedGeneration || previous.find(other => other.type === type)?.observedGeneration
    const isComplete = condition.lastProbeTime === lastProbeTime && condition.observedGeneration === observedGeneration
    return isComplete ? condition : { ...condition, lastProbeTime, ...(observedGeneration && { observedGeneration }) }
  })
}

/** The part of `ValidatePodStatusUpdate` that can go wrong with the writers there are. */
function statusErrors(next: Pod, previous: Pod): readonly FieldError[] {
  const errors: FieldError[] = []
  const { nominatedNodeName: node, observedGeneration = 0, qosClass } = next.status
  const before = previous.status
  const path = 'status.nominatedNodeName'
  if (node && node !== before.nominatedNodeName) {
    for (const problem of subdomainProblems(node)) errors.push(invalid(path, node, problem))
    if (previous.spec.nodeName && node !== previous.spec.nodeName)
      errors.push(forbidden(path, 'may not be set on pods that are already bound to a node'))
  }
  if (next.status.podIPs !== before.podIPs)
    next.status.podIPs?.forEach(({ ip }, index) => {
      errors.push(...addressErrors(ip, `status.podIPs[${index}]`))
    })
  if (observedGeneration < 0)
    errors.push(invalid('status.observedGeneration', observedGeneration, 'must be a non-negative integer'))
  if (qosClass !== before.qosClass) errors.push(invalid('status.qosClass', qosClass ?? '', 'field is immutable'))
  return errors
}

function warnings(next: Pod, previous?: Pod): readonly string[] {
  if (previous) return []
  const problems = labelProblems(next.metadata.name)
  const name = problems.length > 0 ? [`${hostnameText}: [${problems.join(' ')}]`] : []
  return [...name, ...podSpecWarnings(next.spec as WirePodSpec, 'spec')]
}

/** `podStrategy.CheckGracefulDelete`: nobody has to stop a pod that is on no node, or that has ended. */
function deletionGraceSeconds({ spec, status }: Pod, requested: number | undefined): number {
  const isEnded = status.phase === 'Failed' || status.phase === 'Succeeded'
  if (!spec.nodeName || isEnded) return 0
  const seconds = requested ?? spec.terminationGracePeriodSeconds ?? 0
  return seconds < 0 ? 1 : seconds
}

export const podResource = defineResource<Pod>({
  kind: 'Pod',
  group: '',
  version: 'v1',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  get schema() {
    return schemaOf('Pod')
  },
  subresources: [
    'status',
    'binding',
    'eviction',
    'log',
    'exec',
    'attach',
    'portforward',
    'proxy',
    'ephemeralcontainers',
    'resize',
  ],
  parts: podParts,
  hasGeneration: true,
  nameRule: 'subdomain',
  answersWithDeleted: true,
  defaults: defaultPod,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate,
  validate: pod => uniqueErrors(podErrors(pod)),
  validateUpdate: (next, previous) => uniqueErrors(podUpdateErrors(next, previous)),
  validateStatusUpdate: statusErrors,
  warnings,
  deletionGraceSeconds,
  fieldLabels: {
    'spec.nodeName': pod => pod.spec.nodeName ?? '',
    'spec.restartPolicy': pod => pod.spec.restartPolicy,
    'spec.schedulerName': pod => pod.spec.schedulerName,
    'spec.serviceAccountName': pod => pod.spec.serviceAccountName ?? '',
    'spec.hostNetwork': pod => String(pod.spec.hostNetwork === true),
    'status.phase': pod => pod.status.phase,
    'status.podIP': pod => pod.status.podIPs?.[0]?.ip ?? '',
    'status.podIPs': pod => pod.status.podIPs?.[0]?.ip ?? '',
    'status.nominatedNodeName': pod => pod.status.nominatedNodeName ?? '',
  },
  columns: podColumns,
  rowConditions: podRowConditions,
})
