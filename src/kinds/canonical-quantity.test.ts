import { describe, expect, it } from 'vitest'
import { canonicalQuantity } from './canonical-quantity'

describe('canonical quantity', () => {
  it.each([
    ['0', '0'],
    ['000', '0'],
    ['1', '1'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['1.5', '1500m'],
    ['1.', '1.'],
    ['+1', '+1'],
    ['-1', '-1'],
    ['1000', '1k'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['1e3', '1e3'],
    ['1E', '1E'],
    ['0.5Gi', '512Mi'],
    ['1024Mi', '1Gi'],
    ['1024Ki', '1Mi'],
    ['1048576', '1048576'],
    ['-1Gi', '-1Gi'],
    ['-0.5', '-500m'],
    ['Gi', '0'],
    ['99999999999999999999', '99999999999999999999'],
    ['0.5m', '500u'],
    [' 8Gi ', '8Gi'],
    ['100Gi', '100Gi'],
    ['16Gi', '16Gi'],
  ])('%s is stored as %s', (given, stored) => expect(canonicalQuantity(given)).toBe(stored))

  it('takes numbers as JSON writes them', () => {
    expect(canonicalQuantity(1)).toBe('1')
    expect(canonicalQuantity(0.25)).toBe('250m')
  })

  it('rounds resources up to thousandths', () => {
    expect(canonicalQuantity('0.5m', true)).toBe('1m')
    expect(canonicalQuantity('1u', true)).toBe('1m')
    expect(canonicalQuantity('2', true)).toBe('2')
  })

  it('knows what is none', () => {
    for (const text of ['', '1 Gi', '1GB', 'x', '1.2.3']) expect(canonicalQuantity(text)).toBeUndefined()
  })
})
