import { compareText, deepEqual } from '../../base'
import { matchesSelector } from '../../client'
import {
  budgetCondition,
  isTerminating,
  type LabelSelector,
  type Pod,
  type PodDisruptionBudget,
  parseTimestamp,
  type Time,
  type Timestamp,
  withCondition,
  withDisruptionsAllowed,
} from '../../kinds'
import { minute } from '../../sim'
import type { View } from '../../store'
import type { Action, EventNote, Plan } from '../runtime'
import { type Census, isReadyToCount } from './census'
import { type Expected, expectedAt } from './expected'
import { eventSource } from './names'

type Status = PodDisruptionBudget['status']

/** How long a granted eviction counts although the pod is still there (`DeletionTimeout`). */
const confirmMs = 2 * minute

/**
 * The status a budget should have, and what is to be said about its pods (trySync). `isChange`: something has happened, so that it is said
 * although the status is right. Rules: README.md.
 */
export function planBudget(
  view: View,
  budget: PodDisruptionBudget,
  census: Census,
  now: Time,
  isChange: boolean,
): Plan {
  const expected = expectedAt(view, budget, census)
  if (typeof expected === 'string') return planFailure(budget, expected, now)
  const granted = grantsOf(view, budget, now)
  const status = statusOf(budget, census.ready - granted.leaving, expected, granted.pending, now)
  const wakeAt = granted.recheckAt === undefined ? {} : { wakeAt: granted.recheckAt }
  const notes = [...granted.overdue.map(pod => notDeleted(budget, pod)), ...notesOf(budget, census, expected)]
  return { actions: actionsFor(budget, status, notes, isChange), ...wakeAt }
}

/** [DB-9] Whatever else is wrong, nobody is to be evicted meanwhile (failSafe). It is tried again and again, and each time said. */
function planFailure(budget: PodDisruptionBudget, problem: string, now: Time): Plan {
  const condition = budgetCondition(budget.status, false, 'SyncFailed', problem, now)
  const status: Status = {
    ...budget.status,
    disruptionsAllowed: 0,
    conditions: withCondition(budget.status.conditions, condition),
  }
  const message = `Failed to calculate the number of expected pods: ${problem}`
  const note = noteAbout(budget, 'Warning', 'CalculateExpectedPodCountFailed', message)
  return { actions: actionsFor(budget, status, [note], true), retry: problem }
}

function actionsFor(
  budget: PodDisruptionBudget,
  status: Status,
  notes: readonly EventNote[],
  isChange: boolean,
): readonly Action[] {
  const isRight = deepEqual(status, budget.status)
  if (isRight && !isChange) return []
  const said = notes.map(event => ({ event }))
  return isRight ? said : [...said, write(budget, status)]
}

function statusOf(
  { metadata, status: { conditions } }: PodDisruptionBudget,
  currentHealthy: number,
  expected: Expected,
  disruptedPods: Readonly<Record<string, Timestamp>>,
  now: Time,
): Status {
  const isExpected = expected.pods > 0
  const counted: Status = {
    ...(metadata.generation !== undefined && { observedGeneration: metadata.generation }),
    ...(Object.keys(disruptedPods).length > 0 && { disruptedPods }),
    disruptionsAllowed: 0,
    currentHealthy,
    desiredHealthy: expected.healthy,
    expectedPods: expected.pods,
    ...(conditions && { conditions }),
  }
  return withDisruptionsAllowed(counted, isExpected ? Math.max(0, currentHealthy - expected.healthy) : 0, now)
}

/** [DB-7] The grants that are still waited for, until when, and the pods that should be gone and are not (buildDisruptedPodMap). */
function grantsOf(view: View, { metadata, spec, status: { disruptedPods = {} } }: PodDisruptionBudget, now: Time) {
  const pending: Record<string, Timestamp> = {}
  const overdue: Pod[] = []
  let leaving = 0
  let recheckAt: Time | undefined
  for (const [name, grantedAt] of Object.entries(disruptedPods)) {
    const pod = view.get('Pod', name, metadata.namespace)
    if (!pod || isTerminating(pod) || !matchesSelector(spec.selector, pod.metadata.labels)) continue
    const dueAt = parseTimestamp(grantedAt) + confirmMs
    if (dueAt < now) {
      overdue.push(pod)
      continue
    }
    pending[name] = grantedAt
    if (dueAt > now && isReadyToCount(pod)) leaving++
    recheckAt = Math.min(recheckAt ?? dueAt + 1, dueAt + 1)
  }
  return { pending, overdue, leaving, recheckAt }
}

/** [DB-8] */
function notesOf(budget: PodDisruptionBudget, { count }: Census, { hasUnmanaged }: Expected): readonly EventNote[] {
  const notes: EventNote[] = []
  if (count === 0) notes.push(noteAbout(budget, 'Normal', 'NoPods', 'No matching pods found'))
  if (hasUnmanaged) {
    const message =
      `Pods selected by this PodDisruptionBudget (selector: ${goSelector(budget.spec.selector)}) were found to be unmanaged. ` +
      'As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. ' +
      'To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.'
    notes.push(noteAbout(budget, 'Warning', 'UnmanagedPods', message))
  }
  return notes
}

/** Upstream names the namespace in the place of the budget's name. */
function notDeleted({ metadata: { namespace } }: PodDisruptionBudget, pod: Pod): EventNote {
  const message = `Pod was expected by PDB ${namespace}/${namespace} to be deleted but it wasn't`
  return noteAbout(pod, 'Warning', 'NotDeleted', message)
}

function noteAbout(
  about: PodDisruptionBudget | Pod,
  type: EventNote['type'],
  reason: string,
  message: string,
): EventNote {
  return { about, type, reason, message, component: eventSource }
}

function write(budget: PodDisruptionBudget, status: Status): Action {
  const { name, namespace } = budget.metadata
  const target = { kind: 'PodDisruptionBudget', name, ...(namespace && { namespace }) }
  return { write: { ...target, verb: 'update', subresource: 'status', body: { ...budget, status } } }
}

/** A selector as Go prints the struct. */
function goSelector(selector: LabelSelector | undefined): string {
  if (!selector) return 'nil'
  const { matchLabels = {}, matchExpressions = [] } = selector
  const keys = Object.keys(matchLabels).sort(compareText)
  const labels = keys.map(key => `${key}: ${matchLabels[key]},`).join('')
  const terms = matchExpressions.map(
    ({ key, operator, values = [] }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`,
  )
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{${terms.join('')}},}`
}
