import { describe, expect, test } from 'vitest'
import { chance, minute, second } from '../sim'
import { historyHashOf } from '../testing/history-hash'
import { begin, playSetStory, setStory } from '../testing/set-story'
import { createWorld, type World } from '.'
import { isNoticeable } from './noticeable'

function story(seed: number, chapters?: number): World {
  const world = createWorld({ seed, machines: 3 })
  playSetStory(world, chapters)
  return world
}

describe('one seed, one history', () => {
  test('the same seed gives the same commits, to the byte', () => {
    expect(historyHashOf(story(3))).toBe(historyHashOf(story(3)))
  })

  test('another seed gives others', () => {
    expect(historyHashOf(story(3, 1))).not.toBe(historyHashOf(story(4, 1)))
  })

  test('freezing what is stored changes nothing: nobody writes into a stored value', () => {
    const frozen = createWorld({ seed: 3, machines: 3, freezes: true })
    playSetStory(frozen)
    expect(historyHashOf(frozen)).toBe(historyHashOf(story(3)))
  })

  test('a read through the API leaves no trace', () => {
    const world = createWorld({ seed: 3, machines: 3 })
    const read = () => world.handle({ method: 'GET', path: '/api/v1/pods' })
    read()
    playSetStory(world, 2, read)
    expect(historyHashOf(world)).toBe(historyHashOf(story(3, 2)))
  })
})

describe('time passes', () => {
  test('in slices as it does at once', () => {
    const sliced = createWorld({ seed: 3, machines: 3 })
    const until = (end: number) => {
      let steps = 0
      while (!sliced.run(end, () => ++steps % 7 === 0)) steps += 3
    }
    until(sliced.now + 5 * second)
    for (const chapter of setStory) {
      begin(sliced, chapter)
      until(sliced.now + chapter.thenMs)
    }
    expect(historyHashOf(sliced)).toBe(historyHashOf(story(3)))
  })

  test('in pieces of any length as it does at once', () => {
    const pieces = createWorld({ seed: 3, machines: 3 })
    const pass = (ms: number) => {
      const end = pieces.now + ms
      for (let i = 0; pieces.now < end; i++)
        pieces.run(Math.min(end, pieces.now + Math.floor(chance(1, 'piece', i) * 3000)))
    }
    pass(5 * second)
    for (const chapter of setStory.slice(0, 3)) {
      begin(pieces, chapter)
      pass(chapter.thenMs)
    }
    expect(historyHashOf(pieces)).toBe(historyHashOf(story(3, 3)))
  })

  test('to the end that was asked for, also where nothing happens', () => {
    const world = createWorld({ seed: 1 })
    const end = world.now + minute
    expect(world.run(end)).toBe(true)
    expect(world.now).toBe(end)
  })

  test('and stops between two steps when it should pause', () => {
    const world = createWorld({ seed: 1, machines: 1 })
    const end = world.now + minute
    expect(world.run(end, () => world.store.revision > 20)).toBe(false)
    expect(world.now).toBeLessThan(end)
  })
})

describe('one step', () => {
  /** Every commit since `from` that a person would notice. */
  function noticedSince(world: World, from: number) {
    const commits = world.store.changesSince(from)
    return commits === 'compacted' ? [] : commits.filter(isNoticeable)
  }

  test('stops at the next commit worth noticing, and never beyond it', () => {
    const world = createWorld({ seed: 3, machines: 3 })
    world.run(world.now + 5 * second)
    begin(world, setStory[0] as (typeof setStory)[0])
    const end = world.now + minute
    for (let steps = 0; ; steps++) {
      const from = world.store.revision
      const isNoticed = world.step(end)
      const noticed = noticedSince(world, from)
      if (!isNoticed) {
        expect(noticed).toEqual([])
        expect(world.now).toBe(end)
        expect(steps).toBeGreaterThan(60)
        return
      }
      expect(noticed.length).toBeGreaterThan(0)
      expect(new Set(noticed.map(({ time }) => time))).toEqual(new Set([world.now]))
    }
  })

  test('passes over heartbeats, notes of controllers and events that expire', () => {
    const world = createWorld({ seed: 3, machines: 3 })
    world.run(world.now + minute)
    const end = world.now + 90 * minute
    expect(world.step(end)).toBe(false)
    expect(world.now).toBe(end)
  })

  test('by step leads to the same history as at once', () => {
    const stepped = createWorld({ seed: 3, machines: 3 })
    const end = stepped.now + 5 * second
    while (stepped.step(end));
    const atOnce = createWorld({ seed: 3, machines: 3 })
    atOnce.run(end)
    expect(historyHashOf(stepped)).toBe(historyHashOf(atOnce))
  })
})
