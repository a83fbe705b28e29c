import { expect, test } from 'vitest'
import { differences, differenceText, readVerdicts, verdictsWanted } from './verdicts'

/** Every so many lines one is played here; `npm run kubectl:fuzz -- --check` plays all. */
const step = 5

test('random lines are accepted or refused as by the real kubectl', { timeout: 120_000 }, () => {
  expect(readVerdicts()).toHaveLength(verdictsWanted)
  expect(differences(step).map(differenceText).join('\n')).toBe('')
})
