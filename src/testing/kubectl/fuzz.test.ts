import { expect, test } from 'vitest'
import { randomWords } from './grammar'
import { ours } from './ours'
import { readVerdicts, verdictOf } from './verdicts'
import { keptWorld, worldAt } from './worlds'

test('random lines are accepted or refused as by the real kubectl', { timeout: 120_000 }, () => {
  const kept = keptWorld('young-set')
  let world = worldAt(kept)
  const { revision } = world.store
  const wrong: string[] = []
  for (const [number, theirs] of [...readVerdicts()].entries()) {
    const words = randomWords(number)
    // What comes of `edit` is up to the editor, and nobody is there to edit.
    if (theirs === '?' || words[0] === 'edit') continue
    const [outcome] = ours({ text: '', commands: [{ words }] }, world)
    const verdict = outcome ? verdictOf(outcome) : '?'
    if (verdict !== theirs) wrong.push(`${verdict} instead of ${theirs}: ${number} kubectl ${words.join(' ')}`)
    if (world.store.revision !== revision) world = worldAt(kept)
  }
  expect(wrong.join('\n')).toBe('')
})
