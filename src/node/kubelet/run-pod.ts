import type { SandboxContainer } from '../../kinds'
import { second } from '../../sim'
import { sandboxMs } from '../delays'
import { type MountFault, resolveMounts } from './mounts'
import { type PodTurn, withChanges } from './pod-turn'
import { setUpBackOffMs } from './restart-backoff'
import { advanceContainer, mayRestart, runOf } from './start-container'

/** A failed look at a pod is repeated after this long (kubelet: backOffPeriod). */
export const retryMs = 10 * second

/** Brings a pod that shall run further: volumes, network sandbox, init containers one by one, then the others. */
export function runPod(turn: PodTurn): void {
  if (turn.status.attemptedAt === undefined && !beginSandbox(turn)) return
  if (turn.status.sandboxReadyAt === undefined && !finishSandbox(turn)) return
  for (const [index, container] of turn.containers.entries()) {
    if (!container.isInit) break
    if (isDone(container)) continue
    advanceContainer(turn, index)
    if (!isDone(turn.containers[index] as SandboxContainer)) return
  }
  for (const [index, container] of turn.containers.entries())
    if (!container.isInit && advanceContainer(turn, index) === 'busy') return
}

/** Whether nothing of the pod will ever run again by itself. */
export function isComplete(turn: PodTurn): boolean {
  const policy = turn.pod.spec.restartPolicy
  if (policy === 'Always') return false
  for (const container of turn.containers) {
    if (container.isInit && container.phase === 'Exited' && container.exitCode !== 0 && policy === 'Never') return true
    if (!container.isInit && (container.phase !== 'Exited' || mayRestart(policy, container))) return false
  }
  return true
}

function isDone({ phase, exitCode }: SandboxContainer): boolean {
  return phase === 'Exited' && exitCode === 0
}

/** Mounts the volumes and begins to make the network sandbox. False while volumes cannot be mounted. */
function beginSandbox(turn: PodTurn): boolean {
  const { status, machine, now } = turn
  if (turn.isLinked || status.attempt === 0) {
    if (isBackingOff(turn)) return false
    const found = resolveMounts({ view: turn.view, pod: turn.pod, machine, now, seed: turn.seed })
    if ('error' in found) return refuse(turn, found)
    for (const disk of found.newDisks) turn.disks.set(disk.metadata.name, disk)
    const devices = Object.values(found.devices)
    if (devices.length > 0 && status.devices === undefined) turn.change({ devices: found.devices })
    if (!areAttached(turn, devices)) return false
    turn.change({ mounts: found.mounts, mountError: undefined })
  }
  if (status.attempt > 0) {
    turn.note('Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.')
    for (const [index, container] of turn.containers.entries()) turn.put(index, afterSandbox(container))
  }
  turn.change({ attempt: status.attempt + 1, attemptedAt: now })
  return true
}

/** A volume whose set-up failed is not even tried while its back-off lasts. */
function isBackingOff(turn: PodTurn): boolean {
  const { mountError } = turn.status
  if (!mountError?.failures) return false
  const retryAt = mountError.at + setUpBackOffMs(mountError.failures)
  if (turn.now < retryAt) turn.wake(retryAt)
  return turn.now < retryAt
}

/** Volumes cannot be mounted: said at each attempt, or when the reason is another. */
function refuse(turn: PodTurn, { error: message, isSetUp }: MountFault): false {
  const { now, status } = turn
  const before = status.mountError
  const isSame = before?.message === message
  if (!isSetUp && before && isSame && now < before.at + retryMs) {
    turn.wake(before.at + retryMs)
    return false
  }
  const failures = isSetUp ? (before?.failures ?? 0) + 1 : 0
  turn.change({ mountError: { message, at: now, ...(failures > 0 && { failures }) } })
  turn.note('Warning', 'FailedMount', message)
  turn.wake(now + (failures > 0 ? setUpBackOffMs(failures) : retryMs))
  return false
}

/**
 * Whether the node's status says of every device that it is attached, and that this kubelet uses it (GenerateVerifyControllerAttachedVolumeFunc).
 * Who has to wait does so without a word: since v1.31 or so a kubelet sends no event for it (kubelet.go: SyncPod, wait.Interrupted).
 */
function areAttached({ view, machine }: PodTurn, devices: readonly string[]): boolean {
  if (devices.length === 0) return true
  const { volumesAttached = [], volumesInUse = [] } = view.get('Node', machine.metadata.name)?.status ?? {}
  return devices.every(device => volumesInUse.includes(device) && volumesAttached.some(({ name }) => name === device))
}

/** A container whose sandbox is gone: init containers run again, and no back-off outlives the kubelet that counted it. */
function afterSandbox(container: SandboxContainer): SandboxContainer {
  const forgiven = withChanges(container, {
    backOffReportedAt: undefined,
    pullStartedAt: undefined,
    pullEndedAt: undefined,
    pullError: undefined,
    configError: undefined,
    configErrorAt: undefined,
    crashes: 0,
    pullFailures: 0,
  })
  if (!container.isInit || container.phase !== 'Exited') return forgiven
  const run = { exitedAt: undefined, exitCode: undefined, exitReason: undefined }
  return withChanges(forgiven, { ...run, phase: 'Waiting', previous: runOf(container) })
}

/** Gives the sandbox its address once it is up. False before that. */
function finishSandbox(turn: PodTurn): boolean {
  const { status, now, machine } = turn
  const readyAt = (status.attemptedAt ?? now) + sandboxMs(turn.seed, turn.sandbox)
  if (now < readyAt) {
    turn.wake(readyAt)
    return false
  }
  if (turn.pod.spec.hostNetwork) turn.change({ sandboxReadyAt: now, address: machine.spec.address })
  else {
    const number = nextAddress(turn)
    turn.machine = { ...machine, status: { ...machine.status, lastAddress: number } }
    turn.change({ sandboxReadyAt: now, address: `${machine.spec.podPrefix}.${number}` })
  }
  return true
}

/** The next free number after the last one given, going round at 254 (CNI host-local). Number 1 is the machine's bridge. */
function nextAddress(turn: PodTurn): number {
  const { status, spec, metadata } = turn.machine
  if (status.lastAddress < 254) return status.lastAddress + 1
  const used = new Set<string | undefined>()
  for (const sandbox of turn.view.lookup('Sandbox', 'machine', metadata.name)) used.add(sandbox.status.address)
  for (let number = 2; number <= 254; number++) if (!used.has(`${spec.podPrefix}.${number}`)) return number
  return 254
}
