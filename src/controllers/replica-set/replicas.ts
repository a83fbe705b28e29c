import type { Pod, ReplicaSet, Time } from '../../kinds'
import type { View } from '../../store'
import { type Action, type EventNote, errorText, inBatches, isNamespaceTerminating, podFromTemplate } from '../runtime'
import { relatedPods } from './related'
import { victimsAmong } from './victims'

/** A sync makes or deletes that many at most (replica_set.go, BurstReplicas). */
const mostAtOnce = 500

/**
 * Makes missing pods in slow start, or deletes those too many, all at once (replica_set.go, manageReplicas). Upstream waits until it has
 * seen what it did last time; a plan always has (`Controller.plan`).
 */
export function replicaActions(
  view: View,
  set: ReplicaSet,
  active: number,
  pods: () => readonly Pod[],
  now: Time,
): readonly Action[] {
  const missing = set.spec.replicas - active
  if (missing > 0) return inBatches(Math.min(missing, mostAtOnce), () => [creation(set)])
  if (missing === 0) return []
  const victims = victimsAmong(pods(), relatedPods(view, set), Math.min(-missing, mostAtOnce), now)
  return [{ abreast: victims.map(pod => [deletion(set, pod.metadata.name)]) }]
}

function creation(set: ReplicaSet): Action {
  return {
    write: { verb: 'create', kind: 'Pod', body: podFromTemplate(set.spec.template, set) },
    onSuccess: pod => [note(set, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`)],
    onFailure: status => [note(set, 'Warning', 'FailedCreate', `Error creating: ${errorText(status)}`)],
    tolerate: isNamespaceTerminating,
  }
}

function deletion(set: ReplicaSet, name: string): Action {
  const { namespace } = set.metadata
  return {
    write: { verb: 'delete', kind: 'Pod', name, ...(namespace && { namespace }) },
    onSuccess: [note(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`)],
    onFailure: status => [note(set, 'Warning', 'FailedDelete', `Error deleting: ${errorText(status)}`)],
    tolerate: ['NotFound'],
  }
}

function note(about: ReplicaSet, type: EventNote['type'], reason: string, message: string): EventNote {
  return { about, type, reason, message }
}
