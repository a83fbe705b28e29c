import { readFileSync } from 'node:fs'
import { chance } from '../../sim'
import { folder } from './folder'

/** What random command lines are made of: `conformance/kubectl/grammar.txt`. */
interface Grammar {
  /** Command lines as they should be, with `<slots>`. */
  readonly forms: readonly string[]
  readonly slots: ReadonlyMap<string, readonly string[]>
  /** By verb. */
  readonly flags: ReadonlyMap<string, readonly string[]>
  /** Words and flags that nobody expects. */
  readonly absurd: ReadonlyMap<string, readonly string[]>
}

const seed = 137
/** How often something stands where nobody expects it. */
const absurdity = 0.12
const grammar = readGrammar(readFileSync(`${folder}/grammar.txt`, 'utf8'))

function readGrammar(text: string): Grammar {
  const [, slots = '', flags = '', absurd = '', forms = ''] = text.split(/^## .*\n/m)
  return { slots: listsIn(slots), flags: listsIn(flags), absurd: listsIn(absurd), forms: forms.trim().split('\n') }
}

/** `name: a | b` in each line; lines of the same name belong together. */
function listsIn(text: string): Map<string, readonly string[]> {
  const lists = new Map<string, readonly string[]>()
  for (const line of text.trim().split('\n')) {
    const at = line.indexOf(': ')
    const name = line.slice(0, at)
    const words = line
      .slice(at + 2)
      .split(' | ')
      .map(word => (word === '""' ? '' : word))
    lists.set(name, [...(lists.get(name) ?? []), ...words])
  }
  return lists
}

/** The random command line of a number: the same one for ever, as its words. Most make sense, but for a word or two. */
export function randomWords(number: number): readonly string[] {
  const { forms, slots, flags, absurd } = grammar
  const pick = (items: readonly string[] | undefined, ...key: readonly (string | number)[]): string =>
    items?.[Math.floor(chance(seed, number, ...key) * items.length)] ?? ''
  const isLikely = (likelihood: number, ...key: readonly (string | number)[]) =>
    chance(seed, number, ...key) < likelihood
  const form = pick(forms, 'form').split(' ')
  const words = form.flatMap((word, i) => {
    const filled = word.replace(/<(\w+)>/g, (_, slot: string) =>
      pick(isLikely(absurdity, 'absurd slot', i) ? absurd.get('words') : slots.get(slot), 'slot', i),
    )
    if (i > 0 && isLikely(absurdity / 3, 'left out', i)) return []
    const given = word === '<patch>' ? [filled] : filled.split(' ')
    return isLikely(absurdity / 3, 'twice', i) ? [...given, ...given] : given
  })
  // People try what they know from `get` with verbs that have no flags of their own.
  const fitting = flags.get(form[0] as string) ?? flags.get('get')
  for (let i = 0; i < 3; i++) {
    if (!isLikely(0.4, 'flag?', i)) continue
    const [flag = '', ...value] = pick(
      isLikely(absurdity, 'absurd flag', i) ? absurd.get('flags') : fitting,
      'flag',
      i,
    ).split(' ')
    words.push(flag, ...(value.length > 0 ? [value.join(' ')] : []))
  }
  return words
}
