import { describe, expect, it } from 'vitest'
import { delayUntil, forgiven, type Pace, pinned, targetAt } from './pace'

const pace = (part: Partial<Pace> = {}): Pace => ({
  paused: false,
  speed: 10,
  virtualAt: 1_000_000,
  realAt: 500,
  ...part,
})

describe('the pace of a world in real time', () => {
  it('asks for virtual time in proportion to real time', () => {
    expect(targetAt(pace(), 500)).toBe(1_000_000)
    expect(targetAt(pace(), 750)).toBe(1_002_500)
  })

  it('stands still while paused', () => {
    expect(targetAt(pace({ paused: true }), 9_999)).toBe(1_000_000)
    expect(delayUntil(pace({ paused: true }), 1_000_001, 500)).toBeUndefined()
  })

  it('at the highest speed lets an idle cluster pass an hour in a second, and sleep in between', () => {
    expect(targetAt(pace({ speed: 'max' }), 1_500)).toBe(1_000_000 + 3_600_000)
    expect(delayUntil(pace({ speed: 'max' }), 1_000_000 + 360_000, 500)).toBe(100)
  })

  it('sleeps exactly until the next thing is due', () => {
    expect(delayUntil(pace(), 1_005_000, 500)).toBe(500)
    expect(delayUntil(pace(), 1_005_000, 900)).toBe(100)
    expect(delayUntil(pace(), 999_000, 500)).toBe(0)
    expect(delayUntil(pace(), undefined, 500)).toBeUndefined()
  })

  it('never wakes before the moment, whatever the speed', () => {
    for (const speed of [0.3, 1, 7, 100]) {
      const due = 1_000_777
      const delay = delayUntil(pace({ speed }), due, 500) as number
      expect(targetAt(pace({ speed }), 500 + delay)).toBeGreaterThanOrEqual(due)
    }
  })

  it('continues from the present when the speed changes', () => {
    const faster = pinned(pace(), 1_002_500, 750, { speed: 100 })
    expect(targetAt(faster, 750)).toBe(1_002_500)
    expect(targetAt(faster, 760)).toBe(1_003_500)
  })

  it('forgets what a slow world owes, instead of racing to catch up', () => {
    const late = forgiven(pace(), 1_001_000, 2_500)
    expect(targetAt(late, 2_500)).toBe(1_001_000)
    expect(forgiven(pace(), 1_019_000, 2_500)).toEqual(pace())
  })
})
