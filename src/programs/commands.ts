import type { Time } from '../kinds'
import type { Program, ProgramContext, ProgramOutput, ProgramStep } from './types'

/** Where a command line has got to. */
interface Progress {
  /** Index of the statement that comes next. */
  readonly next: number
  readonly resumesAt?: Time
}

/**
 * A container with a `command` that a small shell understands: `sleep`, `true`, `false`, `echo` (with `>` to a file), `cat`, `rm`, `test -e`,
 * `exit`, joined by `;`, `&&` and line ends, alone or in `sh -c`. As process 1 it ignores SIGTERM, as `sleep` and `sh` do in a container.
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

type Statement = readonly string[]

/** The statements of a container's command; undefined when it holds something this shell does not know. */
export function statementsOf(command: readonly string[], args: readonly string[]): readonly Statement[] | undefined {
  const words = [...command, ...args]
  const isShell = /(^|\/)(ba|a)?sh$/.test(words[0] ?? '') && words[1] === '-c'
  const lines = isShell ? (words[2] ?? '').split(/\s*(?:;|&&|\n)\s*/) : undefined
  const statements = lines ? lines.filter(line => line !== '').map(splitWords) : [words]
  return statements.length > 0 && statements.every(isKnown) ? statements : undefined
}

function splitWords(line: string): Statement {
  const words = line.match(/"[^"]*"|'[^']*'|>>?|[^\s>]+/g) ?? []
  return words.map(word => word.replace(/^(["'])(.*)\1$/s, '$2'))
}

const known: ReadonlySet<string> = new Set([
  'sleep',
  'true',
  'false',
  ':',
  'echo',
  'cat',
  'rm',
  'touch',
  'test',
  'exit',
])

function isKnown(words: Statement): boolean {
  return known.has(nameOf(words)) && !words.some(word => /[$`|*&]/.test(word))
}

function nameOf(words: Statement): string {
  return (words[0] ?? '').replace(/^.*\//, '')
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
    exitCode = run(words, context, outputs)
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

/** Does one statement that takes no time and returns its exit code. Reads what an earlier statement of this step wrote. */
function run(words: Statement, context: ProgramContext, outputs: ProgramOutput[]): number {
  const operands = words.slice(1).filter(word => !word.startsWith('-'))
  const [first = ''] = operands
  switch (nameOf(words)) {
    case 'false':
      return 1
    case 'exit':
      return Number(first) || 0
    case 'echo':
      outputs.push(echo(words.slice(1)))
      return 0
    case 'touch':
      outputs.push({ write: first, content: context.files.read(first) ?? '' })
      return 0
    case 'rm':
      for (const path of operands) outputs.push({ remove: path })
      return 0
    case 'cat':
    case 'test':
      return isThere(first, context, outputs) ? 0 : 1
    default:
      return 0
  }
}

function echo(words: Statement): ProgramOutput {
  const arrow = words.findIndex(word => word === '>' || word === '>>')
  const text = (arrow < 0 ? words : words.slice(0, arrow)).join(' ')
  return arrow < 0 ? { log: text } : { write: words[arrow + 1] ?? '/dev/null', content: `${text}\n` }
}

function isThere(path: string, context: ProgramContext, outputs: readonly ProgramOutput[]): boolean {
  for (const output of [...outputs].reverse()) {
    if ('write' in output && output.write === path) return true
    if ('remove' in output && output.remove === path) return false
  }
  return context.files.read(path) !== undefined || context.files.list(path).length > 0
}

/**
 * What an exec probe's command answers in this container: an exit code. What this shell does not know succeeds.
 */
export function execute(command: readonly string[], context: ProgramContext): number {
  const statements = statementsOf(command, [])
  if (!statements) return 0
  const outputs: ProgramOutput[] = []
  let exitCode = 0
  for (const words of statements) {
    exitCode = run(words, context, outputs)
    if (exitCode !== 0 || nameOf(words) === 'exit') break
  }
  return exitCode
}
