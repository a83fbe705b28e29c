import type { Container, Probe, ProbeRecord, SandboxContainer } from '../../kinds'
import { containerSpecOf, probeExitCode, processOf } from '../../programs'
import { second } from '../../sim'
import type { PodTurn } from './pod-turn'
import { killingGraceMs } from './stop-pod'

type ProbeType = 'startup' | 'liveness' | 'readiness'

/** What one execution of a probe found: nothing wrong, or what the kubelet says was. */
type ProbeFailure = string | undefined

/**
 * Runs the probes of a running container that are due, and draws the consequences (prober/worker.go: doProbe). Nothing is noted while results
 * stay as they are, so that a healthy pod costs no commit; each failure is an event.
 */
export function advanceProbes(turn: PodTurn, index: number): void {
  const spec = containerSpecOf(turn.sandbox, (turn.containers[index] as SandboxContainer).name)
  if (spec.startupProbe) advanceProbe(turn, index, spec, 'startup', spec.startupProbe)
  if (!isStarted(turn, index)) return
  if (spec.livenessProbe) advanceProbe(turn, index, spec, 'liveness', spec.livenessProbe)
  if (spec.readinessProbe) advanceProbe(turn, index, spec, 'readiness', spec.readinessProbe)
  settleReadiness(turn, index, spec)
}

/** While a pod is being stopped only readiness is probed (C2). */
export function advanceReadiness(turn: PodTurn, index: number): void {
  const spec = containerSpecOf(turn.sandbox, (turn.containers[index] as SandboxContainer).name)
  if (!spec.readinessProbe || !isStarted(turn, index)) return
  advanceProbe(turn, index, spec, 'readiness', spec.readinessProbe)
  settleReadiness(turn, index, spec)
}

function isStarted(turn: PodTurn, index: number): boolean {
  const { started, phase } = turn.containers[index] as SandboxContainer
  return started && phase === 'Running'
}

function settleReadiness(turn: PodTurn, index: number, spec: Container): void {
  const container = turn.containers[index] as SandboxContainer
  const ready = !spec.readinessProbe || container.probes?.readiness?.passes === true
  if (container.ready !== ready && container.phase === 'Running') turn.changeContainer(index, { ready })
}

function advanceProbe(turn: PodTurn, index: number, spec: Container, type: ProbeType, probe: Probe): void {
  const container = turn.containers[index] as SandboxContainer
  if (type !== 'readiness' && (container.killedAt !== undefined || isSettledStartup(container, type))) return
  const periodMs = probe.periodSeconds * second
  const firstAt = (container.startedAt ?? turn.now) + (probe.initialDelaySeconds ?? 0) * second
  const period = Math.floor((turn.now - firstAt) / periodMs)
  turn.wake(firstAt + (period < 0 ? 0 : period + 1) * periodMs)
  const before = container.probes?.[type]
  if (period < 0 || (before && before.period >= period)) return
  const failure = probeOnce(turn, container, spec, probe)
  const record = nextRecord(before, failure === undefined, period, probe)
  if (failure !== undefined)
    turn.note('Warning', 'Unhealthy', `${capitalised(type)} probe failed: ${failure}`, container)
  if (failure === undefined && isSameResult(before, record)) return
  turn.changeContainer(index, { probes: { ...container.probes, [type]: record } })
  if (type === 'startup' && record.passes === true) turn.changeContainer(index, { started: true })
  if (type !== 'readiness' && record.passes === false) restart(turn, index, type)
}

function isSettledStartup(container: SandboxContainer, type: ProbeType): boolean {
  return type === 'startup' && container.started
}

/** Counts a result. Counts stop at the threshold that makes them count. */
function nextRecord(before: ProbeRecord | undefined, isSuccess: boolean, period: number, probe: Probe): ProbeRecord {
  const successes = isSuccess ? Math.min((before?.successes ?? 0) + 1, probe.successThreshold) : 0
  const failures = isSuccess ? 0 : Math.min((before?.failures ?? 0) + 1, probe.failureThreshold)
  const passes =
    successes >= probe.successThreshold ? true : failures >= probe.failureThreshold ? false : before?.passes
  return { period, successes, failures, ...(passes !== undefined && { passes }) }
}

function isSameResult(before: ProbeRecord | undefined, after: ProbeRecord): boolean {
  return before?.passes === after.passes && before?.successes === after.successes && before?.failures === after.failures
}

/** Stops the container alone; the pod's restart policy starts it again. */
function restart(turn: PodTurn, index: number, type: ProbeType): void {
  const container = turn.containers[index] as SandboxContainer
  turn.note('Normal', 'Killing', `Container ${container.name} failed ${type} probe, will be restarted`, container)
  turn.changeContainer(index, { killedAt: turn.now, ready: false })
  turn.run(index, { kind: 'signal', signal: 'TERM' })
  turn.wake(turn.now + killingGraceMs(turn.pod))
}

function probeOnce(turn: PodTurn, container: SandboxContainer, spec: Container, probe: Probe): ProbeFailure {
  const { program, context } = processOf(turn.sandbox, container, name => turn.disk(name), turn.seed)
  if (probe.exec) return probeExitCode(probe.exec.command ?? [], context) === 0 ? undefined : ''
  const port = portOf((probe.httpGet ?? probe.tcpSocket)?.port ?? 0, spec)
  const host = `${probe.httpGet?.host ?? turn.status.address}:${port}`
  const isOpen = program.listensOn(port, context)
  if (probe.tcpSocket) return isOpen ? undefined : `dial tcp ${host}: connect: connection refused`
  if (!probe.httpGet) return undefined
  const path = probe.httpGet.path || '/'
  if (!isOpen) {
    const url = `${(probe.httpGet.scheme ?? 'HTTP').toLowerCase()}://${host}${path}`
    return `Get "${url}": dial tcp ${host}: connect: connection refused`
  }
  const request = { method: 'GET', path, port, body: '' }
  // A probe must not change anything, so what the step wrote is dropped: programs answer a GET from what they know.
  const { outputs } = program.step(container.memory, { kind: 'http', request }, context, turn.now)
  const answer = outputs.find(output => 'respond' in output)
  const code = answer && 'respond' in answer ? answer.respond.code : 500
  return code >= 200 && code < 400 ? undefined : `HTTP probe failed with statuscode: ${code}`
}

function portOf(port: number | string, spec: Container): number {
  if (typeof port === 'number') return port
  return spec.ports?.find(({ name }) => name === port)?.containerPort ?? (Number(port) || 0)
}

function capitalised(type: ProbeType): string {
  return type.charAt(0).toUpperCase() + type.slice(1)
}
