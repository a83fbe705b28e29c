import { CommandError } from '../errors'
import type { Flag } from './notation'
import { FlagValues } from './values'

/** A command line after its command's name. */
export interface ParsedLine {
  readonly flags: FlagValues
  /** What is no flag. */
  readonly args: readonly string[]
  /** How many of `args` stand before `--`; undefined without one. */
  readonly argsBeforeDash: number | undefined
  /** `--name=value` for each flag, in the order in which they stand. */
  readonly given: readonly string[]
  /** Deprecation notes for flags that were used. */
  readonly notes: readonly string[]
}

/** Reads flags and arguments in any order, as pflag does. Throws CommandError with pflag's words. */
export function parseLine(words: readonly string[], flags: readonly Flag[]): ParsedLine {
  const reader = new Reader(flags)
  const rest = [...words]
  while (rest.length > 0) {
    const word = rest.shift() as string
    if (word === '--') {
      reader.argsBeforeDash = reader.args.length
      reader.args.push(...rest)
      break
    }
    if (word.startsWith('--')) reader.long(word, rest)
    else if (word.startsWith('-') && word !== '-') reader.short(word, rest)
    else reader.args.push(word)
  }
  const { values, args, argsBeforeDash, notes, given } = reader
  return { flags: values, args, argsBeforeDash, notes, given }
}

/** A letter as Go shows the first byte of it. */
function firstByte(letter: string): string {
  return String.fromCharCode(new TextEncoder().encode(letter)[0] ?? 0)
}

class Reader {
  readonly values: FlagValues
  readonly args: string[] = []
  readonly notes: string[] = []
  readonly given: string[] = []
  argsBeforeDash: number | undefined
  private readonly flags: readonly Flag[]

  constructor(flags: readonly Flag[]) {
    this.flags = flags
    this.values = new FlagValues(flags)
  }

  long(word: string, rest: string[]): void {
    const [, name = '', hasValue, value = ''] = /^--([^=]*)(=)?([\s\S]*)$/.exec(word) ?? []
    if (name === '' || name.startsWith('-')) throw new CommandError(`bad flag syntax: ${word}`)
    const normal = name.replaceAll('_', '-')
    const flag = this.flags.find(each => each.name === normal)
    if (!flag) throw new CommandError(`unknown flag: --${name}`)
    const given = hasValue ? value : (flag.bare ?? rest.shift())
    if (given === undefined) throw new CommandError(`flag needs an argument: --${name}`)
    this.set(flag, given)
  }

  short(word: string, rest: string[]): void {
    let letters = word.slice(1)
    while (letters !== '') {
      const letter = letters[0] as string
      const flag = this.flags.find(each => each.short === letter)
      if (!flag) throw new CommandError(`unknown shorthand flag: '${firstByte(letter)}' in -${letters}`)
      const isGiven = letters.length > 2 && letters[1] === '='
      const isBare = !isGiven && flag.bare !== undefined
      const value = isGiven ? letters.slice(2) : (flag.bare ?? (letters.slice(1) || rest.shift()))
      if (value === undefined) throw new CommandError(`flag needs an argument: '${letter}' in -${letters}`)
      this.set(flag, value)
      letters = isBare ? letters.slice(1) : ''
    }
  }

  private set(flag: Flag, text: string): void {
    const { name, short, deprecated } = flag
    const error = this.values.set(flag, text)
    if (error !== undefined) {
      const shown = short === undefined ? `--${name}` : `-${short}, --${name}`
      throw new CommandError(`invalid argument ${JSON.stringify(text)} for "${shown}" flag: ${error}`)
    }
    this.given.push(`--${name}=${text}`)
    if (deprecated !== undefined) this.notes.push(`Flag --${name} has been deprecated, ${deprecated}`)
  }
}
