import type { Time } from '../kinds'
import { isCommand, runStatements, statementsOfLine } from './commands'
import type { ProgramContext, ProgramOutput } from './types'

/** What a client of `kubectl exec` has typed so far, and whether that is all. */
export interface ExecInput {
  readonly stdin: string
  readonly isFirst: boolean
  readonly isLast: boolean
}

/** What a command run in a container did with one part of its input. */
export interface ExecStep {
  readonly outputs: readonly ProgramOutput[]
  /** Absent while it waits for more input. */
  readonly exitCode?: number
  /** Printed after everything else, without a line end: a shell's prompt. */
  readonly prompt?: string
  /** There is no such program: nothing ran. */
  readonly isMissing?: boolean
}

const shell = /(^|\/)(ba|a)?sh$/

/**
 * Runs a command beside a container's own process: what `commands.ts` knows, alone or in `sh -c`, and a shell that reads lines. A shell keeps
 * nothing between two lines but the files it has written: no variables, no directory. Pure.
 */
export function execute(
  command: readonly string[],
  input: ExecInput,
  hasTerminal: boolean,
  context: ProgramContext,
  now: Time,
): ExecStep {
  const [name = '', flag, script = ''] = command
  if (shell.test(name)) {
    if (flag === '-c') return runStatements(statementsOfLine(withVariables(script, context)), context, now)
    return shellTurn(input, hasTerminal, context, now)
  }
  if (!isCommand(command)) return { outputs: [], isMissing: true, exitCode: 127 }
  if (name === 'cat' && command.length === 1) return echoes(input)
  return runStatements([command], context, now)
}

/** `cat` without a file. */
function echoes({ stdin, isLast }: ExecInput): ExecStep {
  const outputs = stdin === '' ? [] : [{ log: stdin.replace(/\n$/, '') }]
  return isLast ? { outputs, exitCode: 0 } : { outputs }
}

function shellTurn(
  { stdin, isFirst, isLast }: ExecInput,
  hasTerminal: boolean,
  context: ProgramContext,
  now: Time,
): ExecStep {
  const prompt = hasTerminal ? { prompt: '/ # ' } : {}
  const outputs: ProgramOutput[] = []
  let exitCode = 0
  for (const line of stdin.split(/\r\n|[\r\n]/)) {
    const statements = statementsOfLine(withVariables(line, context))
    const end = runStatements(statements, overlaid(context, outputs), now)
    outputs.push(...end.outputs)
    if (line.trim() !== '') exitCode = end.exitCode
    if (statements.some(words => words[0] === 'exit')) return { outputs, exitCode }
  }
  if (isLast) return { outputs, exitCode }
  return isFirst || stdin !== '' ? { outputs, ...prompt } : { outputs }
}

/** The container's files as the lines before have left them. */
function overlaid(context: ProgramContext, outputs: readonly ProgramOutput[]): ProgramContext {
  if (outputs.length === 0) return context
  const read = (path: string) => {
    for (const output of outputs.toReversed()) {
      if ('write' in output && output.write === path) return output.content
      if ('remove' in output && output.remove === path) return undefined
    }
    return context.files.read(path)
  }
  const { list, hasDirectory } = context.files
  return { ...context, files: { read, list, hasDirectory } }
}

function withVariables(line: string, { environment, hostname }: ProgramContext): string {
  const variables: Readonly<Record<string, string>> = { HOSTNAME: hostname, ...environment }
  return line.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string, bare: string) => variables[braced ?? bare] ?? '')
}
