import { describe, expect, test } from 'vitest'
import { minute } from '../../sim'
import { historyHash } from '../../store'
import { PlayedWorld, seedIn } from '.'

function historyOf({ store }: PlayedWorld): string {
  const commits = store.changesSince(0)
  return historyHash(commits === 'compacted' ? [] : commits)
}

describe('a seed, for somebody to watch', () => {
  test('makes the same history however time passes', () => {
    const atOnce = new PlayedWorld(4)
    atOnce.run(atOnce.now + 2 * minute)
    const inSlices = new PlayedWorld(4)
    const end = inSlices.now + 2 * minute
    let asked = 0
    while (inSlices.now < end) {
      if (asked++ % 7 === 0) inSlices.step(end)
      else inSlices.run(Math.min(end, inSlices.now + 1234), () => asked++ % 5 === 0)
    }
    expect(historyOf(inSlices)).toBe(historyOf(atOnce))
  })

  test.each(['', '-1', '1.5', '1e3', 'NaN', '12345678901', '0x10', ' 1'])('%j names none', text => {
    expect(() => seedIn(text)).toThrow(/^swarm=.* names no run: it takes a whole number/)
  })
})
