import { deepEqual } from '../../base'
import { conditionOf, disruptionTarget, type Node, type Pod, type Time, withCondition } from '../../kinds'
import type { Change, View } from '../../store'
import { type Action, type Controller, type EventNote, nothing, type Plan } from '../runtime'
import { evictingTaints, toleratedSeconds, toleratesAll } from './tolerations'

const name = 'taint-eviction-controller'

/** An eviction that is planned, or has been carried out. */
interface PlannedEviction {
  readonly uid: string
  readonly triggerAt: Time
  /** The taints for which it was carried out, as text; undefined while it is planned. Other taints evict again. */
  readonly doneFor?: string
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
  // [TE-6] A node that is gone calls nothing off.
  if (pod.spec.nodeName && !node) return planned ? asPlanned(key, pod, planned, '', now) : nothing
  const taints = evictingTaints(node)
  if (taints.length === 0) return planned ? cancel(key, planned) : nothing
  const text = JSON.stringify(taints)
  const isDone = planned?.doneFor === text
  const pending = planned && planned.doneFor === undefined ? planned : undefined
  if (!toleratesAll(pod, taints)) {
    if (isDone) return nothing
    const cancelled: Action[] = pending ? [{ event: cancelling(key) }] : []
    return { actions: [...cancelled, ...evict(key, pod, text, now)] }
  }
  const seconds = toleratedSeconds(pod, taints)
  if (seconds === Number.POSITIVE_INFINITY) return planned ? cancel(key, planned) : nothing
  if (isDone) return nothing
  // [TE-3] A planned eviction keeps its time, whatever taints or tolerations come on top.
  if (pending) return asPlanned(key, pod, pending, text, now)
  const next: PlannedEviction = { uid: pod.metadata.uid, triggerAt: now + seconds * 1000 }
  const due = asPlanned(key, pod, next, text, now)
  return due.actions.length > 0 ? due : { ...due, actions: [{ memo: key, value: next }] }
}

function asPlanned(key: string, pod: Pod, planned: PlannedEviction, taints: string, now: Time): Plan {
  if (planned.doneFor !== undefined) return nothing
  if (now >= planned.triggerAt) return { actions: evict(key, pod, taints, now) }
  return { actions: [], wakeAt: planned.triggerAt }
}

function cancel(key: string, { doneFor }: PlannedEviction): Plan {
  const forget: Action = { memo: key, value: undefined }
  return { actions: doneFor === undefined ? [forget, { event: cancelling(key) }] : [forget] }
}

/** [TE-4] The condition first, unless the pod says so already, then an ordinary delete with the pod's own grace. */
function evict(key: string, pod: Pod, taints: string, now: Time): Action[] {
  const { namespace, name: podName, uid } = pod.metadata
  const target = { kind: 'Pod', name: podName, ...(namespace && { namespace }) }
  const message = `Marking for deletion Pod ${key}`
  const mark: Action[] = isMarked(pod)
    ? []
    : [{ write: { ...target, verb: 'update', subresource: 'status', body: marked(pod, now) }, tolerate: ['NotFound'] }]
  return [
    { event: { about: reference(key), type: 'Normal', reason: 'TaintManagerEviction', message } },
    ...mark,
    { write: { ...target, verb: 'delete', body: { preconditions: { uid } } }, tolerate: ['NotFound'] },
    { memo: key, value: { uid, triggerAt: now, doneFor: taints } satisfies PlannedEviction },
  ]
}

const evictionReason = 'DeletionByTaintManager'

function isMarked(pod: Pod): boolean {
  return conditionOf(pod, 'DisruptionTarget')?.reason === evictionReason
}

function marked(pod: Pod, now: Time): Pod {
  const condition = disruptionTarget(pod, now, evictionReason, 'Taint manager: deleting due to NoExecute taint')
  return { ...pod, status: { ...pod.status, conditions: withCondition(pod.status.conditions, condition) } }
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
