import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalQuantity, parseQuantity } from './quantity'

function canonical(text: string | number, finest?: 'milli'): string {
  const result = canonicalQuantity(text, finest)
  return 'value' in result ? result.value : result.error
}

test.each([
  ['1024Ki', '1Mi'],
  ['1048576', '1048576'],
  ['1.5', '1500m'],
  ['100M', '100M'],
  ['1e3', '1e3'],
  ['1000', '1k'],
  ['1E', '1E'],
  ['+1', '+1'],
  ['1.', '1.'],
  ['.5', '500m'],
  ['0.5Gi', '512Mi'],
  ['1.5Gi', '1536Mi'],
  ['99999999999999999999', '99999999999999999999'],
  ['123Mi', '123Mi'],
  ['1Ki', '1Ki'],
  ['0', '0'],
  ['0.000', '0'],
  ['-1', '-1'],
  ['512', '512'],
  ['0.1Ki', '102400m'],
  ['16Ei', `${2n ** 63n - 1n}`],
  ['0.1n', '1n'],
  ['1e-999999999', '1e-9'],
  ['1e999999999', '1e999999999'],
  ['1e4', '10e3'],
  ['12300m', '12300m'],
  ['1000m', '1'],
  ['2000Mi', '2000Mi'],
  ['1000k', '1M'],
  ['Gi', '0'],
  [' 1Gi ', '1Gi'],
  [1, '1'],
  [0.25, '250m'],
])('%s is served as %s', (given, served) => {
  expect(canonical(given)).toBe(served)
})

test.each([
  ['0.5m', '1m'],
  ['1', '1'],
  ['100u', '1m'],
  ['0.0015', '2m'],
  ['-0.5m', '-1m'],
])('in a resource list %s is rounded up to %s', (given, served) => {
  expect(canonical(given, 'milli')).toBe(served)
})

test.each(['1 Gi', '1GB', '', 'lots', '1..2'])('%s does not match the form', text => {
  expect(canonical(text)).toContain('must match')
  expect(parseQuantity(text)).toBeUndefined()
})

test.each(['1K', '1mm', '1e', '1iK', '--1'])('%s has an unknown suffix', text => {
  expect(canonical(text)).toBe("unable to parse quantity's suffix")
})

test('the canonical form has the same value and is its own canonical form', () => {
  const suffix = fc.constantFrom('', 'm', 'u', 'n', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti', 'e2', 'E-3')
  const number = fc.tuple(
    fc.integer({ min: 0, max: 99999 }),
    fc.option(fc.integer({ min: 0, max: 999 }), { nil: undefined }),
  )
  fc.assert(
    fc.property(number, suffix, ([whole, fraction], unit) => {
      const text = `${whole}${fraction === undefined ? '' : `.${fraction}`}${unit}`
      const once = canonical(text, 'milli')
      expect(canonical(once, 'milli')).toBe(once)
      const exact = parseQuantity(text) as number
      const value = parseQuantity(once) as number
      expect(value).toBeGreaterThanOrEqual(exact * (1 - 1e-12))
      expect(value).toBeLessThanOrEqual(exact * (1 + 1e-12) + 0.001)
    }),
  )
})
