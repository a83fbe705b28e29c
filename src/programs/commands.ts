import type { Time } from '../kinds'
import { nameOf, run, type Statement } from './tools'
import type { Program, ProgramContext, ProgramOutput, ProgramStep } from './types'

/** Where a command line has got to. */
interface Progress {
  /** Index of the statement that comes next. */
  readonly next: number
  readonly resumesAt?: Time
}

/**
 * A container with a `command` that a small shell understands: `sleep`, `true`, `false`, `echo` (with `>` to a file), `cat`, `ls`, `rm`, `test -e`,
 * `hostname`, `env`, `date`, `exit`, joined by `;`, `&&` and line ends, alone or in `sh -c`. As process 1 it ignores SIGTERM, as `sleep` and `sh` do in a container.
 */
export const commandLine: Program = {
  name: 'sh',
  listensOn: () => false,
  step(memory, input, context, now): ProgramStep {
    const progress = (memory ?? { next: 0 }) as Progress
    if (input.kind === 'start') return proceed({ next: 0 }, context, now)
    if (input.kind === 'wake') return proceed({ next: progress.next }, context, now)
    return progress.resumesAt === undefined
      ? { memory, outputs: [] }
      : { memory, outputs: [], wakeAt: progress.resumesAt }
  },
}

/** The statements of a container's command; undefined when it holds something this shell does not know. */
export function statementsOf(command: readonly string[], args: readonly string[]): readonly Statement[] | undefined {
  const words = [...command, ...args]
  const isShell = /(^|\/)(ba|a)?sh$/.test(words[0] ?? '') && words[1] === '-c'
  const statements = isShell ? statementsOfLine(words[2] ?? '') : [words]
  return statements.length > 0 && statements.every(isKnown) ? statements : undefined
}

function splitWords(line: string): Statement {
  const words = line.match(/"[^"]*"|'[^']*'|>>?|[^\s>]+/g) ?? []
  return words.map(word => word.replace(/^(["'])(.*)\1$/s, '$2'))
}

const known: ReadonlySet<string> = new Set([
  ':',
  'cat',
  'date',
  'echo',
  'env',
  'exit',
  'false',
  'hostname',
  'id',
  'ls',
  'printenv',
  'pwd',
  'rm',
  'sleep',
  'test',
  'touch',
  'true',
  'whoami',
])

function isKnown(words: Statement): boolean {
  return known.has(nameOf(words)) && !words.some(word => /[$`|*&]/.test(word))
}

/** Runs statements until one takes time, one fails last, or none is left. */
function proceed(from: Progress, context: ProgramContext, now: Time): ProgramStep {
  const statements = statementsOf(context.command, context.args) ?? []
  const outputs: ProgramOutput[] = []
  let next = from.next
  let exitCode = 0
  while (next < statements.length) {
    const words = statements[next++] as Statement
    const pauseMs = nameOf(words) === 'sleep' ? durationOf(words[1]) : undefined
    if (pauseMs !== undefined) {
      const resumesAt = now + pauseMs
      return Number.isFinite(resumesAt)
        ? { memory: { next, resumesAt } satisfies Progress, outputs, wakeAt: resumesAt }
        : { memory: { next } satisfies Progress, outputs }
    }
    exitCode = run(words, context, outputs, now)
    if (nameOf(words) === 'exit') break
  }
  outputs.push({ exit: exitCode })
  return { memory: { next } satisfies Progress, outputs }
}

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function durationOf(text = '0'): number {
  const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text)
  return match ? Number(match[1]) * (unitMs[match[2] || 's'] as number) : Number.POSITIVE_INFINITY
}

/** What a command run in a container comes to. */
export interface CommandEnd {
  readonly outputs: readonly ProgramOutput[]
  readonly exitCode: number
}

/** Runs the statements of `exec` one after another, until one fails or exits; `;` and `&&` are the same here. */
export function runStatements(statements: readonly Statement[], context: ProgramContext, now: Time): CommandEnd {
  const outputs: ProgramOutput[] = []
  let exitCode = 0
  for (const words of statements) {
    exitCode = isKnown(words) ? run(words, context, outputs, now) : notFound(words, outputs)
    if (exitCode !== 0 || nameOf(words) === 'exit') break
  }
  return { outputs, exitCode }
}

/** The statements of a shell's line. */
export function statementsOfLine(line: string): readonly Statement[] {
  return line
    .split(/\s*(?:;|&&|\n)\s*/)
    .map(text => text.trim())
    .filter(text => text !== '')
    .map(splitWords)
}

/** What a shell says of a command it does not have. */
function notFound(words: Statement, outputs: ProgramOutput[]): number {
  outputs.push({ log: `sh: ${words[0] ?? ''}: not found`, isError: true })
  return 127
}

/** Whether there is such a program in the containers here. */
export function isCommand(words: Statement): boolean {
  return known.has(nameOf(words))
}

/**
 * What an exec probe's command answers in this container: an exit code. What this shell does not know succeeds.
 */
export function probeExitCode(command: readonly string[], context: ProgramContext): number {
  const statements = statementsOf(command, [])
  if (!statements) return 0
  return runStatements(statements, context, 0).exitCode
}
