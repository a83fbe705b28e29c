import { isRecord } from '../base'
import { type DeleteOptions, failure, StatusError } from '../client'
import {
  type Condition,
  conditionOf,
  disruptionTarget,
  isTerminating,
  type KubernetesObject,
  type Pod,
  type StatefulSet,
  timestamp,
  withCondition,
} from '../kinds'
import { type ApiContext, type Caller, store } from './context'
import { badRequest, conflict, invalid } from './errors'
import { deleteObject } from './remove'
import type { Resource } from './resources'
import { invalid as invalidField, required } from './resources/field-error'
import { updateObject } from './update'

/** The Scale view of a set (registry/apps/statefulset/storage: scaleFromStatefulSet). */
export function scaleOf(set: StatefulSet): Record<string, unknown> {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = set.metadata
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: set.spec.replicas === 0 ? {} : { replicas: set.spec.replicas },
    status: { replicas: set.status.replicas, selector: selectorText(set) },
  }
}

function selectorText({ spec }: StatefulSet): string {
  const { matchLabels = {}, matchExpressions = [] } = spec.selector
  const terms: (readonly [string, string])[] = Object.entries(matchLabels).map(([key, value]) => [
    key,
    `${key}=${value}`,
  ])
  for (const { key, operator, values = [] } of matchExpressions) {
    const list = [...values].sort().join(',')
    const text =
      operator === 'Exists'
        ? key
        : operator === 'DoesNotExist'
          ? `!${key}`
          : `${key} ${operator.toLowerCase()} (${list})`
    terms.push([key, text] as const)
  }
  return terms
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .join(',')
}

/** Writes the replicas of a Scale into its set. A resourceVersion in the Scale is enforced. */
export function writeScale(
  context: ApiContext,
  caller: Caller,
  resource: Resource,
  set: StatefulSet,
  scale: unknown,
): StatefulSet {
  if (!isRecord(scale)) throw badRequest('the body must be a Scale')
  const metadata = isRecord(scale.metadata) ? scale.metadata : {}
  const spec = isRecord(scale.spec) ? scale.spec : {}
  const replicas = spec.replicas ?? 0
  if (typeof replicas !== 'number' || !Number.isInteger(replicas))
    throw badRequest('spec.replicas must be a whole number')
  if (replicas < 0)
    throw invalid({ kind: 'Scale', group: 'autoscaling', plural: 'scales' }, set.metadata.name, [
      invalidField('spec.replicas', replicas, 'must be greater than or equal to 0'),
    ])
  const { resourceVersion = set.metadata.resourceVersion, uid = set.metadata.uid } = metadata as Record<string, string>
  const body: StatefulSet = {
    ...set,
    metadata: { ...set.metadata, resourceVersion, uid },
    spec: { ...set.spec, replicas },
  }
  return updateObject(context, caller, resource, set, body) as StatefulSet
}

/** Puts a pod on a node (registry/core/pod/storage: assignPod). */
export function bindPod(context: ApiContext, caller: Caller, pod: Pod, binding: unknown): Pod {
  const body = isRecord(binding) ? binding : {}
  const target = isRecord(body.target) ? body.target : {}
  if (!target.name) {
    const errors = [required('target.name')]
    throw invalid({ kind: 'Binding', group: '', plural: 'bindings' }, pod.metadata.name, errors)
  }
  if (isTerminating(pod))
    throw conflict(
      podsBinding,
      pod.metadata.name,
      `pod ${pod.metadata.name} is being deleted, cannot be assigned to a host`,
    )
  if (pod.spec.nodeName)
    throw conflict(
      podsBinding,
      pod.metadata.name,
      `pod ${pod.metadata.name} is already assigned to node "${pod.spec.nodeName}"`,
    )
  const annotations =
    isRecord(body.metadata) && isRecord(body.metadata.annotations) ? body.metadata.annotations : undefined
  const labels = topologyLabels(context, String(target.name))
  // A pod that has a node is nominated to none (ClearingNominatedNodeNameAfterBinding).
  const { nominatedNodeName: _, ...status } = pod.status
  const bound: Pod = {
    ...pod,
    metadata: {
      ...pod.metadata,
      ...(annotations && { annotations: { ...pod.metadata.annotations, ...(annotations as Record<string, string>) } }),
      ...(labels && { labels: { ...labels, ...pod.metadata.labels } }),
    },
    spec: { ...pod.spec, nodeName: String(target.name) },
    status: { ...status, conditions: withCondition(status.conditions, scheduledCondition(context)) },
  }
  return store(context, caller, 'bind', bound)
}

const podsBinding = { kind: 'Pod', group: '', plural: 'pods/binding' }
const zoneLabels = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region']

/** Binding copies where the node is onto the pod (PodTopologyLabels admission, on since 1.35); not the host name. */
function topologyLabels(context: ApiContext, nodeName: string): Record<string, string> | undefined {
  const labels = context.store.at().get('Node', nodeName)?.metadata.labels
  const found = zoneLabels.flatMap(key => (labels?.[key] === undefined ? [] : [[key, labels[key]] as const]))
  return found.length > 0 ? (Object.fromEntries(found) as Record<string, string>) : undefined
}

function scheduledCondition(context: ApiContext): Condition {
  return { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: timestamp(context.clock()) }
}

/** Evicts a pod (registry/core/pod/storage/eviction.go): the condition first, then a delete. Budgets come with their kind. */
export function evictPod(
  context: ApiContext,
  caller: Caller,
  resource: Resource,
  pod: Pod,
  eviction: unknown,
): unknown {
  const body = isRecord(eviction) ? eviction : {}
  const metadata = isRecord(body.metadata) ? body.metadata : {}
  if (metadata.name !== undefined && metadata.name !== pod.metadata.name)
    throw badRequest(`name in URL does not match name in Eviction object: ${metadata.name}`)
  const options = (isRecord(body.deleteOptions) ? body.deleteOptions : {}) as DeleteOptions
  const marked = isTerminal(pod) ? pod : markDisrupted(context, caller, resource, pod)
  deleteObject(context, caller, resource, marked, options)
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }
}

function isTerminal({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed'
}

function markDisrupted(context: ApiContext, caller: Caller, resource: Resource, pod: Pod): KubernetesObject {
  if (conditionOf(pod, 'DisruptionTarget')?.reason === 'EvictionByEvictionAPI') return pod
  const condition = disruptionTarget(pod, context.clock(), 'EvictionByEvictionAPI', 'Eviction API: evicting')
  const body = { ...pod, status: { ...pod.status, conditions: withCondition(pod.status.conditions, condition) } }
  return updateObject(context, caller, resource, pod, body, 'status')
}

/** What the API server answers when nothing stands behind a proxied path. */
export function noProxy(): StatusError {
  return new StatusError(
    failure('ServiceUnavailable', 'error trying to reach service: this cluster has no machines to reach'),
  )
}
