import { altered, defined } from '../base'
import type { Container, Disk, Sandbox, SandboxContainer, Time } from '../kinds'
import { chance, minute, type Seed } from '../sim'
import { environmentOf, hostnameOf } from './environment'
import { type ExecInput, execute } from './exec'
import { changeFile, fileView, type ReadDisk } from './files'
import { programFor } from './registry'
import type { Program, ProgramContext, ProgramInput, ProgramOutput, ProgramResponse } from './types'

/** A container that ran this long is forgiven its crashes: twice the longest back-off (kubelet: MaxContainerBackOff). */
const forgivenAfterMs = 10 * minute
const keptLogLines = 200

/** What one input did to a process and to the disks it has mounted. */
export interface ProcessTurn {
  readonly container: SandboxContainer
  readonly disks: readonly Disk[]
  readonly response?: ProgramResponse
}

/** The container's part of the pod spec that a sandbox runs. */
export function containerSpecOf(sandbox: Sandbox, name: string): Container {
  const { containers, initContainers } = sandbox.spec.pod.spec
  const isNamed = (container: Container) => container.name === name
  return defined(containers.find(isNamed) ?? initContainers?.find(isNamed), `container ${name}`)
}

/** The program of a container, and the world as it sees it. */
export function processOf(
  sandbox: Sandbox,
  state: SandboxContainer,
  readDisk: ReadDisk,
  seed: Seed,
): { readonly program: Program; readonly context: ProgramContext } {
  const spec = containerSpecOf(sandbox, state.name)
  const { command = [], args = [] } = spec
  const uid = sandbox.spec.pod.metadata.uid
  const context: ProgramContext = {
    hostname: hostnameOf(sandbox.spec.pod),
    podIP: sandbox.status.address ?? '',
    isInit: state.isInit === true,
    command,
    args,
    get environment() {
      return environmentOf(spec, sandbox, state.values)
    },
    files: fileView(spec, state, sandbox, readDisk),
    chance: question => chance(seed, 'program', uid, state.name, state.startCount, question),
  }
  return { program: programFor(spec.image ?? '', command, args), context }
}

/** Gives a process one input and carries out what it does: its memory, its log, its files, its end. */
export function runProcess(
  sandbox: Sandbox,
  state: SandboxContainer,
  input: ProgramInput,
  readDisk: ReadDisk,
  now: Time,
  seed: Seed,
): ProcessTurn {
  const { program, context } = processOf(sandbox, state, readDisk, seed)
  const { memory, outputs, wakeAt } = program.step(state.memory, input, context, now)
  const { wakeAt: _, ...rest } = state
  const started: SandboxContainer = altered(rest, wakeAt === undefined ? { memory } : { memory, wakeAt })
  return carryOut(outputs, started, sandbox, readDisk, now)
}

/** What a command run beside a container's process did. */
export interface ExecTurn extends ProcessTurn {
  readonly stdout: string
  readonly stderr: string
  /** Absent while the command waits for more input. */
  readonly exitCode?: number
  readonly isMissing: boolean
}

/** Runs a command in a container: it writes the container's files, and prints to its caller instead of the log. */
export function execInProcess(
  sandbox: Sandbox,
  state: SandboxContainer,
  command: readonly string[],
  input: ExecInput & { readonly hasTerminal: boolean },
  readDisk: ReadDisk,
  now: Time,
  seed: Seed,
): ExecTurn {
  const { context } = processOf(sandbox, state, readDisk, seed)
  const { outputs, exitCode, prompt = '', isMissing = false } = execute(command, input, input.hasTerminal, context, now)
  const printed = { stdout: '', stderr: '' }
  const print = (container: SandboxContainer, text: string, isError = true) => {
    printed[isError ? 'stderr' : 'stdout'] += `${text}\n`
    return container
  }
  const turn = carryOut(outputs, state, sandbox, readDisk, now, print)
  const stdout = printed.stdout + prompt
  return { ...turn, ...printed, stdout, isMissing, ...(exitCode !== undefined && { exitCode }) }
}

/** Where printed lines go. */
type Print = (container: SandboxContainer, text: string, isError?: boolean) => SandboxContainer

function carryOut(
  outputs: readonly ProgramOutput[],
  started: SandboxContainer,
  sandbox: Sandbox,
  readDisk: ReadDisk,
  now: Time,
  print: Print = (container, text) => withLines(container, text, now),
): ProcessTurn {
  if (outputs.length === 0) return { container: started, disks: [] }
  const spec = containerSpecOf(sandbox, started.name)
  const disks = new Map<string, Disk>()
  const read: ReadDisk = name => disks.get(name) ?? readDisk(name)
  let container = started
  let response: ProgramResponse | undefined
  for (const output of outputs) {
    if ('respond' in output) response = output.respond
    else if ('log' in output) container = print(container, output.log, output.isError === true)
    else if ('exit' in output) container = endProcess(container, now, output.exit)
    else {
      const change = 'write' in output ? { path: output.write, content: output.content } : { path: output.remove }
      const result = changeFile(change, spec, container, sandbox, read, now)
      if ('disk' in result) disks.set(result.disk.metadata.name, result.disk)
      else if ('layer' in result) container = { ...container, layer: result.layer }
      else container = print(container, result.refused)
    }
  }
  return { container, disks: [...disks.values()], ...(response && { response }) }
}

function withLines(container: SandboxContainer, text: string, at: Time): SandboxContainer {
  const lines = text.split('\n').map(line => ({ at, text: line }))
  const all = [...(container.log ?? []), ...lines]
  const dropped = Math.max(0, all.length - keptLogLines)
  if (dropped === 0) return altered(container, { log: all })
  return altered(container, { log: all.slice(dropped), droppedLines: (container.droppedLines ?? 0) + dropped })
}

/** The container once its process has ended: memory and layer are gone, how it ended is noted. */
export function endProcess(
  container: SandboxContainer,
  now: Time,
  exitCode: number,
  exitReason = exitCode === 0 ? 'Completed' : 'Error',
): SandboxContainer {
  const { wakeAt: _, layer: __, probes: ___, killedAt: ____, backOffReportedAt: _____, ...rest } = container
  const ranMs = now - (container.startedAt ?? now)
  return {
    ...rest,
    phase: 'Exited',
    exitedAt: now,
    exitCode,
    exitReason,
    crashes: ranMs >= forgivenAfterMs ? 1 : container.crashes + 1,
    ready: false,
    started: false,
    memory: null,
  }
}
