import type { Pod, SandboxContainer } from '../../kinds'
import { second } from '../../sim'
import type { PodTurn } from './pod-turn'

/** A container gets at least this long between SIGTERM and SIGKILL (kuberuntime: minimumGracePeriodInSeconds). */
const leastGraceMs = 2 * second

/** What a pod gets that the API has forgotten (kubelet: pods removed from the API are killed with one second). */
export const forgottenGraceMs = second

/** Milliseconds between SIGTERM and SIGKILL for a container that is stopped while its pod goes on. */
export function killingGraceMs({ spec }: Pod): number {
  return Math.max(leastGraceMs, spec.terminationGracePeriodSeconds * second)
}

/** Begins to stop a pod: says so, and sends SIGTERM. A later call can only shorten the grace. */
export function beginStop(turn: PodTurn, graceMs: number): void {
  const { stoppingAt, graceMs: known } = turn.status
  if (stoppingAt !== undefined) {
    if (graceMs < (known ?? 0)) turn.change({ graceMs })
    return
  }
  turn.change({ stoppingAt: turn.now, graceMs })
  for (const [index, container] of turn.containers.entries()) {
    if (container.pullStartedAt !== undefined) turn.changeContainer(index, { pullStartedAt: undefined })
    if (container.phase !== 'Running') continue
    turn.note('Normal', 'Killing', `Stopping container ${container.name}`, container)
    turn.run(index, { kind: 'signal', signal: 'TERM' })
  }
}

/** Goes on stopping: SIGKILL at the end of the grace, and when no process is left, the sandbox is taken down. */
export function continueStop(turn: PodTurn): void {
  const { stoppingAt = turn.now, graceMs = 0 } = turn.status
  const killAt = stoppingAt + Math.max(leastGraceMs, graceMs)
  for (const [index, container] of turn.containers.entries()) {
    if (container.phase !== 'Running') continue
    if (turn.now >= killAt) turn.kill(index)
    else turn.wake(killAt)
  }
  if (turn.status.stoppedAt !== undefined || turn.containers.some(isRunning)) return
  turn.change({ stoppedAt: turn.now, sandboxReadyAt: undefined })
}

function isRunning({ phase }: SandboxContainer): boolean {
  return phase === 'Running'
}
