import type { Action } from '../controllers/runtime'
import { type Condition, conditionOf, type Pod, type Time, timestamp, withCondition } from '../kinds'
import type { View } from '../store'
import type { Refused } from './attempt'
import { type Preemption, preemptionReason } from './preemption/preempt'
import { noteKey, type QueueNote, schedulerName } from './queue/notes'
import { podKeyOf } from './queue/requeue'
import { noteText } from './reasons'

/** What is remembered of an attempt that failed. */
export function refusalNote(
  view: View,
  pod: Pod,
  plugins: readonly string[],
  before: QueueNote | undefined,
  now: Time,
): QueueNote {
  const errorCount = plugins.length > 0 ? 0 : (before?.errorCount ?? 0) + 1
  return { uid: pod.metadata.uid, revision: view.revision, failedAt: now, plugins, errorCount }
}

/** Remembers, tells, writes the pod's condition, and makes lower pods go (schedule_one.go: handleSchedulingFailure). */
export function refusalActions(
  pod: Pod,
  { message, preemption, reason = 'Unschedulable' }: Refused & { readonly reason?: string },
  note: QueueNote,
  now: Time,
): readonly Action[] {
  const text = noteText(message)
  const actions: Action[] = [
    { memo: noteKey(podKeyOf(pod)), value: note },
    { event: { about: pod, type: 'Warning', reason: 'FailedScheduling', action: 'Scheduling', message: text } },
  ]
  const status = refusedStatus(pod, reason, message, preemption?.nominate, now)
  if (status) actions.push({ write: statusWrite({ ...pod, status }), tolerate: ['NotFound'] })
  if (preemption) actions.push(...preemptionActions(pod, preemption, now))
  return actions
}

/** The message of the condition PodScheduled. */
export function conditionMessage(pod: Pod): string | undefined {
  return conditionOf(pod, 'PodScheduled')?.message
}

function refusedStatus(
  pod: Pod,
  reason: string,
  message: string,
  nominate: string | undefined,
  now: Time,
): Pod['status'] | undefined {
  const known = conditionOf(pod, 'PodScheduled')
  const generation = pod.metadata.generation
  const isKnown = known?.status === 'False' && known.reason === reason && known.message === message
  const nominated = pod.status.nominatedNodeName ?? ''
  // The same words about another generation are no reason to write (pkg/api/v1/pod: UpdatePodCondition).
  if (isKnown && (nominate ?? nominated) === nominated) return undefined
  const condition: Condition = {
    type: 'PodScheduled',
    ...(generation !== undefined && { observedGeneration: generation }),
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: timestamp(now),
    reason,
    message,
  }
  const { nominatedNodeName: _, ...rest } = {
    ...pod.status,
    conditions: withCondition(pod.status.conditions, condition),
  }
  const nextNominated = nominate ?? nominated
  return { ...rest, ...(nextNominated && { nominatedNodeName: nextNominated }) }
}

function preemptionActions(pod: Pod, { victims, displaced, nominate }: Preemption, now: Time): readonly Action[] {
  const actions: Action[] = []
  const message = `Preempted by pod ${pod.metadata.uid} on node ${nominate}`
  for (const victim of victims) {
    if (victim.metadata.deletionTimestamp !== undefined) continue
    const { name, namespace, uid } = victim.metadata
    actions.push(
      { write: disruptedWrite(victim, now), tolerate: ['NotFound'] },
      {
        write: {
          verb: 'delete',
          kind: 'Pod',
          name,
          ...(namespace && { namespace }),
          body: { preconditions: { uid } },
        },
        tolerate: ['NotFound'],
        onSuccess: [{ about: victim, type: 'Normal', reason: 'Preempted', action: 'Preempting', message }],
      },
    )
  }
  for (const other of displaced) {
    const { nominatedNodeName: _, ...status } = other.status
    actions.push({ write: statusWrite({ ...other, status }), tolerate: ['NotFound', 'Conflict'] })
  }
  return actions
}

/** Merged, not put, for the kubelet writes the victim's status as well; in the order of client-go's patches, in which what is new comes last. */
function disruptedWrite(victim: Pod, now: Time) {
  const { name, namespace, generation } = victim.metadata
  const condition: Condition = {
    type: 'DisruptionTarget',
    ...(generation !== undefined && { observedGeneration: generation }),
    status: 'True',
    lastTransitionTime: timestamp(now),
    reason: preemptionReason,
    message: `${schedulerName}: preempting to accommodate a higher priority pod`,
  }
  const order = withCondition(victim.status.conditions, condition).map(({ type }) => ({ type }))
  return {
    verb: 'patch',
    kind: 'Pod',
    name,
    ...(namespace && { namespace }),
    subresource: 'status',
    patchType: 'strategic',
    body: { status: { conditions: [condition], '$setElementOrder/conditions': order } },
  } as const
}

function statusWrite(pod: Pod) {
  const { name, namespace } = pod.metadata
  return {
    verb: 'update',
    kind: 'Pod',
    name,
    ...(namespace && { namespace }),
    subresource: 'status',
    body: pod,
  } as const
}
