import type { Pod, PodDisruptionBudget } from '../../kinds'
import type { Change, View } from '../../store'
import { type Controller, nothing } from '../runtime'
import { planBudget } from './budget'
import { type Census, CensusTaker } from './census'
import { controllerName } from './names'
import { budgetsOf, planPod, staleCondition } from './pod'

/** Before the key of a pod, which is worth a look for its own sake. */
const podMark = 'pod'
/** The same, where something has happened to the pod. */
const changedPodMark = 'changed-pod'
/** Before the key of a budget to which something has happened; without it there is only its status to be right. */
const changeMark = 'changed'
const none: readonly string[] = []

const censuses = new CensusTaker()

/** Keeps the status of PodDisruptionBudgets (kube-controller-manager's disruption controller). Rules: README.md. */
export const disruptionController: Controller = {
  name: controllerName,
  interests: [
    { kind: 'PodDisruptionBudget', keysOf: keysOfBudget },
    { kind: 'Pod', keysOf: keysOfPod },
  ],
  // It reckons in memory: a pod that is gone is missed before anybody's request for another has gone through the API (NoPods is recorded then).
  watchMs: 0,
  plan(view, key, now) {
    const [mark, namespace, name = ''] = key.split('/')
    if (mark === podMark || mark === changedPodMark) {
      const pod = view.get('Pod', name, namespace)
      return pod ? planPod(view, pod, now, mark === changedPodMark) : nothing
    }
    const budget = view.get('PodDisruptionBudget', name, namespace)
    const isChange = mark === changeMark
    if (!budget) return nothing
    const census = censuses.censusAt(view, budget)
    return isChange || hears(view, budget, census) ? planBudget(view, budget, census, now, isChange) : nothing
  },
}

function keysOfBudget({ namespace, name, before, after }: Change): readonly string[] {
  return after ? [budgetKey(before !== undefined, namespace, name)] : none
}

function budgetKey(isChange: boolean, namespace: string | undefined, name: string): string {
  return `${isChange ? changeMark : ''}/${namespace}/${name}`
}

/** Whether it came with the very commit that the view shows: else it is only being looked at again, as after a fork. */
function isJustMade(pod: Pod | undefined, view: View): boolean {
  return pod?.metadata.resourceVersion === String(view.revision)
}

/**
 * [DB-10] A pod's changes are told to the first of its budgets. One that is never the first hears of none, and its status stays what it was
 * when the budget itself last changed.
 */
function hears(view: View, budget: PodDisruptionBudget, { count }: Census): boolean {
  const { metadata, status } = budget
  if (status.observedGeneration !== metadata.generation) return true
  if (count === 0) return true
  return view.list('Pod', metadata.namespace).some(pod => budgetsOf(view, pod)[0] === budget)
}

/**
 * The budget that selects the pod, and the pod itself where it is in question. A budget that no longer selects it hears of that with the next
 * change of a pod that it does select (`updatePod`).
 */
function keysOfPod({ namespace, name, before, after }: Change, view: View): readonly string[] {
  const was = before as Pod | undefined
  const is = after as Pod | undefined
  const isStale = is !== undefined && staleCondition(is) !== undefined
  const podKey = `${was && is ? changedPodMark : podMark}/${namespace}/${name}`
  if (view.list('PodDisruptionBudget', namespace).length === 0) return isStale ? [podKey] : none
  const selecting = is ? budgetsOf(view, is) : []
  const keys = new Set<string>()
  if (isStale || selecting.length > 1) keys.add(podKey)
  const [first] = is ? selecting : budgetsOf(view, was as Pod)
  const isChange = was !== undefined || isJustMade(is, view)
  if (first) keys.add(budgetKey(isChange, namespace, first.metadata.name))
  return [...keys]
}
