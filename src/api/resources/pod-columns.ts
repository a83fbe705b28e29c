import {
  type Condition,
  type Container,
  type ContainerStatus,
  conditionOf,
  isTerminating,
  type Pod,
  type Time,
} from '../../kinds'
import { ageColumn, ageOf, nameColumn, textColumn, wideColumn } from './columns'
import type { Column } from './types'

const none = '<none>'
const addressText =
  'podIP address allocated to the pod. Routable at least within the cluster. Empty if not yet allocated.'
const nodeText =
  'NodeName indicates in which node this pod is scheduled. If empty, this pod is a candidate for scheduling by the scheduler defined in schedulerName. Once this field is set, the kubelet for this node becomes responsible for the lifecycle of this pod. This field should not be used to express a desire for the pod to be scheduled on a specific node. https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename'
const nominatedText =
  'nominatedNodeName is set only when this pod preempts other pods on the node, but it cannot be scheduled right away as preemption victims receive their graceful termination periods. This field does not guarantee that the pod will be scheduled on this node. Scheduler may decide to place the pod elsewhere if other nodes become available sooner. Scheduler may also decide to give the resources on this node to a higher priority pod that is created after preemption. As a result, this field may be different than PodSpec.nodeName when the pod is scheduled.'
const gatesText =
  'If specified, all readiness gates will be evaluated for pod readiness. A pod is ready when all its containers are ready AND all conditions specified in the readiness gates have status equal to "True" More info: https://git.k8s.io/enhancements/keps/sig-network/580-pod-readiness-gates'

/** What `kubectl get pods` says about a pod in a few words. */
export interface PodSummary {
  readonly readyContainers: number
  readonly totalContainers: number
  /** `Running`, `Init:0/1`, `CrashLoopBackOff`, `Terminating` … */
  readonly status: string
  readonly restarts: number
  /** When a container was last restarted, if one was. */
  readonly lastRestart?: string
}

interface Tally {
  ready: number
  restarts: number
  lastRestart?: string
}

/** Three columns ask for the same pod's, and each table of it again. */
const summaries = new WeakMap<Pod, PodSummary>()

/** The state of a pod as kubectl's tables show it (`pkg/printers/internalversion: printPod`). */
export function summarizePod(pod: Pod): PodSummary {
  let summary = summaries.get(pod)
  if (!summary) {
    summary = summaryOf(pod)
    summaries.set(pod, summary)
  }
  return summary
}

function summaryOf(pod: Pod): PodSummary {
  const { spec, status } = pod
  const sidecars = (spec.initContainers ?? []).filter(container => container.restartPolicy === 'Always')
  const all: Tally = { ready: 0, restarts: 0 }
  const sidecarsOnly: Tally = { ready: 0, restarts: 0 }
  const initReason = reasonOfInit(pod, sidecars, all, sidecarsOnly)
  let reason = initReason ?? firstReason(pod)
  let tally = all
  if (initReason === undefined || conditionOf(pod, 'Initialized')?.status === 'True') {
    tally = { ...sidecarsOnly, ready: all.ready }
    reason = reasonOfContainers(pod, reason, tally)
  }
  if (isTerminating(pod)) {
    if (status.reason === 'NodeLost') reason = 'Unknown'
    else if (status.phase !== 'Failed' && status.phase !== 'Succeeded') reason = 'Terminating'
  }
  return {
    readyContainers: tally.ready,
    totalContainers: spec.containers.length + sidecars.length,
    status: reason,
    restarts: tally.restarts,
    ...(tally.lastRestart && { lastRestart: tally.lastRestart }),
  }
}

function firstReason(pod: Pod): string {
  if (conditionOf(pod, 'PodScheduled')?.reason === 'SchedulingGated') return 'SchedulingGated'
  return pod.status.reason || pod.status.phase
}

/** Why the pod is not beyond its init containers; undefined when it is. */
function reasonOfInit(pod: Pod, sidecars: readonly Container[], all: Tally, sidecarsOnly: Tally): string | undefined {
  const statuses = pod.status.initContainerStatuses ?? []
  for (const [index, status] of statuses.entries()) {
    const isSidecar = sidecars.some(container => container.name === status.name)
    countRestarts(all, status)
    if (isSidecar) countRestarts(sidecarsOnly, status)
    const { terminated, waiting } = status.state ?? {}
    if (terminated?.exitCode === 0) continue
    if (isSidecar && status.started) {
      if (status.ready) all.ready++
      continue
    }
    if (terminated) return `Init:${terminated.reason || exitText(terminated)}`
    if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`
    return `Init:${index}/${pod.spec.initContainers?.length ?? 0}`
  }
  return undefined
}

function reasonOfContainers(pod: Pod, given: string, tally: Tally): string {
  let reason = given
  let errorReason: string | undefined
  let isRunning = false
  for (const status of [...(pod.status.containerStatuses ?? [])].reverse()) {
    countRestarts(tally, status)
    const { waiting, terminated, running } = status.state ?? {}
    if (waiting?.reason) reason = waiting.reason
    else if (terminated) {
      reason = terminated.reason || exitText(terminated)
      if (terminated.exitCode !== 0) errorReason = reason
    } else if (status.ready && running) {
      isRunning = true
      tally.ready++
    }
  }
  if (reason !== 'Completed') return reason
  if (isRunning && conditionOf(pod, 'Ready')?.status === 'True') return 'Running'
  return errorReason ?? (isRunning ? 'NotReady' : reason)
}

function exitText({ exitCode, signal }: { readonly exitCode: number; readonly signal?: number }): string {
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`
}

function countRestarts(tally: Tally, { restartCount, lastState }: ContainerStatus): void {
  tally.restarts += restartCount
  const finished = lastState?.terminated?.finishedAt
  if (finished && (!tally.lastRestart || finished > tally.lastRestart)) tally.lastRestart = finished
}

function restartsText({ restarts, lastRestart }: PodSummary, now: Time): string {
  return restarts > 0 && lastRestart ? `${restarts} (${ageOf(lastRestart, now)} ago)` : String(restarts)
}

function gatesCell(pod: Pod): string {
  const gates = pod.spec.readinessGates ?? []
  const open = gates.filter(gate => conditionOf(pod, gate.conditionType)?.status === 'True')
  return gates.length > 0 ? `${open.length}/${gates.length}` : none
}

/** The columns of `kubectl get pods`. */
export const podColumns: readonly Column[] = [
  nameColumn,
  textColumn<Pod>('Ready', 'The aggregate readiness state of this pod for accepting traffic.', pod => {
    const { readyContainers, totalContainers } = summarizePod(pod)
    return `${readyContainers}/${totalContainers}`
  }),
  textColumn<Pod>('Status', 'The aggregate status of the containers in this pod.', pod => summarizePod(pod).status),
  textColumn<Pod>(
    'Restarts',
    'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
    (pod, now) => restartsText(summarizePod(pod), now),
  ),
  ageColumn,
  wideColumn<Pod>('IP', addressText, pod => pod.status.podIPs?.[0]?.ip || none),
  wideColumn<Pod>('Node', nodeText, pod => pod.spec.nodeName || none),
  wideColumn<Pod>('Nominated Node', nominatedText, pod => pod.status.nominatedNodeName || none),
  wideColumn<Pod>('Readiness Gates', gatesText, gatesCell),
]

/** Tells that a pod will not run again (`podSuccessConditions`, `podFailedConditions`). */
export function podRowConditions({ status }: Pod): readonly Condition[] | undefined {
  const message = status.phase === 'Succeeded' ? 'The pod has completed successfully.' : 'The pod failed.'
  const isEnded = status.phase === 'Succeeded' || status.phase === 'Failed'
  return isEnded ? [{ type: 'Completed', status: 'True', reason: status.phase, message }] : undefined
}
