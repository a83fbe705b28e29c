import { isRecord } from '../../base'
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

type Record = Readonly<{ [key: string]: unknown }>

/** The merge patch that makes `after` of `before`; `{}` when nothing differs (`jsonpatch.CreateMergePatch`). */
export function mergePatchBetween(before: Record, after: Record): Record {
  const patch: { [key: string]: unknown } = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key], after[key]]
    if (now === undefined) {
      if (old !== undefined) patch[key] = null
    } else if (isRecord(old) && isRecord(now)) {
      const inside = mergePatchBetween(old, now)
      if (Object.keys(inside).length > 0) patch[key] = inside
    } else if (JSON.stringify(old) !== JSON.stringify(now)) patch[key] = now
  }
  return patch
}
