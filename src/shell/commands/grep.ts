import { print } from '../../kubectl'
import { CommandProblem, type Program, type ShellRun } from '../process'
import { eachLine } from './lines'
import { countOf, type Options, optionsOf } from './options'
import { patternOf } from './pattern'

const long = {
  'invert-match': 'v',
  'ignore-case': 'i',
  'extended-regexp': 'E',
  count: 'c',
  'after-context': 'A',
  'before-context': 'B',
  context: 'C',
}

/** Lines that match, as they come. */
export const grep: Program = {
  name: 'grep',
  usage: '[-viEFcnowq] [-A N] [-B N] [-C N] PATTERN [FILE…]',
  short: 'lines that match',
  *run({ words }) {
    const options = optionsOf(words, 'viEFcnowqh', 'ABCem', long)
    const [first, ...others] = options.args
    const text = options.value('e') ?? first
    if (text === undefined) throw new CommandProblem('usage: grep [-viEFcnowq] [-A N] [-B N] PATTERN [FILE…]', 2)
    const files = options.has('e') ? options.args : others
    const found = yield* search(options, text, files)
    if (options.has('c')) yield* print(`${found}\n`)
    return found > 0 ? 0 : 1
  },
}

function* search(options: Options, text: string, files: readonly string[]): ShellRun<number> {
  const pattern = patternOf(text, {
    isExtended: options.has('E'),
    isFixed: options.has('F'),
    ignoresCase: options.has('i'),
    isWord: options.has('w'),
  })
  const context = options.value('C') ?? '0'
  const after = countOf(options.value('A') ?? context)
  const before = countOf(options.value('B') ?? context)
  const most = options.has('m') ? countOf(options.value('m') as string) : Number.POSITIVE_INFINITY
  const isSilent = options.has('c') || options.has('q')
  const shown = (number: number, sign: string, line: string) =>
    isSilent ? print('') : print(`${options.has('n') ? `${number}${sign}` : ''}${line}\n`)
  let number = 0
  let found = 0
  let lastShown = 0
  let stillAfter = 0
  let earlier: string[] = []
  yield* eachLine(files, function* (line) {
    number++
    const matches = line.match(pattern)
    if ((matches !== null) === options.has('v')) {
      if (stillAfter-- > 0) {
        yield* shown(number, '-', line)
        lastShown = number
      } else earlier = before === 0 ? [] : [...earlier, line].slice(-before)
      return found >= most && stillAfter <= 0
    }
    found++
    const from = number - earlier.length
    if (after + before > 0 && lastShown > 0 && from > lastShown + 1 && !isSilent) yield* print('--\n')
    for (const [i, text] of earlier.entries()) yield* shown(from + i, '-', text)
    if (options.has('o') && matches) for (const match of matches) yield* shown(number, ':', match)
    else yield* shown(number, ':', line)
    earlier = []
    lastShown = number
    stillAfter = after
    return options.has('q') || (found >= most && after === 0)
  })
  return found
}
