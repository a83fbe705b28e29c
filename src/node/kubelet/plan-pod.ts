import type { Action, Plan } from '../../controllers/runtime'
import { nothing } from '../../controllers/runtime'
import type { Pod } from '../../kinds'
import { second } from '../../sim'
import { newSandbox, withPod } from './admit'
import { changedStatus } from './pod-status'
import { type PodFacts, PodTurn } from './pod-turn'
import { advanceReadiness } from './probes'
import { isComplete, runPod } from './run-pod'
import { beginStop, continueStop, forgottenGraceMs } from './stop-pod'

/**
 * What a kubelet does about one pod now: brings reality closer to what is wanted, then tells the API what reality is (kubelet.go: SyncPod,
 * SyncTerminatingPod, SyncTerminatedPod). Reality comes first in the plan, so that it is written at the instant it was decided.
 */
export function planPod(facts: PodFacts): Plan {
  const { pod, isLinked, now } = facts
  const before = facts.sandbox
  if (!before && !(pod && isLinked)) return nothing
  if (!before && pod && isFinished(pod)) return { actions: lastWord(facts, pod) }
  const sandbox = before ?? newSandbox(pod as Pod, facts.machine.metadata.name, now, facts.seed)
  const turn = new PodTurn(facts, isLinked && pod ? withPod(sandbox, pod) : sandbox)
  const graceMs = stopGraceMs(facts, turn)
  if (graceMs !== undefined) beginStop(turn, graceMs)
  if (turn.status.stoppingAt === undefined) runPod(turn)
  if (turn.status.stoppingAt === undefined && isComplete(turn)) beginStop(turn, 0)
  if (turn.status.stoppingAt !== undefined) {
    continueStop(turn)
    for (const [index, { phase }] of turn.containers.entries()) if (phase === 'Running') advanceReadiness(turn, index)
  }
  return conclude(facts, turn)
}

/** Whether the API's pod needs no process any more. */
function isFinished({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined || status.phase === 'Failed' || status.phase === 'Succeeded'
}

/** The grace with which the pod is to be stopped; undefined while it shall run. */
function stopGraceMs({ pod, isLinked }: PodFacts, turn: PodTurn): number | undefined {
  if (!isLinked) return undefined
  if (!pod) return forgottenGraceMs
  const grace = pod.metadata.deletionGracePeriodSeconds
  if (pod.metadata.deletionTimestamp !== undefined) return Math.max(1, grace ?? 1) * second
  if (!isFinished(pod)) return undefined
  return turn.status.stoppingAt === undefined ? pod.spec.terminationGracePeriodSeconds * second : undefined
}

/** A pod that is to go and never came here: its end is reported, nothing is stopped. */
function lastWord(facts: PodFacts, pod: Pod): Action[] {
  if (pod.metadata.deletionTimestamp === undefined) return []
  const empty = newSandbox(pod, facts.machine.metadata.name, facts.now, facts.seed)
  const sandbox = { ...empty, status: { ...empty.status, stoppingAt: facts.now, stoppedAt: facts.now } }
  return report(facts, pod, sandbox)
}

function conclude(facts: PodFacts, turn: PodTurn): Plan {
  const { pod, isLinked } = facts
  const actions: Action[] = []
  for (const disk of turn.disks.values()) actions.push({ put: disk, verb: 'write' })
  if (turn.hasNewMachine) actions.push({ put: turn.machine, verb: 'note' })
  if (isLinked && !pod && turn.status.stoppedAt !== undefined) return { actions: [...actions, ...removal(turn)] }
  if (turn.hasNewSandbox) actions.push({ put: turn.sandbox, verb: verbOf(facts, turn) })
  if (isLinked) {
    for (const note of turn.notes) actions.push({ event: note })
    if (pod) actions.push(...report(facts, pod, turn.sandbox))
  }
  return { actions, ...(turn.wakeAt !== undefined && { wakeAt: turn.wakeAt }) }
}

/** Tells the API what has changed; once it knows of the end of a pod that is to go, takes the object out (canBeDeleted). */
function report({ machine, now }: PodFacts, pod: Pod, sandbox: PodTurn['sandbox']): Action[] {
  const { name, namespace, uid } = pod.metadata
  const target = { kind: 'Pod', name, ...(namespace && { namespace }) }
  const status = changedStatus(pod, sandbox, machine, now)
  if (status)
    return [
      { write: { verb: 'update', ...target, subresource: 'status', body: { ...pod, status } }, tolerate: ['NotFound'] },
    ]
  const isOver = sandbox.status.stoppedAt !== undefined && pod.metadata.deletionTimestamp !== undefined
  if (!isOver || pod.metadata.deletionGracePeriodSeconds === 0) return []
  const body = { gracePeriodSeconds: 0, preconditions: { uid } }
  return [{ write: { verb: 'delete', ...target, body }, tolerate: ['NotFound', 'Conflict'] }]
}

/** Nothing is left of a pod the API has forgotten: its sandbox and its own disks go. */
function removal({ view, sandbox }: PodTurn): Action[] {
  const { uid } = sandbox.spec.pod.metadata
  const actions: Action[] = []
  for (const disk of view.lookup('Disk', 'podUID', uid))
    actions.push({ remove: { kind: 'Disk', name: disk.metadata.name }, verb: 'unmount' })
  actions.push({ remove: { kind: 'Sandbox', name: sandbox.metadata.name }, verb: 'remove' })
  return actions
}

function verbOf({ sandbox }: PodFacts, turn: PodTurn): string {
  if (!sandbox) return 'admit'
  if (turn.status.stoppedAt !== sandbox.status.stoppedAt) return 'stopped'
  if (turn.status.stoppingAt !== sandbox.status.stoppingAt) return 'stop'
  const count = (of: typeof sandbox) => of.status.containers.reduce((sum, { startCount }) => sum + startCount, 0)
  return count(turn.sandbox) > count(sandbox) ? 'start' : 'advance'
}
