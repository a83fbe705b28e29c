import type { Plan } from '../controllers/runtime'
import { nothing } from '../controllers/runtime'
import { isTerminating, type Pod, type Time } from '../kinds'
import type { Seed } from '../sim'
import type { View } from '../store'
import { attemptToPlace } from './attempt'
import { bindingActions } from './binding/bind'
import { forget, takeLeave } from './binding/leave'
import { continueBinding } from './binding/wait'
import {
  type Assumption,
  assumptionOf,
  depart,
  departureOf,
  dueAt,
  noteAt,
  type QueueNote,
  schedulerName,
} from './queue/notes'
import { parseKey, podKeyOf } from './queue/requeue'
import { conditionMessage, refusalActions, refusalNote } from './refusal'
import { podAt, type SnapshotMaker } from './snapshot/snapshot'

/** What to do about a pod: try to place it, go on binding its volumes, or forget it. */
export function planPod(view: View, key: string, now: Time, seed: Seed, snapshots: SnapshotMaker): Plan {
  const { podKey, isRetry } = parseKey(key)
  const pod = podAt(view, podKey)
  if (!pod) return takeLeave(view, podKey, now)
  if (!isOurs(pod)) return { actions: forget(view, podKey) }
  const plan = planLiving(view, pod, isRetry, now, seed, snapshots)
  // Who has the name of one that is gone is taken for it.
  return departureOf(view, podKey) ? { ...plan, actions: [depart(podKey), ...plan.actions] } : plan
}

function planLiving(view: View, pod: Pod, isRetry: boolean, now: Time, seed: Seed, snapshots: SnapshotMaker): Plan {
  if (pod.spec.schedulingGates?.length) return nothing
  const assumption = assumptionFor(view, pod)
  if (assumption) return continueBinding(view, pod, assumption, now)
  const noted = noteAt(view, podKeyOf(pod))
  const note = noted?.uid === pod.metadata.uid ? noted : undefined
  if (note && note.plugins.length === 0 && now < dueAt(note)) return { actions: [], wakeAt: dueAt(note) }
  return tryToPlace(view, pod, note, isRetry, now, seed, snapshots)
}

function tryToPlace(
  view: View,
  pod: Pod,
  note: QueueNote | undefined,
  isRetry: boolean,
  now: Time,
  seed: Seed,
  snapshots: SnapshotMaker,
): Plan {
  const outcome = attemptToPlace(pod, snapshots.snapshotAt(view), seed, now)
  if ('node' in outcome) return bindingActions(pod, outcome, note !== undefined, now)
  const isDue = !note || isRetry || now >= dueAt(note)
  if (note && !isDue && !isNewAnswer(pod, outcome.message)) return { actions: [], wakeAt: dueAt(note) }
  const next = refusalNote(view, pod, outcome.plugins, note, now)
  return { actions: refusalActions(pod, outcome, next, now), wakeAt: dueAt(next) }
}

/** The world has changed unheard, as after a fork. A nominated pod's answer differs at each attempt: that is no news. */
function isNewAnswer(pod: Pod, message: string): boolean {
  return !pod.status.nominatedNodeName && conditionMessage(pod) !== message
}

/** What is assumed of this very pod, not of one that had its name before. */
function assumptionFor(view: View, pod: Pod): Assumption | undefined {
  const assumption = assumptionOf(view, podKeyOf(pod))
  return assumption?.uid === pod.metadata.uid ? assumption : undefined
}

function isOurs(pod: Pod): boolean {
  return !pod.spec.nodeName && !isTerminating(pod) && pod.spec.schedulerName === schedulerName
}
