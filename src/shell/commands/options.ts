import { CommandProblem } from '../process'

/** The options and the other words of a command. */
export interface Options {
  has(letter: string): boolean
  /** What was given with a letter; the last, if there are several. */
  value(letter: string): string | undefined
  readonly args: readonly string[]
}

/**
 * Reads options as getopt does: letters together, a value in the same word or the next, `--` ends them. `bare` and `valued` are the letters;
 * `long` leads from long names to letters. Throws CommandProblem (exit code 2) for others.
 */
export function optionsOf(
  words: readonly string[],
  bare: string,
  valued = '',
  long: Readonly<Record<string, string>> = {},
): Options {
  const given = new Map<string, string>()
  const args: string[] = []
  const rest = [...words]
  const takeValue = (letter: string, inWord: string) => {
    const value = inWord === '' ? rest.shift() : inWord
    if (value === undefined) throw new CommandProblem(`option requires an argument -- '${letter}'`, 2)
    given.set(letter, value)
  }
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      args.push(...rest)
      break
    }
    if (word === '-' || !word.startsWith('-')) args.push(word)
    else if (word.startsWith('--')) {
      const [name = '', value] = word.slice(2).split(/=(.*)/s)
      const letter = long[name]
      if (letter === undefined) throw new CommandProblem(`unrecognized option '--${name}'`, 2)
      if (valued.includes(letter)) takeValue(letter, value ?? '')
      else given.set(letter, '')
    } else {
      for (let i = 1; i < word.length; i++) {
        const letter = word[i] as string
        if (valued.includes(letter)) {
          takeValue(letter, word.slice(i + 1))
          break
        }
        if (!bare.includes(letter)) throw new CommandProblem(`invalid option -- '${letter}'`, 2)
        given.set(letter, '')
      }
    }
  }
  return { has: letter => given.has(letter), value: letter => given.get(letter), args }
}

/** A whole number that is not negative. Throws CommandProblem. */
export function countOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new CommandProblem(`invalid number of lines: '${text}'`)
  return Number(text)
}
