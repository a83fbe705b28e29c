import { altered, isRecord } from '../base'
import { type Condition, isTerminating, type Pod, timestamp, withCondition } from '../kinds'
import { type ApiContext, type Caller, store } from './context'
import { conflict, internal } from './errors'
import { type FieldError, notSupported, required, topologyLabelsAt } from './resources'

/** Puts a pod on a node (registry/core/pod/storage: assignPod). Throws 409 where it is on one, 500 for a target that is no node. */
export function bindPod(context: ApiContext, caller: Caller, pod: Pod, binding: unknown): Pod {
  const body = isRecord(binding) ? binding : {}
  const target = isRecord(body.target) ? body.target : {}
  const errors = targetErrors(target)
  if (errors.length > 0) {
    const list = errors.map(error => `${error.path}: ${error.message}`)
    throw internal(list.length === 1 ? (list[0] as string) : `[${list.join(', ')}]`)
  }
  const { name } = pod.metadata
  if (isTerminating(pod))
    throw conflict(podsBinding, name, `pod ${name} is being deleted, cannot be assigned to a host`)
  if (pod.spec.nodeName)
    throw conflict(podsBinding, name, `pod ${name} is already assigned to node "${pod.spec.nodeName}"`)
  const annotations =
    isRecord(body.metadata) && isRecord(body.metadata.annotations) ? body.metadata.annotations : undefined
  // What the node says goes over what the pod said (copyLabelsWithOverwriting).
  const labels = topologyLabelsAt(context.store.at(), String(target.name))
  // A pod that has a node is nominated to none (ClearingNominatedNodeNameAfterBinding).
  const { nominatedNodeName: _, ...status } = pod.status
  const bound: Pod = {
    ...pod,
    metadata: {
      ...pod.metadata,
      ...(annotations && { annotations: { ...pod.metadata.annotations, ...(annotations as Record<string, string>) } }),
      ...(labels && { labels: { ...pod.metadata.labels, ...labels } }),
    },
    spec: altered(pod.spec, { nodeName: String(target.name) }),
    status: altered(status, { conditions: withCondition(status.conditions, scheduledCondition(context)) }),
  }
  return store(context, caller, 'bind', bound)
}

/** `ValidatePodBinding`. */
function targetErrors({ kind, name }: Readonly<Record<string, unknown>>): readonly FieldError[] {
  const errors: FieldError[] = []
  if (kind && kind !== 'Node') errors.push(notSupported('target.kind', kind, ['Node', '<empty>']))
  if (!name) errors.push(required('target.name'))
  return errors
}

const podsBinding = { kind: 'Pod', group: '', plural: 'pods/binding' }

function scheduledCondition(context: ApiContext): Condition {
  return { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: timestamp(context.clock()) }
}
