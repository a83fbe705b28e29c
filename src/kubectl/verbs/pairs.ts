import { CommandError } from '../errors'

/** Words of a command line that changes keys: what it is about, and the changes `key=value` and `key-`. */
export interface WordsAndPairs {
  readonly resources: readonly string[]
  readonly pairs: readonly string[]
}

/** Splits them; changes come last (`cmdutil.GetResourcesAndPairs`). Throws CommandError. */
export function splitPairs(args: readonly string[], pairType: string): WordsAndPairs {
  const first = args.findIndex(isPair)
  if (first < 0) return { resources: args, pairs: [] }
  const pairs = args.slice(first)
  const late = pairs.find(word => !isPair(word))
  if (late !== undefined) throw new CommandError(`all resources must be specified before ${pairType} changes: ${late}`)
  return { resources: args.slice(0, first), pairs }
}

function isPair(word: string): boolean {
  return (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-')
}

/** New values by key, and keys that go. */
export interface Changes {
  readonly added: ReadonlyMap<string, string>
  readonly removed: readonly string[]
}

/** Reads changes; a value may have `=` in it (`cmdutil.ParsePairs`). Throws CommandError. */
export function parsePairs(pairs: readonly string[], pairType: string): Changes {
  const wrong = pairs.filter(pair => !isPair(pair))
  if (wrong.length > 0) throw new CommandError(`invalid ${pairType} format: ${wrong.join(', ')}`)
  const isNew = (pair: string) => pair.includes('=') && !pair.startsWith('=')
  const added = pairs.filter(isNew).map(pair => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
  return { added: new Map(added), removed: pairs.filter(pair => !isNew(pair)).map(pair => pair.slice(0, -1)) }
}
