import { expect, test } from 'vitest'
import { durationText, pullBackOffMs, restartBackOffMs } from './restart-backoff'

test('[KU-6] the first restart is immediate, then 10 s, doubling, at most 300 s', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 50].map(restartBackOffMs)).toEqual([0, 10, 20, 40, 80, 160, 300, 300].map(s => s * 1000))
})

test('[KU-4] a failed pull waits 10 s, doubling, at most 300 s', () => {
  expect([1, 2, 3, 6, 9].map(pullBackOffMs)).toEqual([10, 20, 40, 300, 300].map(s => s * 1000))
})

test('durations are written as Go writes them', () => {
  expect([0, 393, 1000, 1234, 10_000, 80_000, 300_000, 3_661_000].map(durationText)).toEqual([
    '0s',
    '393ms',
    '1s',
    '1.234s',
    '10s',
    '1m20s',
    '5m0s',
    '1h1m1s',
  ])
})
