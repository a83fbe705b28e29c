import { describe, expect, test } from 'vitest'
import { goSorted } from './go-sort'

/** Pairs of a key and the place it had; equal keys show the order of swaps. */
const pairs = (count: number, keyOf: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => [keyOf(i), i] as const)
const sorted = (items: readonly (readonly [number, number])[]) => goSorted(items, ([a], [b]) => a < b)

describe('the sort of Go', () => {
  test('sorts whatever comes', () => {
    for (const count of [0, 1, 12, 13, 60, 400, 3000])
      for (const keyOf of [(i: number) => i, (i: number) => -i, (i: number) => (i * 7919) % 1009, () => 0]) {
        const keys = sorted(pairs(count, keyOf)).map(([key]) => key)
        expect(keys).toEqual([...keys].sort((a, b) => a - b))
      }
  })

  // What Go 1.25 leaves `(i * 7919) % modulus` in, as a sum of where each came from.
  test.each([
    [13, 1, 3546482068],
    [13, 3, 1817223778],
    [13, 17, 3526571929],
    [30, 1, 1616667650],
    [30, 3, 734694977],
    [30, 17, 350941145],
    [60, 1, 4075949000],
    [60, 3, 124957915],
    [60, 17, 4277304158],
    [200, 1, 3820737440],
    [200, 3, 1176166524],
    [200, 17, 1832830747],
    [1000, 1, 3739739296],
    [1000, 3, 3570532793],
    [1000, 17, 1533079254],
  ])('leaves %i things with %i different keys as Go does', (count, modulus, sum) => {
    const places = sorted(pairs(count, i => (i * 7919) % modulus)).map(([, place]) => place)
    const sumOf = (hash: number, place: number, i: number) => (Math.imul(hash, 31) + Math.imul(place, i + 1)) >>> 0
    expect(places.reduce(sumOf, 0)).toBe(sum)
  })
})
