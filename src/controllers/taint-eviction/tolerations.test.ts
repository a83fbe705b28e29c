import { describe, expect, test } from 'vitest'
import type { Node, Pod, Taint, Toleration } from '../../kinds'
import { evictingTaints, toleratedSeconds, toleratesAll } from './tolerations'

const taint = (key: string, extra: Partial<Taint> = {}): Taint => ({ key, effect: 'NoExecute', ...extra })
const podWith = (...tolerations: readonly Toleration[]) => ({ spec: { tolerations } }) as unknown as Pod
const exists = (key: string, tolerationSeconds?: number): Toleration => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds !== undefined && { tolerationSeconds }),
})
const forEver = Number.POSITIVE_INFINITY

describe('what counts as tolerated (scheduling/corev1 ToleratesTaint)', () => {
  test.each<readonly [string, Toleration, Taint, boolean]>([
    ['same key, no value', { key: 'a', operator: 'Equal' }, taint('a'), true],
    ['same key and value', { key: 'a', value: 'x' }, taint('a', { value: 'x' }), true],
    ['same key, another value', { key: 'a', value: 'x' }, taint('a', { value: 'y' }), false],
    ['another key', { key: 'b', operator: 'Exists' }, taint('a'), false],
    ['Exists with key, any value', { key: 'a', operator: 'Exists' }, taint('a', { value: 'x' }), true],
    ['Exists without key', { operator: 'Exists' }, taint('a', { value: 'x' }), true],
    ['neither key nor Exists', { operator: 'Equal' }, taint('a'), false],
    ['another effect', { key: 'a', operator: 'Exists', effect: 'NoSchedule' }, taint('a'), false],
    ['any effect', { key: 'a', operator: 'Exists' }, taint('a'), true],
  ])('[TE-1] %s', (_, toleration, one, wanted) => {
    expect(toleratesAll(podWith(toleration), [one])).toBe(wanted)
  })

  test('[TE-1] every taint must be tolerated', () => {
    expect(toleratesAll(podWith(exists('a')), [taint('a'), taint('b')])).toBe(false)
    expect(toleratesAll(podWith(exists('a'), exists('b')), [taint('a'), taint('b')])).toBe(true)
    expect(toleratesAll({ spec: {} } as unknown as Pod, [])).toBe(true)
  })

  test('[TE-1] only NoExecute taints drive pods away', () => {
    const taints = [taint('a'), { key: 'b', effect: 'NoSchedule' }, { key: 'c', effect: 'PreferNoSchedule' }]
    expect(evictingTaints({ spec: { taints } } as unknown as Node)).toEqual([taint('a')])
    expect(evictingTaints(undefined)).toEqual([])
  })
})

describe('how long (TestGetMinTolerationTime)', () => {
  test.each<readonly [string, readonly Toleration[], number]>([
    ['no toleration', [], 0],
    ['one without a time', [exists('a')], forEver],
    ['one with a time', [exists('a', 30)], 30],
    ['a time of zero', [exists('a', 0)], 0],
    ['a negative time', [exists('a', -5)], 0],
    ['the first that matches counts, not the longest', [exists('a', 10), exists('a', 60)], 10],
  ])('[TE-2] of one taint: %s', (_, tolerations, wanted) => {
    expect(toleratedSeconds(podWith(...tolerations), [taint('a')])).toBe(wanted)
  })

  test.each<readonly [string, readonly Toleration[], number]>([
    ['the shortest of all', [exists('a', 60), exists('b', 13)], 13],
    ['a missing time only where no other is given', [exists('a'), exists('b', 13)], 13],
    ['for ever when none has a time', [exists('a'), exists('b')], forEver],
    ['not at all when one is not tolerated', [exists('a', 60)], 0],
    ['zero beats everything', [exists('a', 60), exists('b', 0)], 0],
  ])('[TE-2] of several taints: %s (recorded: nodes/noexecute-minimum)', (_, tolerations, wanted) => {
    expect(toleratedSeconds(podWith(...tolerations), [taint('a'), taint('b')])).toBe(wanted)
  })
})
