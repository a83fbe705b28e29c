import { printError, start } from '../../kubectl'
import { programs } from '../commands'
import { type Call, CommandProblem, type Session, type ShellRun } from '../process'
import { type Part, type Pipeline, parse, type Script, type SimpleCommand, SyntaxProblem, type Word } from '../syntax'
import { piped } from './pipe'
import { redirected } from './redirect'

/** A shell that has just begun. */
export function newSession(): Session {
  return { variables: new Map(), exitCode: 0 }
}

/** Runs a line, or several; returns the exit code, which is `$?` from then on. */
export function* runLine(line: string, session: Session): ShellRun<number> {
  let script: Script
  try {
    script = parse(line)
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error
    yield* printError(`${error.message}\n`)
    session.exitCode = 2
    return 2
  }
  return yield* runScript(script, session)
}

function* runScript(script: Script, session: Session): ShellRun<number> {
  for (const { when, pipeline } of script) {
    if (when === 'success' && session.exitCode !== 0) continue
    if (when === 'failure' && session.exitCode === 0) continue
    session.exitCode = yield* runPipeline(pipeline, session)
  }
  return session.exitCode
}

function* runPipeline({ commands, isNegated }: Pipeline, session: Session): ShellRun<number> {
  const processes = commands.map(command => reported(command, session))
  const exitCode = yield* piped(processes)
  return isNegated ? Number(exitCode === 0) : exitCode
}

/** A command; what goes wrong on the way to it is its failure. */
function* reported(command: SimpleCommand, session: Session): ShellRun<number> {
  try {
    return yield* runCommand(command, session)
  } catch (error) {
    return yield* report(undefined, error)
  }
}

function* runCommand(command: SimpleCommand, session: Session): ShellRun<number> {
  const { assignments, words, redirects } = command
  const values: (readonly [name: string, value: string])[] = []
  for (const { name, value } of assignments) values.push([name, yield* textOf(value, session)])
  const expanded: string[] = []
  for (const word of words) expanded.push(...(yield* fieldsOf(word, session)))
  if (words.length === 0) for (const [name, value] of values) session.variables.set(name, value)
  if (expanded.length === 0 && redirects.length === 0) return 0
  const process = runWords(expanded, session)
  return redirects.length === 0 ? yield* process : yield* redirected(process, redirects, word => textOf(word, session))
}

function* runWords([name, ...words]: readonly string[], session: Session): ShellRun<number> {
  if (name === undefined) return 0
  if (name === 'kubectl' || name === 'k') return yield* start(words)
  const program = programs.get(name)
  if (!program) {
    yield* printError(
      `${name}: command not found. This small shell knows kubectl (k), ${[...programs.keys()].join(', ')}\n`,
    )
    return 127
  }
  try {
    return yield* program.run(callOf(name, words, session))
  } catch (error) {
    return yield* report(name, error)
  }
}

function callOf(name: string, words: readonly string[], session: Session): Call {
  return {
    name,
    words,
    session,
    run: others => runWords(others, session),
    outputOf: script => outputOf(parse(script), session),
  }
}

function* report(name: string | undefined, error: unknown): ShellRun<number> {
  const message = error instanceof Error ? error.message : String(error)
  yield* printError(name === undefined ? `${message}\n` : `${name}: ${message}\n`)
  return error instanceof CommandProblem ? error.exitCode : error instanceof SyntaxProblem ? 2 : 1
}

/** What a script prints to standard output. */
function* outputOf(script: Script, session: Session): ShellRun<string> {
  const process = runScript(script, session)
  let text = ''
  try {
    let step = process.next()
    while (!step.done) {
      const effect = step.value
      if (effect.type === 'print' && effect.stream === 'stdout') {
        text += effect.text
        step = process.next()
      } else step = process.next(yield effect)
    }
  } finally {
    process.return(130)
  }
  return text
}

/** The words that a word becomes: what is not quoted is split at blanks, and may vanish. */
function* fieldsOf(word: Word, session: Session): ShellRun<readonly string[]> {
  const fields: string[] = []
  let open: string | undefined
  for (const part of word) {
    const text = yield* partText(part, session)
    if (part.isQuoted || part.type === 'text') {
      open = (open ?? '') + text
      continue
    }
    const pieces = text.split(/[ \t\n]+/)
    for (const [i, piece] of pieces.entries()) {
      if (i > 0 && open !== undefined) fields.push(open)
      if (i > 0) open = undefined
      if (piece !== '') open = (open ?? '') + piece
    }
  }
  if (open !== undefined) fields.push(open)
  return fields
}

function* textOf(word: Word, session: Session): ShellRun<string> {
  let text = ''
  for (const part of word) text += yield* partText(part, session)
  return text
}

function* partText(part: Part, session: Session): ShellRun<string> {
  if (part.type === 'text') return part.text
  if (part.type === 'output') return (yield* outputOf(part.script, session)).replace(/\n+$/, '')
  if (part.name === '?') return String(session.exitCode)
  return session.variables.get(part.name) ?? ''
}
