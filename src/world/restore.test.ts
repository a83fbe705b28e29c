import { describe, expect, test } from 'vitest'
import { minute, second } from '../sim'
import type { Commit } from '../store'
import { begin, essenceOf, playSetStory, setStory } from '../testing/set-story'
import { createWorld, restoreWorld, type World } from '.'

/** What a file would hold of a world: without what was before each change, and as text. */
function saved(world: World, beforeTime: number): { readonly snapshot: string; readonly commits: string } {
  const snapshot = world.store.snapshotBefore(beforeTime)
  const commits = world.store.changesSince(snapshot.revision) as readonly Commit[]
  const bare = commits.map(commit => ({ ...commit, changes: commit.changes.map(({ before: _, ...change }) => change) }))
  return { snapshot: JSON.stringify(snapshot), commits: JSON.stringify(bare) }
}

function restored(world: World, beforeTime = world.now): World {
  const { snapshot, commits } = saved(world, beforeTime)
  const { seed, now } = world
  return restoreWorld({ seed, hasMachines: true, snapshot: JSON.parse(snapshot), commits: JSON.parse(commits), now })
}

describe('a world that is restored', () => {
  test.each([0, second, 10 * minute])('holds what the other held, with a snapshot that is %i ms old', ageMs => {
    const world = createWorld({ seed: 5, machines: 3 })
    playSetStory(world)
    const copy = restored(world, world.now - ageMs)
    expect(copy.store.revision).toBe(world.store.revision)
    expect(copy.now).toBe(world.now)
    const [wanted, found] = [world.store.at(), copy.store.at()]
    for (const kind of new Set([...world.store.objects()].map(object => object.kind).concat('Memo')))
      expect([kind, ...found.list(kind)]).toEqual([kind, ...wanted.list(kind)])
  })

  test('tells a watcher what happened since the snapshot, deletions with what was there before', () => {
    const world = createWorld({ seed: 5, machines: 3 })
    playSetStory(world)
    const copy = restored(world, world.now - 10 * minute)
    const path = `/api/v1/pods?watch=true&resourceVersion=${copy.store.floor}`
    expect(copy.handle({ method: 'GET', path }).body).toEqual(world.handle({ method: 'GET', path }).body)
  })

  test.each([7, 8])('comes to the same end in the middle of every chapter (seed %i)', { timeout: 30_000 }, seed => {
    const world = createWorld({ seed, machines: 3 })
    world.run(world.now + 5 * second)
    for (const chapter of setStory) {
      begin(world, chapter)
      world.run(world.now + 3 * second)
      const [copy, other] = [restored(world, world.now - 2 * second), world.fork(world.store.revision)]
      for (const one of [copy, other]) one.run(one.now + 12 * minute)
      expect([chapter.what, ...essenceOf(copy.store.at())]).toEqual([chapter.what, ...essenceOf(other.store.at())])
      world.run(world.now + chapter.thenMs)
    }
  })
})
