import { altered, compareText, deepEqual } from '../../base'
import {
  type Condition,
  type ContainerStatus,
  type Machine,
  type Pod,
  type PodPhase,
  type PodStatus,
  type Sandbox,
  type Time,
  timestamp,
} from '../../kinds'
import { conditionsOf } from './conditions'
import { containerStatusOf } from './container-status'

/**
 * The pod's status as the kubelet knows it, or undefined when the API has exactly that already. Fields and conditions that are not the
 * kubelet's stay (kubelet_pods.go: generateAPIPodStatus; status_manager.go: mergePodStatus).
 */
export function changedStatus(pod: Pod, sandbox: Sandbox, machine: Machine, now: Time): PodStatus | undefined {
  const status = statusOf(pod, sandbox, machine, now)
  return deepEqual(status, pod.status) ? undefined : status
}

/** The pod's status as the kubelet knows it. */
export function statusOf(pod: Pod, sandbox: Sandbox, machine: Machine, now: Time): PodStatus {
  const isStopped = sandbox.status.stoppedAt !== undefined
  const all = sandbox.status.containers
  const initStatuses: ContainerStatus[] = []
  const statuses: ContainerStatus[] = []
  for (const container of all) (container.isInit ? initStatuses : statuses).push(containerStatusOf(container, sandbox))
  statuses.sort((a, b) => compareText(a.name, b.name))
  if (isStopped && initStatuses.every(({ ready }) => ready))
    for (const [index, status] of statuses.entries()) statuses[index] = orLost(status)
  const phase = phaseOf(pod, sandbox, statuses, initStatuses)
  const { address } = machine.spec
  const conditions = conditionsOf({ pod, sandbox, phase, statuses, initStatuses })
  const generation = pod.metadata.generation
  return {
    ...pod.status,
    ...(generation !== undefined && { observedGeneration: generation }),
    phase,
    conditions: dated(conditions, pod, generation, now),
    hostIP: address,
    hostIPs: pod.status.hostIP === address && pod.status.hostIPs ? pod.status.hostIPs : [{ ip: address }],
    ...addressOf(sandbox, pod.status),
    startTime: pod.status.startTime ?? timestamp(sandbox.status.createdAt),
    ...(initStatuses.length > 0 && { initContainerStatuses: initStatuses }),
    containerStatuses: statuses,
    resources: {},
  }
}

/** The address is reported once the kubelet has got to a container: with the status after the one that reports the sandbox. */
function addressOf({ status }: Sandbox, known: PodStatus): Pick<PodStatus, 'podIP' | 'podIPs'> {
  const { address, containers } = status
  const isReported = containers.some(
    ({ startCount, pullFailures, configError }) => startCount > 0 || pullFailures > 0 || configError !== undefined,
  )
  if (address === undefined || !isReported) return {}
  return { podIP: address, podIPs: known.podIP === address && known.podIPs ? known.podIPs : [{ ip: address }] }
}

/** A container of which nothing is left to report when the pod has been stopped (status_manager.go: TerminatePod). */
function orLost(status: ContainerStatus): ContainerStatus {
  if (status.state?.terminated) return status
  const message = 'The container could not be located when the pod was terminated'
  return { ...status, state: { terminated: { exitCode: 137, reason: 'ContainerStatusUnknown', message } } }
}

/** kubelet_pods.go: getPhase. A terminal phase is only reported when the pod is stopped, and never left. */
function phaseOf(
  pod: Pod,
  sandbox: Sandbox,
  statuses: readonly ContainerStatus[],
  initStatuses: readonly ContainerStatus[],
): PodPhase {
  const before = pod.status.phase
  if (before === 'Failed' || before === 'Succeeded') return before
  const isStopped = sandbox.status.stoppedAt !== undefined
  if (isStopped) {
    const isClean = [...initStatuses, ...statuses].every(({ state }) => state?.terminated?.exitCode === 0)
    return isClean ? 'Succeeded' : 'Failed'
  }
  if (!initStatuses.every(({ ready }) => ready)) return 'Pending'
  const hasNeverRun = ({ state, lastState }: ContainerStatus) => state?.waiting !== undefined && !lastState?.terminated
  return statuses.some(hasNeverRun) ? 'Pending' : 'Running'
}

/** Puts generation and times to the conditions: the time of the last change of status is kept. Conditions of others come first. */
function dated(
  conditions: readonly Condition[],
  pod: Pod,
  generation: number | undefined,
  now: Time,
): readonly Condition[] {
  const before = pod.status.conditions ?? []
  const all: Condition[] = []
  for (const known of before) if (!find(conditions, known.type)) all.push(known)
  for (const condition of conditions) {
    const known = find(before, condition.type)
    all.push(known && isSameVerdict(known, condition, generation) ? known : datedOne(condition, known, generation, now))
  }
  return all
}

function isSameVerdict(
  known: Condition,
  { status, reason, message }: Condition,
  generation: number | undefined,
): boolean {
  return (
    known.status === status &&
    known.reason === reason &&
    known.message === message &&
    known.observedGeneration === generation &&
    known.lastTransitionTime !== undefined
  )
}

function datedOne(
  condition: Condition,
  known: Condition | undefined,
  generation: number | undefined,
  now: Time,
): Condition {
  const since = known?.status === condition.status ? known.lastTransitionTime : undefined
  const lastTransitionTime = since ?? timestamp(now)
  return altered(
    condition,
    generation === undefined
      ? { lastProbeTime: null, lastTransitionTime }
      : { lastProbeTime: null, lastTransitionTime, observedGeneration: generation },
  )
}

function find(conditions: readonly Condition[], type: string): Condition | undefined {
  for (const condition of conditions) if (condition.type === type) return condition
  return undefined
}
