import { now, print, readFile, waitForChange } from '../../kubectl'
import type { Program, ShellRun } from '../process'
import { allLines, eachLine } from './lines'
import { countOf, optionsOf } from './options'

/** `-5` is `-n 5`. */
function modern(words: readonly string[]): readonly string[] {
  return words.map(word => word.replace(/^-(\d+)$/, '-n$1'))
}

/** The first lines. */
export const head: Program = {
  name: 'head',
  usage: '[-n N] [FILE…]',
  short: 'the first lines',
  *run({ words }) {
    const options = optionsOf(modern(words), '', 'n', { lines: 'n' })
    let left = countOf(options.value('n') ?? '10')
    if (left === 0) return 0
    yield* eachLine(options.args, function* (line) {
      yield* print(`${line}\n`)
      return --left === 0
    })
    return 0
  },
}

/** The last lines. */
export const tail: Program = {
  name: 'tail',
  usage: '[-f] [-n N | -n +N] [FILE…]',
  short: 'the last lines; -f goes on as a file grows',
  *run({ words }) {
    const options = optionsOf(modern(words), 'f', 'n', { lines: 'n', follow: 'f' })
    const wanted = options.value('n') ?? '10'
    if (wanted.startsWith('+')) {
      let skipped = countOf(wanted.slice(1)) - 1
      yield* eachLine(options.args, function* (line) {
        if (skipped-- <= 0) yield* print(`${line}\n`)
        return false
      })
      return 0
    }
    const count = countOf(wanted)
    const lines = yield* allLines(options.args)
    for (const line of count === 0 ? [] : lines.slice(-count)) yield* print(`${line}\n`)
    const [file] = options.args
    if (options.has('f') && file !== undefined) yield* follow(file)
    return 0
  },
}

const lookEveryMs = 1000

function* follow(file: string): ShellRun<never> {
  let seen = (yield* readFile(file)) ?? ''
  for (;;) {
    yield* waitForChange((yield* now()) + lookEveryMs)
    const text = (yield* readFile(file)) ?? ''
    if (text.startsWith(seen)) yield* print(text.slice(seen.length))
    seen = text
  }
}
