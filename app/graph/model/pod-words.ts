import { type ContainerStatus, conditionOf, isTerminating, type Pod } from '../../../src/kinds'
import type { Tone } from '../../ui'

export interface Words {
  readonly word: string
  readonly detail: string
  readonly tone: Tone
}

const failures = /BackOff|Err|Invalid|CrashLoop|Failed|Error/

/** What the API believes about a pod, in the word that `kubectl get pods` has for it, and where or why. */
export function podWords(pod: Pod): Words {
  const place = pod.spec.nodeName ? `on ${pod.spec.nodeName}` : 'no machine yet'
  if (isTerminating(pod)) return { word: 'Terminating', detail: terminatingDetail(pod), tone: 'warn' }
  if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') {
    const word = pod.status.reason ?? (pod.status.phase === 'Succeeded' ? 'Completed' : 'Failed')
    return { word, detail: place, tone: pod.status.phase === 'Failed' ? 'bad' : 'off' }
  }
  if (!pod.spec.nodeName) return { word: 'Pending', detail: whyUnscheduled(pod), tone: 'warn' }
  const waiting = waitingReason(pod.status.containerStatuses ?? [])
  if (waiting) return { word: waiting, detail: place, tone: failures.test(waiting) ? 'bad' : 'busy' }
  if (pod.status.phase === 'Pending') return { word: 'Pending', detail: `starting ${place}`, tone: 'busy' }
  const isReady = conditionOf(pod, 'Ready')?.status === 'True'
  return isReady
    ? { word: 'Running', detail: place, tone: 'good' }
    : { word: 'Running, not Ready', detail: place, tone: 'warn' }
}

/** The reason of the first container that waits, or that ended and is not restarted yet. */
function waitingReason(statuses: readonly ContainerStatus[]): string | undefined {
  for (const { state } of statuses) {
    if (state?.waiting) return state.waiting.reason ?? 'Waiting'
    if (state?.terminated) return state.terminated.reason ?? `ExitCode:${state.terminated.exitCode}`
  }
  return undefined
}

function terminatingDetail(pod: Pod): string {
  return pod.spec.nodeName ? `waits for ${pod.spec.nodeName}` : 'about to go'
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [/unbound immediate PersistentVolumeClaims/, 'its claim has no volume yet'],
  [/didn't find available persistent volumes/, 'no volume fits its claim'],
  [/persistentvolumeclaim "[^"]+" not found/, 'its claim does not exist'],
  [/didn't match PersistentVolume's node affinity/, 'its disk is on another machine'],
  [/no nodes available/, 'there is no machine'],
  [/Insufficient (\S+?)[.,]/, 'no machine has room'],
  [/unschedulable/, 'the machines are cordoned'],
  [/untolerated taint/, 'no machine is fit for it'],
]

/** The scheduler's reason in a few words; the whole sentence is in the inspector. */
function whyUnscheduled(pod: Pod): string {
  const condition = conditionOf(pod, 'PodScheduled')
  if (condition?.status !== 'False') return 'not placed yet'
  const message = condition.message ?? ''
  for (const [pattern, words] of reasons) if (pattern.test(message)) return words
  return message.replace(/^\d+\/\d+ nodes are available: /, '') || (condition.reason ?? 'not placed yet')
}
