import { expect, test } from 'vitest'
import { pollAt } from './polling'

test('[AD-5] the first look is after half a second, the others in steps that grow to seven seconds', () => {
  expect(pollAt(1000, 1000)).toBe(1500)
  expect(pollAt(1000, 1500)).toBe(1500)
  expect(pollAt(1000, 1501)).toBe(2025)
  const late = pollAt(0, 400_000)
  expect(pollAt(0, late + 1) - late).toBe(7000)
})
