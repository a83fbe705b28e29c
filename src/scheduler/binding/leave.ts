import type { Action, Plan } from '../../controllers/runtime'
import type { Time } from '../../kinds'
import type { View } from '../../store'
import {
  type Assumption,
  assume,
  assumptionOf,
  type Departure,
  depart,
  departureOf,
  noteAt,
  noteKey,
} from '../queue/notes'
import { bindingFault, nextPollAt } from './bind'

/**
 * Of a pod that is gone. Had it a node already, its room is free at once (handleAssumedPodDeletion); but that there is nobody left to bind
 * volumes for is found out, and said, when they are next asked for (checkBindings). Who has its name by then is taken for it.
 */
export function takeLeave(view: View, podKey: string, now: Time): Plan {
  const assumption = assumptionOf(view, podKey)
  if (assumption) {
    const departure = departureFrom(assumption, now)
    return { actions: [...forget(view, podKey), depart(podKey, departure)], wakeAt: departure.noticedAt }
  }
  const departure = departureOf(view, podKey)
  if (!departure) return { actions: forget(view, podKey) }
  if (now < departure.noticedAt) return { actions: [], wakeAt: departure.noticedAt }
  return { actions: [...forget(view, podKey), farewell(view, departure)] }
}

/** Erases all that is remembered of the pod. */
export function forget(view: View, podKey: string): readonly Action[] {
  const actions: Action[] = []
  if (noteAt(view, podKey)) actions.push({ memo: noteKey(podKey), value: undefined })
  if (assumptionOf(view, podKey)) actions.push(assume(podKey))
  if (departureOf(view, podKey)) actions.push(depart(podKey))
  return actions
}

function departureFrom({ assumed, node, since }: Assumption, now: Time): Departure {
  return { departed: assumed, target: node, noticedAt: nextPollAt(since, now) }
}

function farewell(view: View, { departed, target }: Departure): Action {
  const fault = view.get('Node', target)
    ? `pod does not exist any more: pod "${departed.metadata.name}" not found`
    : `failed to get node "${target}": node "${target}" not found`
  return {
    event: {
      about: departed,
      type: 'Warning',
      reason: 'FailedScheduling',
      action: 'Scheduling',
      message: bindingFault(fault),
    },
  }
}
