import { matchesSelector } from '../../client'
import {
  type Condition,
  conditionOf,
  isTerminating,
  type Pod,
  type PodDisruptionBudget,
  parseTimestamp,
  type Time,
  timestamp,
  withCondition,
} from '../../kinds'
import { minute } from '../../sim'
import type { View } from '../../store'
import type { Action, Plan } from '../runtime'
import { eventSource } from './names'

/** How long an announced disruption may not happen (`stalePodDisruptionTimeout`). */
const staleMs = 2 * minute
const severalReason = 'MultiplePodDisruptionBudgets'

/** What has to be said of a pod, and what has to be taken back. `isChange`: something has happened to it, so that it is said again. */
export function planPod(view: View, pod: Pod, now: Time, isChange: boolean): Plan {
  const note = severalBudgets(view, pod, isChange)
  const announced = staleCondition(pod)
  if (!announced) return { actions: note }
  const staleAt = parseTimestamp(announced.lastTransitionTime ?? '') + staleMs
  if (now < staleAt) return { actions: note, wakeAt: staleAt }
  return { actions: [...note, withdrawal(pod, now)] }
}

/** The budgets that select a pod, by name. */
export function budgetsOf(view: View, { metadata }: Pod): readonly PodDisruptionBudget[] {
  return view
    .list('PodDisruptionBudget', metadata.namespace)
    .filter(({ spec }) => matchesSelector(spec.selector, metadata.labels))
}

/** [DB-11] An announced disruption that may have to be taken back. */
export function staleCondition(pod: Pod): Condition | undefined {
  const condition = conditionOf(pod, 'DisruptionTarget')
  const { phase } = pod.status
  const isKept = condition?.reason === 'TerminationByKubelet' || phase === 'Succeeded' || phase === 'Failed'
  return condition?.status === 'True' && !isKept && !isTerminating(pod) ? condition : undefined
}

function withdrawal(pod: Pod, now: Time): Action {
  const { name, namespace, generation } = pod.metadata
  const condition: Condition = {
    type: 'DisruptionTarget',
    status: 'False',
    ...(generation !== undefined && { observedGeneration: generation }),
    lastProbeTime: null,
    lastTransitionTime: timestamp(now),
  }
  const status = { ...pod.status, conditions: withCondition(pod.status.conditions, condition) }
  return {
    write: {
      verb: 'update',
      kind: 'Pod',
      name,
      ...(namespace && { namespace }),
      subresource: 'status',
      body: { ...pod, status },
    },
    tolerate: ['NotFound'],
  }
}

/** [DB-10] Said of a new pod, and again with every change of it. */
function severalBudgets(view: View, pod: Pod, isChange: boolean): Action[] {
  const budgets = budgetsOf(view, pod)
  const { name, namespace, uid } = pod.metadata
  const first = budgets[0]
  if (!first || budgets.length < 2) return []
  if (!isChange && view.lookup('Event', 'involved', uid).some(({ reason }) => reason === severalReason)) return []
  const message = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${first.metadata.name}" arbitrarily.`
  return [{ event: { about: pod, type: 'Warning', reason: severalReason, message, component: eventSource } }]
}
