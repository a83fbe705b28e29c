import { conditionOf, isTerminating, type Pod, type Time } from '../../kinds'
import type { View } from '../../store'
import type { Attempt } from '../filters'
import { type NodeRefusal, nominatedAt, priorityOf } from '../judge'
import { fitError } from '../reasons'
import { startOf, type Victims, victimsOn } from './victims'

/** What preemption has to say to a pod that no node takes. */
export interface Preemption {
  /** The end of the sentence of why the pod was not placed. */
  readonly message: string
  /** The node the pod is nominated to from now on; '' for none; undefined leaves it as it was. */
  readonly nominate?: string
  readonly victims: readonly Pod[]
  /** Less important pods that lose their nomination to the node. */
  readonly displaced: readonly Pod[]
}

export const preemptionReason = 'PreemptionByScheduler'
const unhelpful = 'Preemption is not helpful for scheduling'

/** Whether and where pods of lower priority make way (framework/preemption/preemption.go: Preempt). */
export function preempt(attempt: Attempt, refusals: readonly NodeRefusal[], now: Time): Preemption {
  const ineligible = ineligibility(attempt, refusals)
  if (ineligible) return { message: ineligible, victims: [], displaced: [] }
  const candidates: Victims[] = []
  const reasons: string[] = []
  for (const { info, refusal } of refusals) {
    const found = refusal.isResolvable ? victimsOn(attempt, info, now) : undefined
    if (!found) reasons.push(unhelpful)
    else if ('pods' in found) candidates.push(found)
    else reasons.push(...found.reasons)
  }
  const best = leastHarm(candidates, now)
  if (!best)
    return { message: fitError(attempt.snapshot.nodes.length, reasons), nominate: '', victims: [], displaced: [] }
  const { name } = best.info
  const message = `found a potential placement for pod on node ${name}, preempting ${best.pods.length} victims`
  // Where all victims terminate already there is nothing to do, and nobody is displaced either (prepareCandidateAsync).
  const displaced = best.pods.every(isTerminating) ? [] : displacedBy(attempt, name)
  return { message, nominate: name, victims: best.pods, displaced }
}

function ineligibility({ pod, snapshot }: Attempt, refusals: readonly NodeRefusal[]): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.'
  const refused = refusals.find(({ info }) => info.name === pod.status.nominatedNodeName)
  if (!refused?.refusal.isResolvable) return undefined
  const isWaiting = refused.info.usage.pods.some(
    other => priorityOf(other) < priorityOf(pod) && isPreempted(snapshot.view, other),
  )
  return isWaiting ? 'not eligible due to a terminating pod on the nominated node.' : undefined
}

function isPreempted(view: View, { metadata }: Pod): boolean {
  const pod = view.get('Pod', metadata.name, metadata.namespace)
  if (!pod || !isTerminating(pod)) return false
  const condition = conditionOf(pod, 'DisruptionTarget')
  return condition?.status === 'True' && condition.reason === preemptionReason
}

/** Ways to compare two nodes' victims, in the order they decide; lower is better (preemption.go: pickOneNodeForPreemption). */
const harms: readonly ((victims: Victims, now: Time) => number)[] = [
  ({ violationCount }) => violationCount,
  ({ pods }) => (pods[0] ? priorityOf(pods[0]) : 0),
  ({ pods }) => pods.reduce((sum, pod) => sum + priorityOf(pod) + 2 ** 31, 0),
  ({ pods }) => pods.length,
  ({ pods }, now) => -earliestStart(pods, now),
]

function leastHarm(candidates: readonly Victims[], now: Time): Victims | undefined {
  let left = candidates
  for (const harm of harms) {
    const least = Math.min(...left.map(victims => harm(victims, now)))
    left = left.filter(victims => harm(victims, now) === least)
  }
  return left[0]
}

/** When the first of the most important victims began to run. */
function earliestStart(pods: readonly Pod[], now: Time): Time {
  const highest = pods[0] ? priorityOf(pods[0]) : 0
  return Math.min(...pods.filter(pod => priorityOf(pod) === highest).map(pod => startOf(pod, now)))
}

function displacedBy({ pod, snapshot }: Attempt, nodeName: string): readonly Pod[] {
  return nominatedAt(snapshot.view).filter(
    other => other.status.nominatedNodeName === nodeName && priorityOf(other) < priorityOf(pod),
  )
}
