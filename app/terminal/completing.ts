import type { Completion } from '../../src/shell'

/** What a Tab adds to a line, and what there is to choose from, where it adds nothing. */
export interface Completed {
  readonly addition: string
  readonly choices: readonly string[]
}

/** What a completion means for a line whose cursor stands there. Behind a single word comes a blank, unless the word goes on. */
export function completed({ from, words }: Completion, cursor: number): Completed {
  const typed = cursor - from
  const [only, ...others] = words
  if (only === undefined) return { addition: '', choices: [] }
  if (others.length === 0) return { addition: only.slice(typed) + (/[=/]$/.test(only) ? '' : ' '), choices: [] }
  const addition = commonStart(words).slice(typed)
  return { addition, choices: addition === '' ? words : [] }
}

function commonStart(words: readonly string[]): string {
  return words.reduce((start, word) => {
    let length = 0
    while (length < start.length && start[length] === word[length]) length++
    return start.slice(0, length)
  })
}
