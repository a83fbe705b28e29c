import { describe, expect, test } from 'vitest'
import { chanceBetween } from '../sim'
import { type Frame, Replica } from '../store'
import { begin, setStory } from '../testing/set-story'
import { createWorld, type World } from '.'

const lookups: readonly (readonly [kind: string, index: string, values: readonly string[]])[] = [
  ['Pod', 'node', ['node-1', 'node-2', 'node-3', '']],
  ['Pod', 'claim', ['default/data-web-0', 'default/data-web-1']],
  ['Sandbox', 'machine', ['node-1', 'node-2', 'node-3']],
  ['PersistentVolume', 'claim', ['default/data-web-0']],
]

/** A replica that gets frames of every size while a story is told. */
class Follower {
  readonly replica = new Replica()
  private readonly world: World

  constructor(world: World) {
    this.world = world
    const { store } = world
    const objects = [...store.objects()]
    this.replica.apply({ from: -1, to: store.revision, commits: [], reset: { objects, time: world.now } })
  }

  pull(): boolean {
    const { store } = this.world
    const from = this.replica.revision
    const commits = store.changesSince(from)
    if (commits === 'compacted') throw new Error('compacted')
    return this.replica.apply(overTheWire({ from, to: store.revision, commits }))
  }
}

/** A frame as it arrives on the other side of `postMessage`. */
function overTheWire(frame: Frame): Frame {
  return JSON.parse(JSON.stringify(frame)) as Frame
}

function expectSame(world: World, replica: Replica, revision?: number): void {
  const [original, copy] = [world.store.at(revision), replica.at(revision)]
  const kinds = new Set([...world.store.objects()].map(({ kind }) => kind).filter(kind => kind !== 'Lease'))
  for (const kind of kinds) expect([kind, ...copy.list(kind)]).toEqual([kind, ...original.list(kind)])
  for (const [kind, index, values] of lookups)
    for (const value of values) expect(copy.lookup(kind, index, value)).toEqual(original.lookup(kind, index, value))
}

describe('a replica that follows a world by its frames', () => {
  test('equals the store at the end of every chapter, and at every revision it has seen', () => {
    const world = createWorld({ seed: 3, machines: 3 })
    const follower = new Follower(world)
    const floor = world.store.revision
    let frames = 0
    for (const chapter of setStory) {
      begin(world, chapter)
      const end = world.now + chapter.thenMs
      while (world.now < end) {
        world.run(Math.min(end, world.now + chanceBetween(1, 20_000, 1, 'frame', frames++)))
        expect(follower.pull()).toBe(true)
      }
      expectSame(world, follower.replica)
    }
    expect(frames).toBeGreaterThan(50)
    for (let revision = floor; revision <= world.store.revision; revision += 61)
      expectSame(world, follower.replica, revision)
  })

  test('also the leases are those of the head', () => {
    const world = createWorld({ seed: 3, machines: 3 })
    const follower = new Follower(world)
    world.run(world.now + 300_000)
    follower.pull()
    expect(follower.replica.at().list('Lease')).toEqual(world.store.at().list('Lease'))
  })
})
