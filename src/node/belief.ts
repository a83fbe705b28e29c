import { compareText } from '../base'
import type { Pod, PodPhase, Sandbox, Time } from '../kinds'
import type { View } from '../store'
import { hasKubelet, isExecuting, isLinkedAt } from './reality'

/** What really runs under an identity on one machine. */
export interface RunningProcess {
  readonly machine: string
  readonly sandbox: string
  readonly podUID: string
  /** Names of the containers that run. */
  readonly containers: readonly string[]
  /** When the first of them started. */
  readonly since: Time
  /** The disks it has mounted and reaches, by volume name. */
  readonly disks: Readonly<Record<string, string>>
  /** Whether the control plane reaches its machine. */
  readonly isReachable: boolean
  /** Whether a kubelet looks after it. */
  readonly isSupervised: boolean
  /** Whether its kubelet is stopping it. */
  readonly isStopping: boolean
}

/** A pod identity: what the API believes about it, and what really runs. */
export interface Identity {
  readonly namespace: string
  readonly name: string
  /** What the API believes; absent when it knows no such pod. */
  readonly belief?: {
    readonly uid: string
    readonly node?: string
    readonly phase: PodPhase
    readonly isTerminating: boolean
  }
  /** The oldest first. */
  readonly processes: readonly RunningProcess[]
  /** More than one process with this identity runs: at-most-one is broken. */
  readonly isAtMostOneBroken: boolean
  /** The disks that more than one of them has mounted. */
  readonly sharedDisks: readonly string[]
}

/** Every pod identity that the API believes in or that has a process, sorted by namespace and name. */
export function identitiesAt(view: View): readonly Identity[] {
  const pods = new Map<string, Pod>()
  for (const pod of view.list('Pod')) pods.set(`${pod.metadata.namespace}/${pod.metadata.name}`, pod)
  const running = new Map<string, RunningProcess[]>()
  for (const sandbox of view.list('Sandbox')) {
    const process = processOf(view, sandbox)
    if (!process) continue
    const { namespace, name } = sandbox.spec.pod.metadata
    const id = `${namespace}/${name}`
    running.set(id, [...(running.get(id) ?? []), process])
  }
  const ids = [...new Set([...pods.keys(), ...running.keys()])].sort(compareText)
  return ids.map(id => identityOf(id, pods.get(id), running.get(id) ?? []))
}

function identityOf(id: string, pod: Pod | undefined, running: readonly RunningProcess[]): Identity {
  const processes = [...running].sort((a, b) => a.since - b.since || compareText(a.machine, b.machine))
  const slash = id.indexOf('/')
  return {
    namespace: id.slice(0, slash),
    name: id.slice(slash + 1),
    ...(pod && { belief: beliefOf(pod) }),
    processes,
    isAtMostOneBroken: processes.length > 1,
    sharedDisks: sharedDisksOf(processes),
  }
}

function beliefOf({ metadata, spec, status }: Pod): NonNullable<Identity['belief']> {
  return {
    uid: metadata.uid,
    ...(spec.nodeName && { node: spec.nodeName }),
    phase: status.phase,
    isTerminating: metadata.deletionTimestamp !== undefined,
  }
}

function processOf(view: View, { metadata, spec, status }: Sandbox): RunningProcess | undefined {
  const running = status.containers.filter(({ phase }) => phase === 'Running')
  const machine = view.get('Machine', spec.machine)
  if (running.length === 0 || !isExecuting(machine)) return undefined
  return {
    machine: spec.machine,
    sandbox: metadata.name,
    podUID: spec.pod.metadata.uid,
    containers: running.map(({ name }) => name),
    since: Math.min(...running.map(({ startedAt }) => startedAt ?? 0)),
    disks: reachedDisks(view, spec.machine, status.mounts),
    isReachable: isLinkedAt(view, spec.machine),
    isSupervised: hasKubelet(machine),
    isStopping: status.stoppingAt !== undefined,
  }
}

/** Without the disks that were taken from the machine while they were mounted. */
function reachedDisks(view: View, machine: string, mounts: Sandbox['status']['mounts']): Sandbox['status']['mounts'] {
  const isLost = (name: string) => {
    const disk = view.get('Disk', name)
    return disk?.spec.mustBeAttached && !disk.status.attachedTo?.includes(machine)
  }
  const names = Object.values(mounts)
  return names.some(isLost) ? Object.fromEntries(Object.entries(mounts).filter(([, name]) => !isLost(name))) : mounts
}

function sharedDisksOf(processes: readonly RunningProcess[]): readonly string[] {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const { disks } of processes)
    for (const disk of new Set(Object.values(disks))) (seen.has(disk) ? shared : seen).add(disk)
  return [...shared].sort(compareText)
}
