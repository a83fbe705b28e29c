import type { ContainerRun, PodSpec, SandboxContainer } from '../../kinds'
import { containerSpecOf } from '../../programs'
import { second } from '../../sim'
import { configure, isRefused } from './configuration'
import { containerIDOf } from './container-id'
import type { PodTurn } from './pod-turn'
import { advanceProbes } from './probes'
import { ensureImage } from './pull-image'
import { restartBackOffMs } from './restart-backoff'
import { killingGraceMs } from './stop-pod'

/** The kubelet lists containers this often: so long an exit is shown as such before it restarts, or reports its back-off (generic PLEG). */
const relistMs = second

/** Whether the pod's restart policy lets this container run again. */
export function mayRestart(policy: PodSpec['restartPolicy'], { exitCode }: SandboxContainer): boolean {
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0)
}

/** Brings one container further. 'busy': the kubelet is occupied with it and does not get to the next one. */
export function advanceContainer(turn: PodTurn, index: number): 'busy' | 'on' {
  const container = turn.containers[index] as SandboxContainer
  if (container.phase === 'Running') {
    advanceProbes(turn, index)
    killIfDue(turn, index)
    return 'on'
  }
  if (container.phase === 'Exited' && !isRestartDue(turn, index)) return 'on'
  if (isRefused(turn, index)) return 'on'
  const image = ensureImage(turn, index)
  if (image === 'ready' && configure(turn, index)) startContainer(turn, index)
  return image === 'busy' ? 'busy' : 'on'
}

/** Whether an ended container may start again now; reports the back-off when it begins to wait. */
function isRestartDue(turn: PodTurn, index: number): boolean {
  const container = turn.containers[index] as SandboxContainer
  const { pod, now } = turn
  if (
    !mayRestart(
      container.isInit && pod.spec.restartPolicy === 'Always' ? 'OnFailure' : pod.spec.restartPolicy,
      container,
    )
  )
    return false
  const exitedAt = container.exitedAt ?? now
  const dueAt = exitedAt + Math.max(relistMs, restartBackOffMs(container.crashes))
  if (now >= dueAt) return true
  turn.wake(dueAt)
  if (container.backOffReportedAt !== undefined) return false
  if (now < exitedAt + relistMs) turn.wake(exitedAt + relistMs)
  else {
    const { name, namespace, uid } = pod.metadata
    turn.changeContainer(index, { backOffReportedAt: now })
    const message = `Back-off restarting failed container ${container.name} in pod ${name}_${namespace}(${uid})`
    turn.note('Warning', 'BackOff', message, container)
  }
  return false
}

function startContainer(turn: PodTurn, index: number): void {
  const before = turn.containers[index] as SandboxContainer
  const { now, sandbox } = turn
  const startCount = before.startCount + 1
  const spec = containerSpecOf(sandbox, before.name)
  turn.changeContainer(index, {
    phase: 'Running',
    startCount,
    containerID: containerIDOf(sandbox.metadata.uid, before.name, startCount, turn.seed),
    startedAt: now,
    exitedAt: undefined,
    exitCode: undefined,
    exitReason: undefined,
    backOffReportedAt: undefined,
    pullEndedAt: undefined,
    ...(before.phase === 'Exited' && { previous: runOf(before), previousLog: before.log ?? [] }),
    log: undefined,
    droppedLines: undefined,
    started: !spec.startupProbe,
    ready: !spec.startupProbe && !spec.readinessProbe,
    memory: undefined,
    layer: undefined,
  })
  turn.note('Normal', 'Created', 'Container created', before)
  turn.note('Normal', 'Started', 'Container started', before)
  turn.run(index, { kind: 'start' })
  if ((turn.containers[index] as SandboxContainer).phase === 'Exited') isRestartDue(turn, index)
  else advanceProbes(turn, index)
}

/** How the last run of a container ended. */
export function runOf(container: SandboxContainer): ContainerRun {
  const { startedAt = 0, exitedAt = 0, exitCode = 0, exitReason = 'Error', containerID = '' } = container
  return { startedAt, exitedAt, exitCode, exitReason, containerID }
}

/** SIGKILL for a container that did not stop in time after a failed liveness probe. */
function killIfDue(turn: PodTurn, index: number): void {
  const container = turn.containers[index] as SandboxContainer
  if (container.killedAt === undefined || container.phase !== 'Running') return
  const killAt = container.killedAt + killingGraceMs(turn.pod)
  if (turn.now >= killAt) turn.kill(index)
  else turn.wake(killAt)
  if ((turn.containers[index] as SandboxContainer).phase === 'Exited') advanceContainer(turn, index)
}
