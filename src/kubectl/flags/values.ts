import { parseBool, parseCommaSeparated, parseDuration, parseInteger } from './go-values'
import type { Flag } from './notation'

/** The values that a command line gave to the flags of its command. */
export class FlagValues {
  readonly flags: readonly Flag[]
  private readonly values = new Map<string, string | readonly string[]>()

  constructor(flags: readonly Flag[]) {
    this.flags = flags
  }

  /** Sets a flag from a text; the words of the error where it does not fit. */
  set(flag: Flag, text: string): string | undefined {
    const { name, type } = flag
    if (type === 'stringSlice') {
      const values = parseCommaSeparated(text)
      if (typeof values === 'string') return values
      this.values.set(name, [...this.list(name), ...values])
    } else if (type === 'stringArray') this.values.set(name, [...this.list(name), text])
    else if (type === 'stringToString') {
      const pairs = text === '' ? [] : text.split(',')
      const wrong = pairs.find(pair => !pair.includes('='))
      if (wrong !== undefined) return `${wrong} must be formatted as key=value`
      this.values.set(name, [...this.list(name), ...pairs])
    } else {
      const error = wordsOfError(flag, text)
      if (error !== undefined) return error
      this.values.set(name, text)
    }
    return undefined
  }

  /** Whether the command line has the flag. */
  isSet(name: string): boolean {
    return this.values.has(name)
  }

  /** The text of a flag, or its default. */
  text(name: string): string {
    const value = this.values.get(name)
    return typeof value === 'string' ? value : this.initial(name)
  }

  bool(name: string): boolean {
    return parseBool(this.text(name)) ?? false
  }

  number(name: string): number {
    const value = parseInteger(this.text(name), 64)
    return typeof value === 'number' ? value : 0
  }

  /** Milliseconds. */
  duration(name: string): number {
    const value = parseDuration(this.text(name))
    return typeof value === 'number' ? value : 0
  }

  list(name: string): readonly string[] {
    const value = this.values.get(name)
    if (Array.isArray(value)) return value
    const initial = this.initial(name)
    return initial === '' ? [] : initial.split(',')
  }

  /** Whether the command has such a flag at all. */
  has(name: string): boolean {
    return this.flags.some(flag => flag.name === name)
  }

  private initial(name: string): string {
    return this.flags.find(flag => flag.name === name)?.initial ?? ''
  }
}

function wordsOfError({ type }: Flag, text: string): string | undefined {
  let parsed: unknown
  if (type === 'bool') {
    if (parseBool(text) === undefined) return `strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`
  } else if (type === 'duration') parsed = parseDuration(text)
  else if (type !== 'string') parsed = parseInteger(text, type === 'int32' ? 32 : 64)
  return typeof parsed === 'string' ? parsed : undefined
}
