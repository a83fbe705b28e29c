import { deepEqual } from '../../base'
import {
  conditionOf,
  disruptionTarget,
  isTerminating,
  type Node,
  type Pod,
  type Time,
  withCondition,
} from '../../kinds'
import type { Change, View } from '../../store'
import { type Action, type Controller, type EventNote, nothing, type Plan } from '../runtime'
import { evictingTaints, toleratedSeconds, toleratesAll } from './tolerations'

const name = 'taint-eviction-controller'

/** An eviction that is planned, or has been carried out. */
interface PlannedEviction {
  readonly uid: string
  readonly triggerAt: Time
  readonly isDone: boolean
}

/** Deletes pods from nodes whose NoExecute taints they do not tolerate, or no longer. Rules: README.md. */
export const taintEvictionController: Controller = {
  name,
  interests: [
    { kind: 'Pod', keysOf: podKeys },
    { kind: 'Node', keysOf: nodeKeys },
  ],
  plan(view, key, now) {
    const [namespace = '', podName = ''] = key.split('/')
    const pod = view.get('Pod', podName, namespace)
    const planned = view.memo(`${name}/${key}`) as PlannedEviction | undefined
    if (!pod || (planned && planned.uid !== pod.metadata.uid)) return planned ? cancel(key, planned) : nothing
    const node = pod.spec.nodeName ? view.get('Node', pod.spec.nodeName) : undefined
    return planPod(key, pod, node, planned, now)
  },
}

/** A pod's status does not matter, only where it is and what it tolerates. */
function podKeys({ before, after, namespace, name: podName }: Change): readonly string[] {
  const was = before as Pod | undefined
  const is = after as Pod | undefined
  const isSame =
    was &&
    is &&
    was.metadata.uid === is.metadata.uid &&
    was.spec.nodeName === is.spec.nodeName &&
    was.spec.tolerations === is.spec.tolerations
  return isSame ? [] : [`${namespace}/${podName}`]
}

function nodeKeys({ before, after, name: nodeName }: Change, view: View): readonly string[] {
  if (deepEqual(evictingTaints(before as Node | undefined), evictingTaints(after as Node | undefined))) return []
  return view.lookup('Pod', 'node', nodeName).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
}

function planPod(key: string, pod: Pod, node: Node | undefined, planned: PlannedEviction | undefined, now: Time): Plan {
  const taints = evictingTaints(node)
  if (taints.length === 0) return planned ? cancel(key, planned) : nothing
  const isPending = planned && !planned.isDone
  if (!toleratesAll(pod, taints)) {
    if (isMarked(pod)) return nothing
    const cancelled: Action[] = isPending ? [{ event: cancelling(key) }] : []
    return { actions: [...cancelled, ...evict(key, pod, now)] }
  }
  const seconds = toleratedSeconds(pod, taints)
  if (seconds === Number.POSITIVE_INFINITY) return planned ? cancel(key, planned) : nothing
  if (planned?.isDone) return nothing
  // [TE-3] A planned eviction keeps its time, whatever taints or tolerations come on top.
  const triggerAt = planned ? planned.triggerAt : now + seconds * 1000
  if (now >= triggerAt) return { actions: evict(key, pod, now) }
  const remember: Action = {
    memo: key,
    value: { uid: pod.metadata.uid, triggerAt, isDone: false } satisfies PlannedEviction,
  }
  return { actions: planned ? [] : [remember], wakeAt: triggerAt }
}

function isMarked(pod: Pod): boolean {
  return isTerminating(pod) && conditionOf(pod, 'DisruptionTarget')?.reason === 'DeletionByTaintManager'
}

function cancel(key: string, planned: PlannedEviction): Plan {
  const forget: Action = { memo: key, value: undefined }
  return { actions: planned.isDone ? [forget] : [forget, { event: cancelling(key) }] }
}

/** [TE-4] The condition first, then an ordinary delete with the pod's own grace. */
function evict(key: string, pod: Pod, now: Time): Action[] {
  const { namespace, name: podName, uid } = pod.metadata
  const target = { kind: 'Pod', name: podName, ...(namespace && { namespace }) }
  const condition = disruptionTarget(
    pod,
    now,
    'DeletionByTaintManager',
    'Taint manager: deleting due to NoExecute taint',
  )
  const body = { ...pod, status: { ...pod.status, conditions: withCondition(pod.status.conditions, condition) } }
  const message = `Marking for deletion Pod ${key}`
  return [
    { event: { about: reference(key), type: 'Normal', reason: 'TaintManagerEviction', message } },
    { write: { ...target, verb: 'update', subresource: 'status', body }, tolerate: ['NotFound'] },
    { write: { ...target, verb: 'delete', body: { preconditions: { uid } } }, tolerate: ['NotFound'] },
    { memo: key, value: { uid, triggerAt: now, isDone: true } satisfies PlannedEviction },
  ]
}

function cancelling(key: string): EventNote {
  return {
    about: reference(key),
    type: 'Normal',
    reason: 'TaintManagerEviction',
    message: `Cancelling deletion of Pod ${key}`,
  }
}

/** Upstream's events name the pod without its uid: it may be gone. */
function reference(key: string) {
  const [namespace = '', podName = ''] = key.split('/')
  return { kind: 'Pod', apiVersion: 'v1', namespace, name: podName }
}
