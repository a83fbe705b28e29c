import type { EventNote } from '../../controllers/runtime'
import type { Disk, Machine, ObjectReference, Pod, Sandbox, SandboxContainer, Time } from '../../kinds'
import { endProcess, type ProgramInput, type ProgramResponse, runProcess } from '../../programs'
import type { Seed } from '../../sim'
import type { View } from '../../store'

/** What a kubelet looks at when it plans one pod. */
export interface PodFacts {
  readonly view: View
  readonly machine: Machine
  /** The pod as the API has it; undefined when the API does not know it (any more), or cannot be asked. */
  readonly pod: Pod | undefined
  /** Whether the API can be reached: without it the kubelet works on with what it knows. */
  readonly isLinked: boolean
  readonly sandbox: Sandbox | undefined
  readonly now: Time
  readonly seed: Seed
}

/**
 * One look of a kubelet at one pod: begins with the facts, and gathers what they become. It lives as long as one plan and is thrown away; what
 * it gathered is written by the executor.
 */
export class PodTurn {
  readonly view: View
  readonly now: Time
  readonly seed: Seed
  readonly isLinked: boolean
  sandbox: Sandbox
  machine: Machine
  readonly disks = new Map<string, Disk>()
  readonly notes: EventNote[] = []
  wakeAt: Time | undefined
  private readonly facts: PodFacts

  constructor(facts: PodFacts, sandbox: Sandbox) {
    this.facts = facts
    this.view = facts.view
    this.now = facts.now
    this.seed = facts.seed
    this.isLinked = facts.isLinked
    this.machine = facts.machine
    this.sandbox = sandbox
  }

  get pod(): Pod {
    return this.sandbox.spec.pod
  }

  get status(): Sandbox['status'] {
    return this.sandbox.status
  }

  get containers(): readonly SandboxContainer[] {
    return this.sandbox.status.containers
  }

  get hasNewSandbox(): boolean {
    return this.sandbox !== this.facts.sandbox
  }

  get hasNewMachine(): boolean {
    return this.machine !== this.facts.machine
  }

  /** Looks again at this time, or earlier if something else is due before. */
  wake(at: Time): void {
    if (this.wakeAt === undefined || at < this.wakeAt) this.wakeAt = at
  }

  /** Changes the sandbox's status; undefined erases a field. */
  change(changes: { readonly [K in keyof Sandbox['status']]?: Sandbox['status'][K] | undefined }): void {
    this.sandbox = { ...this.sandbox, status: withChanges(this.sandbox.status, changes) }
  }

  /** Replaces one container. */
  put(index: number, container: SandboxContainer): void {
    const containers = this.containers.slice()
    containers[index] = container
    this.sandbox = { ...this.sandbox, status: { ...this.sandbox.status, containers } }
  }

  /** Changes one container; undefined erases a field. */
  changeContainer(
    index: number,
    changes: { readonly [K in keyof SandboxContainer]?: SandboxContainer[K] | undefined },
  ): void {
    this.put(index, withChanges(this.containers[index] as SandboxContainer, changes))
  }

  /** Gives a running container an input. */
  run(index: number, input: ProgramInput): ProgramResponse | undefined {
    const container = this.containers[index] as SandboxContainer
    const turn = runProcess(this.sandbox, container, input, name => this.disk(name), this.now, this.seed)
    this.put(index, turn.container)
    for (const disk of turn.disks) this.disks.set(disk.metadata.name, disk)
    return turn.response
  }

  /** SIGKILL: the process is gone, and nobody asked it. */
  kill(index: number): void {
    this.put(index, endProcess(this.containers[index] as SandboxContainer, this.now, 137))
  }

  disk(name: string): Disk | undefined {
    return this.disks.get(name) ?? this.view.get('Disk', name)
  }

  /** Has something to say about the pod, or about one of its containers. */
  note(type: EventNote['type'], reason: string, message: string, container?: SandboxContainer): void {
    const fieldPath = container && `spec.${container.isInit ? 'initContainers' : 'containers'}{${container.name}}`
    const about = referenceTo(this.pod, fieldPath)
    this.notes.push({ about, type, reason, message, component: 'kubelet', host: this.machine.metadata.name })
  }
}

function referenceTo({ metadata }: Pod, fieldPath: string | undefined): ObjectReference {
  const { name, namespace, uid, resourceVersion } = metadata
  return {
    kind: 'Pod',
    ...(namespace && { namespace }),
    name,
    uid,
    apiVersion: 'v1',
    resourceVersion,
    ...(fieldPath && { fieldPath }),
  }
}

/** The value with changes; undefined erases. Built anew rather than with `delete`, which would make it slow to read ever after. */
export function withChanges<T extends object>(value: T, changes: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const next: { [K in keyof T]?: T[K] } = {}
  for (const key in value) if (!(key in changes)) next[key] = value[key]
  for (const key in changes) if (changes[key] !== undefined) next[key] = changes[key]
  return next as T
}
