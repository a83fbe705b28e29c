import {
  type Condition,
  conditionOf,
  disruptionTarget,
  isTerminating,
  type Node,
  type Pod,
  type Time,
  withCondition,
} from '../../kinds'
import { second } from '../../sim'
import type { Change, View } from '../../store'
import { type Action, type Controller, nothing, type Plan } from '../runtime'

const name = 'pod-garbage-collector'
/** `gcCheckPeriod` and `quarantineTime` of gc_controller.go. */
const periodMs = 20 * second
const quarantineMs = 40 * second
const outOfServiceTaint = 'node.kubernetes.io/out-of-service'

/** Removes pods that nobody will ever finish. Rules: README.md. */
export const podGarbageController: Controller = {
  name,
  interests: [
    { kind: 'Pod', keysOf: keysOfPod },
    { kind: 'Node', keysOf: (change, view) => podsOn(view, change.name) },
  ],
  plan(view, key, now) {
    const [namespace, podName = ''] = key.split('/')
    const pod = view.get('Pod', podName, namespace)
    return pod ? planPod(view, pod, now) : nothing
  },
}

/** Nobody has to look at a pod that is not going and is where it was; what becomes of its node is heard from the node. */
function keysOfPod({ before, after, namespace, name: podName }: Change): readonly string[] {
  const was = before as Pod | undefined
  const is = after as Pod | undefined
  if (!is || (!isTerminating(is) && is.spec.nodeName === was?.spec.nodeName)) return []
  return [`${namespace}/${podName}`]
}

function podsOn(view: View, nodeName: string): readonly string[] {
  return view.lookup('Pod', 'node', nodeName).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
}

function planPod(view: View, pod: Pod, now: Time): Plan {
  const { nodeName } = pod.spec
  if (!nodeName) return isTerminating(pod) ? atNextPass(now, () => ({ actions: forceDelete(pod) })) : nothing
  const node = view.get('Node', nodeName)
  if (!node) return planOrphan(view, pod, nodeName, now)
  const quarantine: Action[] =
    view.memo(`${name}/${nodeName}`) === undefined ? [] : [{ memo: nodeName, value: undefined }]
  if (isTerminating(pod) && isOutOfService(node))
    return atNextPass(now, () => ({ actions: [...quarantine, ...forceDelete(pod)] }))
  return { actions: quarantine }
}

/** [PG-1] The node's name stays in quarantine first: the node might only be late in the list. */
function planOrphan(view: View, pod: Pod, nodeName: string, now: Time): Plan {
  const noticedAt = view.memo(`${name}/${nodeName}`) as Time | undefined
  if (noticedAt === undefined)
    return atNextPass(now, () => ({ actions: [{ memo: nodeName, value: now }], wakeAt: now + quarantineMs }))
  if (now < noticedAt + quarantineMs) return { actions: [], wakeAt: passAfter(noticedAt + quarantineMs) }
  return atNextPass(now, () => ({
    actions: forceDelete(pod, disruptionTarget(pod, now, 'DeletionByPodGC', 'PodGC: node no longer exists')),
  }))
}

function isOutOfService(node: Node): boolean {
  const isReady = conditionOf(node, 'Ready')?.status === 'True'
  return !isReady && Boolean(node.spec.taints?.some(({ key }) => key === outOfServiceTaint))
}

/** [PG-4] The phase becomes Failed before the object goes; a pod that has ended already is not even marked. */
function forceDelete(pod: Pod, condition?: Condition): Action[] {
  const { namespace, name: podName, uid, generation } = pod.metadata
  const target = { kind: 'Pod', name: podName, ...(namespace && { namespace }) }
  const remove: Action = {
    write: { ...target, verb: 'delete', body: { gracePeriodSeconds: 0, preconditions: { uid } } },
    tolerate: ['NotFound'],
  }
  if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') return [remove]
  const status = {
    ...pod.status,
    phase: 'Failed',
    ...(generation !== undefined && { observedGeneration: generation }),
    ...(condition && { conditions: withCondition(pod.status.conditions, condition) }),
  }
  const mark: Action = {
    write: { ...target, verb: 'update', subresource: 'status', body: { ...pod, status } },
    tolerate: ['NotFound'],
  }
  return [mark, remove]
}

function atNextPass(now: Time, decide: () => Plan): Plan {
  return now % periodMs === 0 ? decide() : { actions: [], wakeAt: passAfter(now) }
}

function passAfter(time: Time): Time {
  return Math.ceil(time / periodMs) * periodMs
}
