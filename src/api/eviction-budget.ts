import { failure, matchesSelector, type Status, StatusError } from '../client'
import {
  conditionOf,
  disruptionAllowed,
  type Pod,
  type PodDisruptionBudget,
  timestamp,
  withDisruptionsAllowed,
} from '../kinds'
import type { ApiContext, Caller } from './context'
import { forbidden, internal } from './errors'
import { resourceOf } from './resources'
import { updateObject } from './update'

/** Grants that the disruption controller has not seen carried out; with more the budget is closed (`MaxDisruptedPodSize`). */
const mostUnconfirmed = 2000
const refusalText = "Cannot evict pod as it would violate the pod's disruption budget."
const twoBudgetsText =
  'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.'

/**
 * Asks the pod's budget for one eviction and takes it off what is allowed; a pod without a budget needs none, nor does one that is not Ready
 * where the budget lets those go. Throws the refusal.
 */
export function claimDisruption(context: ApiContext, caller: Caller, pod: Pod): void {
  const budgets = budgetsOf(context, pod)
  if (budgets.length > 1) throw internal(twoBudgetsText)
  const [budget] = budgets
  if (!budget || mayGoUnready(budget, pod)) return
  checkBudget(budget)
  if (caller.isDryRun) return
  const now = context.clock()
  const { disruptedPods, disruptionsAllowed } = budget.status
  const status = {
    ...withDisruptionsAllowed(budget.status, disruptionsAllowed - 1, now),
    disruptedPods: { ...disruptedPods, [pod.metadata.name]: timestamp(now) },
  }
  const writer = { user: 'kube-apiserver', ...(caller.because !== undefined && { because: caller.because }) }
  updateObject(context, writer, resourceOf(budget.kind), budget, { ...budget, status } as PodDisruptionBudget, {
    subresource: 'status',
  })
}

function budgetsOf(context: ApiContext, { metadata }: Pod): readonly PodDisruptionBudget[] {
  return context.store
    .at()
    .list('PodDisruptionBudget', metadata.namespace)
    .filter(({ spec }) => matchesSelector(spec.selector, metadata.labels))
}

/** A pod that is not Ready is missed by nobody: always, or while enough others are healthy, as the budget's policy says. */
function mayGoUnready({ spec, status }: PodDisruptionBudget, pod: Pod): boolean {
  if (conditionOf(pod, 'Ready')?.status === 'True') return false
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true
  return status.desiredHealthy > 0 && status.currentHealthy >= status.desiredHealthy
}

/** Throws where the budget has nothing left to grant (`checkAndDecrement`). */
function checkBudget(budget: PodDisruptionBudget): void {
  const { metadata, status } = budget
  const { name } = metadata
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    throw refusal(`The disruption budget ${name} is still being processed by the server.`, 10)
  if (Object.keys(status.disruptedPods ?? {}).length > mostUnconfirmed) throw tooManyUnconfirmed(name)
  if (status.disruptionsAllowed === 0) throw refusal(whyClosed(budget))
}

function whyClosed({ metadata: { name }, status }: PodDisruptionBudget): string {
  const condition = conditionOf({ status }, disruptionAllowed)
  const { reason, message } = condition?.status === 'False' ? condition : {}
  const closed = `The disruption budget ${name} does not allow evicting pods currently`
  if (message && reason === 'SyncFailed') return `${closed} because it failed sync: ${message}`
  if (status.currentHealthy <= status.desiredHealthy)
    return `The disruption budget ${name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`
  return message ? `${closed} (${reason}): ${message}` : closed
}

function refusal(message: string, retryAfterSeconds?: number): StatusError {
  const details = { causes: [cause(message)], ...(retryAfterSeconds && { retryAfterSeconds }) }
  return new StatusError(failure('TooManyRequests', refusalText, details))
}

function tooManyUnconfirmed(name: string): StatusError {
  const resource = { kind: 'PodDisruptionBudget', group: 'policy', plural: 'poddisruptionbudget' }
  const text = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller'
  const { status } = forbidden(resource, name, text)
  const message = `The disruption budget ${name} does not allow evicting pods currently: too many pending evictions not confirmed by PDB controller`
  return new StatusError({ ...status, details: { ...status.details, causes: [cause(message)] } } as Status)
}

function cause(message: string) {
  return { reason: 'DisruptionBudget', message }
}
