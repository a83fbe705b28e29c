import type { ShellEffect, ShellRun } from '../process'

/** The exit code of who writes to nobody (128 + SIGPIPE). */
const brokenPipe = 141
const interrupted = 130

/** One command of a pipeline, with what it has written and nobody has read. */
interface Stage {
  readonly process: ShellRun<number>
  readonly lines: string[]
  /** The beginning of a line. */
  rest: string
  exitCode: number | undefined
}

/**
 * Runs commands at once, each reading what the one before it prints. The last one is run until it wants to read, then the one before it, and
 * so on: what happens comes through as it happens. When the last has ended, the others end where they would write or wait. Returns the exit
 * code of the last.
 */
export function* piped(processes: readonly ShellRun<number>[]): ShellRun<number> {
  const stages = processes.map<Stage>(process => ({ process, lines: [], rest: '', exitCode: undefined }))
  const last = stages.length - 1
  try {
    for (let text = yield* outputOf(stages, last); text !== undefined; text = yield* outputOf(stages, last))
      yield { type: 'print', stream: 'stdout', text }
    for (let at = last - 1; at >= 0; at--) yield* finish(stages, at)
    return stages[last]?.exitCode ?? 0
  } finally {
    for (const stage of stages) if (stage.exitCode === undefined) stage.process.return(interrupted)
  }
}

/** Runs a stage until it prints; undefined once it has ended. */
function* outputOf(stages: readonly Stage[], at: number): ShellRun<string | undefined> {
  const stage = stages[at] as Stage
  let answer: unknown
  while (stage.exitCode === undefined) {
    const step = stage.process.next(answer)
    if (step.done) {
      stage.exitCode = step.value
      break
    }
    const effect = step.value
    if (effect.type === 'print' && effect.stream === 'stdout') return effect.text
    answer = yield* answerTo(effect, stages, at)
  }
  return undefined
}

function* answerTo(effect: ShellEffect, stages: readonly Stage[], at: number): ShellRun<unknown> {
  if (at > 0 && effect.type === 'input') return yield* lineOf(stages, at - 1)
  if (effect.type === 'read' && effect.path === '-') return yield* everything(() => lineFor(stages, at))
  return yield effect
}

function* lineFor(stages: readonly Stage[], at: number): ShellRun<string | undefined> {
  return at > 0 ? yield* lineOf(stages, at - 1) : ((yield { type: 'input' }) as string | undefined)
}

/** All lines up to the end, as one text. */
function* everything(next: () => ShellRun<string | undefined>): ShellRun<string> {
  let text = ''
  for (let line = yield* next(); line !== undefined; line = yield* next()) text += `${line}\n`
  return text
}

function* lineOf(stages: readonly Stage[], at: number): ShellRun<string | undefined> {
  const stage = stages[at] as Stage
  while (stage.lines.length === 0) {
    const text = yield* outputOf(stages, at)
    if (text === undefined) {
      const rest = stage.rest
      stage.rest = ''
      return rest === '' ? undefined : rest
    }
    const parts = (stage.rest + text).split('\n')
    stage.rest = parts.pop() as string
    stage.lines.push(...parts)
  }
  return stage.lines.shift()
}

/** Lets a stage do what it has begun, up to where it would write to nobody, or wait. */
function* finish(stages: readonly Stage[], at: number): ShellRun {
  const stage = stages[at] as Stage
  let answer: unknown
  while (stage.exitCode === undefined) {
    const step = stage.process.next(answer)
    if (step.done) stage.exitCode = step.value
    else if (['wait', 'input'].includes(step.value.type) || isOutput(step.value)) {
      stage.process.return(brokenPipe)
      stage.exitCode = brokenPipe
    } else answer = yield* answerTo(step.value, stages, at)
  }
}

function isOutput(effect: ShellEffect): boolean {
  return effect.type === 'print' && effect.stream === 'stdout'
}
