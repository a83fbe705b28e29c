import { describe, expect, test } from 'vitest'
import { chance, chanceBetween, chanceSuffix, chanceUUID, Loop } from '.'

function recorder() {
  const woken: string[] = []
  return { woken, actor: { name: 'recorder', wake: (key: string, now: number) => void woken.push(`${key}@${now}`) } }
}

describe('the loop', () => {
  test('wakes in order of time, then in order of asking', () => {
    const loop = new Loop(0)
    const { woken, actor } = recorder()
    loop.schedule(20, actor, 'late')
    loop.schedule(10, actor, 'first')
    loop.schedule(10, actor, 'second')
    expect(loop.run(15)).toBe(true)
    expect(loop.now).toBe(15)
    loop.run(30)
    expect(woken).toEqual(['first@10', 'second@10', 'late@20'])
  })

  test('keeps one wake-up per actor and key: the earliest asked for', () => {
    const loop = new Loop(0)
    const { woken, actor } = recorder()
    loop.schedule(20, actor, 'x')
    loop.schedule(10, actor, 'x')
    loop.schedule(15, actor, 'x')
    loop.run(100)
    expect(woken).toEqual(['x@10'])
    expect(loop.nextAt).toBeUndefined()
  })

  test('can be stopped between two wake-ups and goes on where it was', () => {
    const loop = new Loop(0)
    const { woken, actor } = recorder()
    for (const at of [1, 2, 3]) loop.schedule(at, actor, `k${at}`)
    expect(loop.run(10, () => woken.length === 2)).toBe(false)
    expect(loop.now).toBe(2)
    expect(loop.run(10)).toBe(true)
    expect(woken).toEqual(['k1@1', 'k2@2', 'k3@3'])
  })
})

describe('keyed chance', () => {
  test('depends on seed and key only, and differs between keys', () => {
    expect(chance(7, 'pull', 'uid', 1)).toBe(chance(7, 'pull', 'uid', 1))
    expect(chance(7, 'pull', 'uid', 1)).not.toBe(chance(7, 'pull', 'uid', 2))
    expect(chance(7, 'pull', 'uid', 1)).not.toBe(chance(8, 'pull', 'uid', 1))
  })

  test('spreads evenly', () => {
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 4000; i++) counts[chanceBetween(0, 3, 1, 'spread', i)]!++
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120)
  })

  test('makes UUIDs of version 4 and name suffixes without vowels, all different', () => {
    const uuids = new Set(Array.from({ length: 500 }, (_, i) => chanceUUID(1, 'uid', i)))
    expect(uuids.size).toBe(500)
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(chanceSuffix(1, 'name', 0)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5}$/)
  })
})
