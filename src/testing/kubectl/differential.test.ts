import { describe, expect, test } from 'vitest'
import type { World } from '../../world'
import { type Line, linesOf } from './lines'
import { ours } from './ours'
import { outcomeText, readRecording } from './recording'
import { worldNames } from './world-builders'
import { type KeptWorld, keptWorld, worldAt } from './worlds'

describe.each(worldNames)('in the world %s', name => {
  const recording = readRecording(name)
  const openWorld = worldsFrom(keptWorld(name))

  test.each(linesOf(name).map(line => [line.text, line] as const))('kubectl %s', (text, line) => {
    const theirs = recording.get(text)
    expect(theirs, 'not recorded yet: npm run kubectl:record').toBeDefined()
    expect(saidTo(line, openWorld())).toBe(theirs?.map(outcomeText).join(''))
  })
})

function saidTo(line: Line, world: World): string {
  return ours(line, world).map(outcomeText).join('')
}

/** Opens the world for each line; the same one again where the line before it wrote nothing. */
function worldsFrom(kept: KeptWorld): () => World {
  let world: World | undefined
  return () => {
    if (world?.store.revision !== kept.snapshot.revision) world = worldAt(kept)
    return world as World
  }
}
