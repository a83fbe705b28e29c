import type { Command } from './command'

/** Commands that a mistyped word may have meant (cobra's `SuggestionsFor`): two edits away, begun the same, or known as another's name. */
export function suggestionsFor(root: Command, word: string): readonly string[] {
  return (root.commands ?? [])
    .filter(({ name }) => name !== 'help')
    .filter(
      ({ name, suggestFor }) =>
        distance(word.toLowerCase(), name.toLowerCase()) <= 2 ||
        name.toLowerCase().startsWith(word.toLowerCase()) ||
        suggestFor?.some(other => other.toLowerCase() === word.toLowerCase()),
    )
    .map(({ name }) => name)
}

/** Levenshtein's distance. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[to.length] as number
}
