import { describe, expect, test } from 'vitest'
import { conditionOf } from '../kinds'
import { hour, minute, second } from '../sim'
import { historyHashOf } from '../testing/history-hash'
import { begin, type Chapter, essenceOf, playSetStory, setStory } from '../testing/set-story'
import { createWorld, type World } from '.'

const restMs = 12 * minute

/** The revisions of a story: where each chapter's requests were made, and where it ended. */
interface Told {
  readonly world: World
  readonly chapters: readonly { readonly chapter: Chapter; readonly from: number; readonly to: number }[]
}

function tell(seed: number): Told {
  const world = createWorld({ seed, machines: 3 })
  world.run(world.now + 5 * second)
  const chapters = setStory.map(chapter => {
    begin(world, chapter)
    const from = world.store.revision
    world.run(world.now + chapter.thenMs)
    return { chapter, from, to: world.store.revision }
  })
  return { world, chapters }
}

/** What becomes of a fork when nobody does anything more. */
function futureOf(world: World, revision: number): readonly string[] {
  const fork = world.fork(revision)
  fork.run(fork.now + restMs)
  return essenceOf(fork.store.at())
}

/** Leaves enough room between two forks for the test to be quick, and meets other revisions with each seed. */
const every = 23

describe('a fork at any revision', () => {
  test.each([3, 4])(
    'comes to the same end as the world did, with all wake-ups lost (seed %i)',
    { timeout: 30_000 },
    seed => {
      const { world, chapters } = tell(seed)
      for (const { chapter, from, to } of chapters) {
        const wanted = futureOf(world, to)
        for (let revision = from + (seed % every); revision < to; revision += every)
          expect([chapter.what, revision, ...futureOf(world, revision)]).toEqual([chapter.what, revision, ...wanted])
      }
    },
  )

  test('goes on from the past as it was read then, and leaves the original alone', () => {
    const { world, chapters } = tell(3)
    const before = historyHashOf(world)
    const middle = chapters[1]?.from as number
    const fork = world.fork(middle)
    expect(fork.now).toBe(world.store.at(middle).time)
    for (const kind of ['Pod', 'Node', 'PersistentVolumeClaim', 'Sandbox', 'Event'])
      expect(fork.store.at().list(kind)).toEqual(world.store.at(middle).list(kind))
    fork.run(fork.now + minute)
    expect(historyHashOf(world)).toBe(before)
  })

  test('of one revision is the same each time', () => {
    const { world, chapters } = tell(3)
    const middle = (chapters[0]?.from as number) + 40
    const histories = [0, 1].map(() => {
      const fork = world.fork(middle)
      fork.run(fork.now + minute)
      return historyHashOf(fork)
    })
    expect(histories[0]).toBe(histories[1])
  })

  test('can be forked again', () => {
    const { world, chapters } = tell(3)
    const fork = world.fork(chapters[1]?.to as number)
    fork.run(fork.now + minute)
    expect(futureOf(fork, fork.store.revision)).toEqual(futureOf(world, chapters[1]?.to as number))
  })
})

describe('heartbeats of the past', () => {
  /** When, after its power is cut, a fork calls the machine's node not ready. */
  function secondsUntilUnknown(world: World, cutAt: number, cutTime: number): number {
    const fork = world.fork(cutAt)
    const isReady = () => {
      const node = fork.store.at().get('Node', 'node-1')
      return node && conditionOf(node, 'Ready')?.status === 'True'
    }
    while (isReady() && fork.now < cutTime + hour) fork.run(fork.now + second)
    return Math.ceil((fork.now - cutTime) / second)
  }

  function power(world: World, state: 'On' | 'Off'): void {
    const path = '/apis/lab.sim/v1/machines/node-1'
    const body = { spec: { power: state } }
    world.handle({ method: 'PATCH', path, contentType: 'application/merge-patch+json', body })
  }

  test('a machine that was dead then is found dead in the fork, though it has come back since', () => {
    const world = createWorld({ seed: 3, machines: 3 })
    world.run(world.now + 30 * second)
    power(world, 'Off')
    const [cutAt, cutTime] = [world.store.revision, world.now]
    const wanted = secondsUntilUnknown(world, cutAt, cutTime)
    world.run(world.now + 2 * minute)
    power(world, 'On')
    world.run(world.now + 10 * minute)
    expect(wanted).toBeLessThan(60)
    expect(secondsUntilUnknown(world, cutAt, cutTime)).toBe(wanted)
  })

  test('no living machine is taken for dead in a fork, wherever in a quiet hour', () => {
    const world = createWorld({ seed: 3, machines: 3 })
    world.run(world.now + minute)
    const from = world.store.revision
    world.run(world.now + hour)
    for (let revision = from; revision <= world.store.revision; revision += 97) {
      const fork = world.fork(revision)
      const start = fork.store.revision
      fork.run(fork.now + minute)
      const commits = fork.store.changesSince(start)
      const tainted =
        commits === 'compacted' || commits.some(({ cause }) => cause.actor === 'node-lifecycle-controller')
      expect([revision, tainted]).toEqual([revision, false])
    }
  })
})

test('what has just gone when a world is forked is not forgotten', () => {
  const world = createWorld({ seed: 3, machines: 2 })
  playSetStory(world, 1)
  world.handle({ method: 'DELETE', path: '/api/v1/nodes/node-2' })
  const fork = world.fork(world.store.revision)
  fork.run(fork.now + second)
  const reasons = fork.store
    .at()
    .list('Event')
    .filter(event => event.involvedObject.name === 'node-2')
  expect(reasons.map(({ reason }) => reason)).toContain('RemovingNode')
})
