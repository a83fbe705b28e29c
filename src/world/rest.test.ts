import { describe, expect, test } from 'vitest'
import { minute } from '../sim'
import type { Commit } from '../store'
import { playSetStory } from '../testing/set-story'
import { createWorld, type World } from '.'
import { isNoticeable } from './noticeable'

/** A world in which everything has come to rest after a long story. */
function atRest(seed = 3): World {
  const world = createWorld({ seed, machines: 3 })
  playSetStory(world)
  world.run(world.now + 10 * minute)
  return world
}

function commitsSince(world: World, revision: number): readonly Commit[] {
  const commits = world.store.changesSince(revision)
  if (commits === 'compacted') throw new Error('compacted')
  return commits
}

describe('at rest', () => {
  test.each([3, 4, 5])('waking everybody writes nothing but heartbeats (seed %i)', seed => {
    const world = atRest(seed)
    const fork = world.fork(world.store.revision)
    fork.run(fork.now + minute)
    const written = commitsSince(fork, world.store.revision).filter(isNoticeable)
    expect(written.map(({ cause }) => `${cause.actor} ${cause.verb} ${cause.object}`)).toEqual([])
  })

  test('nor do controllers change their notes', () => {
    const world = atRest()
    const fork = world.fork(world.store.revision)
    fork.run(fork.now + minute)
    const notes = commitsSince(fork, world.store.revision).filter(({ changes }) =>
      changes.some(({ kind }) => kind === 'Memo'),
    )
    expect(notes.map(({ cause }) => cause.actor)).toEqual([])
  })
})

describe('a lab left alone', () => {
  const size = (world: World) => [...world.store.objects()].length

  test('does not grow in an hour: what there is only gets less', () => {
    const world = atRest()
    const before = size(world)
    world.run(world.now + 5 * minute)
    expect(size(world)).toBeLessThanOrEqual(before)
    world.run(world.now + 60 * minute)
    const after = size(world)
    expect(after).toBeLessThan(before)
    world.run(world.now + 60 * minute)
    expect(size(world)).toBe(after)
  })

  test('its log grows only by what nodes say of themselves every five minutes', () => {
    const world = atRest()
    world.run(world.now + 60 * minute)
    const from = world.store.revision
    world.run(world.now + 60 * minute)
    const kept = commitsSince(world, from)
    expect(kept.filter(isNoticeable)).toEqual([])
    const machines = 3
    expect(kept.length).toBeLessThanOrEqual(machines * 12 + machines)
  })

  test('its controllers are hardly ever awake', () => {
    const world = atRest()
    let steps = 0
    world.run(world.now + 60 * minute, () => {
      steps++
      return false
    })
    // Three kubelets renew a Lease six times a minute; the rest is looking whether they did.
    expect(steps / 60).toBeLessThan(32)
  })
})
