import { conditionOf, controllerOf, isTerminating, type KubernetesObject, type Pod } from '../../kinds'
import type { Change, View } from '../../store'
import { type Controller, nothing } from '../runtime'
import { planBudget } from './budget'
import { controllerName } from './names'
import { budgetsOf, planPod, staleCondition } from './pod'

/** Before the key of a pod, which is worth a look for its own sake. */
const podMark = 'pod'
/** Before the key of a budget to which something has happened; without it there is only its status to be right. */
const changeMark = 'changed'
const none: readonly string[] = []

/** Keeps the status of PodDisruptionBudgets (kube-controller-manager's disruption controller). Rules: README.md. */
export const disruptionController: Controller = {
  name: controllerName,
  interests: [
    { kind: 'PodDisruptionBudget', keysOf: keysOfBudget },
    { kind: 'Pod', keysOf: keysOfPod },
    ...['Deployment', 'ReplicaSet', 'StatefulSet'].map(kind => ({ kind, keysOf: keysOfOwner })),
  ],
  // It reckons in memory: a pod that is gone is missed before anybody's request for another has gone through the API (NoPods is recorded then).
  watchMs: 0,
  plan(view, key, now) {
    const [mark, namespace, name = ''] = key.split('/')
    if (mark === podMark) {
      const pod = view.get('Pod', name, namespace)
      return pod ? planPod(view, pod, now) : nothing
    }
    const budget = view.get('PodDisruptionBudget', name, namespace)
    return budget ? planBudget(view, budget, now, mark === changeMark) : nothing
  },
}

function keysOfBudget({ namespace, name, before, after }: Change): readonly string[] {
  return after ? [budgetKey(before, namespace, name)] : none
}

/** What is found without having been something else before is perhaps only being looked at again. */
function budgetKey(before: unknown, namespace: string | undefined, name: string): string {
  return `${before ? changeMark : ''}/${namespace}/${name}`
}

/** The budgets that select the pod, or did, if anything has changed that they count; and the pod itself where it is in question. */
function keysOfPod({ namespace, name, before, after }: Change, view: View): readonly string[] {
  const was = before as Pod | undefined
  const is = after as Pod | undefined
  const isStale = is !== undefined && staleCondition(is) !== undefined
  const podKey = `${podMark}/${namespace}/${name}`
  if (view.list('PodDisruptionBudget', namespace).length === 0) return isStale ? [podKey] : none
  const selecting = is ? budgetsOf(view, is) : none
  const keys = new Set<string>()
  if (isStale || selecting.length > 1) keys.add(podKey)
  if (was && is && !countsDifferently(was, is)) return [...keys]
  for (const pod of [was, is])
    if (pod) for (const { metadata } of budgetsOf(view, pod)) keys.add(budgetKey(before, namespace, metadata.name))
  return [...keys]
}

function countsDifferently(was: Pod, is: Pod): boolean {
  return (
    was.metadata.uid !== is.metadata.uid ||
    was.metadata.labels !== is.metadata.labels ||
    isTerminating(was) !== isTerminating(is) ||
    controllerOf(was)?.uid !== controllerOf(is)?.uid ||
    conditionOf(was, 'Ready')?.status !== conditionOf(is, 'Ready')?.status
  )
}

/** Every budget of the namespace that reckons with scales, when one changes. */
function keysOfOwner({ namespace, before, after }: Change, view: View): readonly string[] {
  if (before && after && scaleOf(before) === scaleOf(after)) return none
  const keys: string[] = []
  for (const { metadata, spec } of view.list('PodDisruptionBudget', namespace))
    if (typeof spec.minAvailable !== 'number') keys.push(budgetKey(before, namespace, metadata.name))
  return keys
}

function scaleOf(object: KubernetesObject): unknown {
  return (object as { spec?: { replicas?: number } }).spec?.replicas
}
