import { describe, expect, test } from 'vitest'
import { type Line, linesOf } from './lines'
import { ours } from './ours'
import { outcomeText, readRecording } from './recording'
import { worldNames } from './world-builders'
import { type KeptWorld, keptWorld, worldAt } from './worlds'

describe.each(worldNames)('in the world %s', name => {
  const recording = readRecording(name)
  const kept = keptWorld(name)

  test.each(linesOf(name).map(line => [line.text, line] as const))('kubectl %s', (text, line) => {
    const theirs = recording.get(text)
    expect(theirs, 'not recorded yet: npm run kubectl:record').toBeDefined()
    expect(saidTo(line, kept)).toBe(theirs?.map(outcomeText).join(''))
  })
})

function saidTo(line: Line, kept: KeptWorld): string {
  return ours(line, worldAt(kept)).map(outcomeText).join('')
}
