import { expect, test } from 'vitest'
import type { PersistentVolume, PersistentVolumeClaim } from '../kinds'
import { isBoundTo } from './fit'

test('a volume is reserved by namespace, name and, where it is there, uid', () => {
  const claim = { metadata: { namespace: 'default', name: 'a', uid: 'u' } } as PersistentVolumeClaim
  const isReserved = (claimRef?: object) => isBoundTo({ spec: { claimRef } } as PersistentVolume, claim)
  expect(isReserved({ namespace: 'default', name: 'a' })).toBe(true)
  expect(isReserved({ namespace: 'default', name: 'a', uid: 'u' })).toBe(true)
  expect(isReserved({ namespace: 'default', name: 'a', uid: 'earlier' })).toBe(false)
  expect(isReserved({ namespace: 'other', name: 'a' })).toBe(false)
  expect(isReserved({ namespace: 'default', name: 'b' })).toBe(false)
  expect(isReserved()).toBe(false)
})
