import { print, printError, sleep as sleepMs } from '../../kubectl'
import { CommandProblem, type Program } from '../process'
import { allLines, eachLine } from './lines'
import { optionsOf } from './options'

/** Its words, as they are. */
export const echo: Program = {
  name: 'echo',
  usage: '[-n] [TEXT…]',
  short: 'its words',
  *run({ words }) {
    const isBare = words[0] === '-n'
    yield* print(`${(isBare ? words.slice(1) : words).join(' ')}${isBare ? '' : '\n'}`)
    return 0
  },
}

/** Files one after the other, or standard input as it comes. */
export const cat: Program = {
  name: 'cat',
  usage: '[FILE…]',
  short: 'manifests of the page, or what is piped in',
  *run({ words }) {
    yield* eachLine(optionsOf(words, 'u').args, function* (line) {
      yield* print(`${line}\n`)
      return false
    })
    return 0
  },
}

/** The manifests of the page. */
export const ls: Program = {
  name: 'ls',
  usage: '',
  short: 'the manifests of the page',
  *run({ words }) {
    const names = (yield { type: 'files' }) as readonly string[]
    const wanted = words.filter(word => !word.startsWith('-'))
    const missing = wanted.filter(name => !names.includes(name))
    for (const name of missing) yield* printError(`ls: cannot access '${name}': No such file or directory\n`)
    for (const name of wanted.length > 0 ? wanted : names) if (names.includes(name)) yield* print(`${name}\n`)
    return missing.length > 0 ? 2 : 0
  },
}

const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Lets the cluster's time pass. */
export const sleep: Program = {
  name: 'sleep',
  usage: 'SECONDS | 5m',
  short: "wait, in the cluster's time",
  *run({ words }) {
    if (words.length === 0) throw new CommandProblem('missing operand')
    let ms = 0
    for (const word of words) {
      const [, number, unit = 's'] = /^(\d+(?:\.\d+)?|\.\d+)([smhd])?$/.exec(word) ?? []
      if (number === undefined) throw new CommandProblem(`invalid time interval '${word}'`)
      ms += Number(number) * (unitsMs[unit] ?? 1000)
    }
    yield* sleepMs(ms)
    return 0
  },
}

/** Empties the screen. */
export const clear: Program = {
  name: 'clear',
  usage: '',
  short: 'an empty screen (Ctrl+L)',
  *run() {
    yield { type: 'clear' }
    return 0
  },
}

/** The lines typed so far. */
export const history: Program = {
  name: 'history',
  usage: '',
  short: 'the lines typed so far (arrow up, or Ctrl+R to search)',
  *run() {
    const lines = (yield { type: 'history' }) as readonly string[]
    for (const [i, line] of lines.entries()) yield* print(`${String(i + 1).padStart(5)}  ${line}\n`)
    return 0
  },
}

/** Words from standard input, behind those of a command. */
export const xargs: Program = {
  name: 'xargs',
  usage: '[-n N] [-I {}] COMMAND…',
  short: 'a command with words from what is piped in',
  *run({ words, run }) {
    const at = words.findIndex((word, i) => !word.startsWith('-') && !/^-[nI]$/.test(words[i - 1] ?? ''))
    const options = optionsOf(at < 0 ? words : words.slice(0, at), 'rt', 'nI')
    const command = at < 0 ? ['echo'] : words.slice(at)
    const lines = yield* allLines([])
    const mark = options.value('I')
    const items = mark === undefined ? lines.flatMap(line => line.match(/\S+/g) ?? []) : lines.map(line => line.trim())
    const size = mark === undefined ? Number(options.value('n') ?? items.length) || 1 : 1
    let exitCode = 0
    for (let i = 0; i < items.length; i += size) {
      const group = items.slice(i, i + size)
      const line =
        mark === undefined ? [...command, ...group] : command.map(word => word.replaceAll(mark, group[0] as string))
      if ((yield* run(line)) !== 0) exitCode = 123
    }
    return exitCode
  },
}

/** Success. */
export const yes: Program = {
  name: 'true',
  usage: '',
  short: 'success',
  *run() {
    yield* print('')
    return 0
  },
}

/** Failure. */
export const no: Program = {
  name: 'false',
  usage: '',
  short: 'failure',
  *run() {
    yield* print('')
    return 1
  },
}
