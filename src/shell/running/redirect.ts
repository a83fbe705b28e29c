import { readFile, writeFile } from '../../kubectl'
import { CommandProblem, type ShellEffect, type ShellRun } from '../process'
import type { Redirect, Stream, Word } from '../syntax'

/** A file that is being written, with all that stands in it. */
interface OpenFile {
  readonly path: string
  text: string
}

type Place = Stream | OpenFile
type Places = Readonly<Record<Stream, Place>>

interface Opened {
  readonly stdin: string | undefined
  readonly places: Places
}

const nowhere = '/dev/null'

/** Runs a process with its input and output somewhere else. `expand` makes a text of a word. Throws CommandProblem where a file is missing. */
export function* redirected(
  process: ShellRun<number>,
  redirects: readonly Redirect[],
  expand: (word: Word) => ShellRun<string>,
): ShellRun<number> {
  const { stdin, places } = yield* open(redirects, expand)
  const lines = stdin === undefined ? undefined : linesOf(stdin)
  const answerTo = function* (effect: ShellEffect): ShellRun<unknown> {
    if (lines && effect.type === 'input') return lines.shift()
    if (lines && effect.type === 'read' && effect.path === '-')
      return lines
        .splice(0)
        .map(line => `${line}\n`)
        .join('')
    if (effect.type !== 'print') return yield effect
    yield* printTo(places[effect.stream], effect.text)
    return undefined
  }
  try {
    let step = process.next()
    while (!step.done) step = process.next(yield* answerTo(step.value))
    return step.value
  } finally {
    process.return(0)
  }
}

function* open(redirects: readonly Redirect[], expand: (word: Word) => ShellRun<string>): ShellRun<Opened> {
  let stdin: string | undefined
  let places: Places = { stdout: 'stdout', stderr: 'stderr' }
  for (const redirect of redirects) {
    if (redirect.type === 'join') {
      places = { ...places, [redirect.stream]: places[redirect.into] }
      continue
    }
    const text = yield* expand(redirect.word)
    if (redirect.type === 'here') stdin = text
    else if (redirect.type === 'from') stdin = yield* read(text)
    else {
      const place = yield* openFile(text, redirect.isAppending)
      places = redirect.stream === 'both' ? { stdout: place, stderr: place } : { ...places, [redirect.stream]: place }
    }
  }
  return { stdin, places }
}

function* read(path: string): ShellRun<string> {
  if (path === nowhere) return ''
  const text = yield* readFile(path)
  if (text === undefined) throw new CommandProblem(`${path}: No such file or directory`)
  return text
}

function* openFile(path: string, isAppending: boolean): ShellRun<OpenFile> {
  const file = { path, text: isAppending ? ((yield* readFile(path)) ?? '') : '' }
  yield* save(file)
  return file
}

function* save({ path, text }: OpenFile): ShellRun {
  if (path !== nowhere && !(yield* writeFile(path, text))) throw new CommandProblem(`${path}: cannot be written`)
}

function* printTo(place: Place, text: string): ShellRun {
  if (typeof place === 'string') yield { type: 'print', stream: place, text }
  else {
    place.text += text
    yield* save(place)
  }
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
