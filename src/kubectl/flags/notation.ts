/** The types of values that kubectl's flags take, by pflag's names. */
export type FlagType =
  | 'bool'
  | 'duration'
  | 'int'
  | 'int32'
  | 'int64'
  | 'string'
  | 'stringArray'
  | 'stringSlice'
  | 'stringToString'

/** One flag of a command. */
export interface Flag {
  readonly name: string
  /** One letter. */
  readonly short?: string
  readonly type: FlagType
  readonly initial: string
  /** The value of the bare flag; without it, the flag needs an argument. */
  readonly bare?: string
  readonly isRequired?: boolean
  /** What is said to somebody who still uses it; such flags are not listed. */
  readonly deprecated?: string
}

const line = /^(?:-(\w) )?--([\w-]+) (\w+)(?: =(\S+))?(?: \?(\S+))?( !)?(?: ~(.+))?$/

/**
 * Flags written one a line: `-o --output string`, `--chunk-size int64 =500` (its default), `--cascade string =background ?background` (what it
 * means without a value), `--image string !` (required), `--record bool ~will go away` (deprecated). Lists start empty, numbers at 0.
 */
export function flagsOf(notation: string): readonly Flag[] {
  return notation
    .split('\n')
    .map(text => text.trim())
    .filter(text => text !== '')
    .map(flagOf)
}

function flagOf(text: string): Flag {
  const [, short, name = '', type = '', initial, bare, isRequired, deprecated] = line.exec(text) ?? []
  if (name === '') throw new Error(`no flag: ${text}`)
  const meaning = type === 'bool' ? 'true' : bare
  return {
    name,
    type: type as FlagType,
    initial: initial ?? initialOf(type as FlagType),
    ...(short !== undefined && { short }),
    ...(meaning !== undefined && { bare: meaning }),
    ...(isRequired && { isRequired: true }),
    ...(deprecated !== undefined && { deprecated }),
  }
}

function initialOf(type: FlagType): string {
  if (type === 'bool') return 'false'
  if (type === 'duration') return '0s'
  return type.startsWith('int') ? '0' : ''
}
