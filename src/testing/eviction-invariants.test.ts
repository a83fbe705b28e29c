import { expect, test } from 'vitest'
import { timestamp } from '../kinds'
import { epoch } from '../sim'
import type { Change, Commit, View } from '../store'
import type { World } from '../world'
import { evictionInvariants } from './eviction-invariants'

const labels = { app: 'web' }

function budgetWith(disruptionsAllowed: number, ...granted: readonly string[]) {
  const disruptedPods = Object.fromEntries(granted.map(name => [name, timestamp(epoch)]))
  return {
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { matchLabels: labels } },
    status: { disruptionsAllowed, disruptedPods },
  }
}

function podThat(isReady: boolean, isEvicted: boolean) {
  const conditions = [
    { type: 'Ready', status: isReady ? 'True' : 'False' },
    ...(isEvicted ? [{ type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI' }] : []),
  ]
  return {
    kind: 'Pod',
    metadata: { name: 'web-0', namespace: 'default', labels },
    status: { phase: 'Running', conditions },
  }
}

/** What the rules say of one change, in a world with this budget. */
function broken(before: { kind: string }, after: object, budget = budgetWith(0)): readonly string[] {
  const change = { kind: before.kind, name: 'x', namespace: 'default', before, after } as unknown as Change
  const view = { list: () => [budget] } as unknown as View
  const commit = { changes: [change] } as unknown as Commit
  return evictionInvariants.flatMap(({ check }) => check(view, commit, {} as World) ?? [])
}

test('a grant needs an allowance, and uses it up', () => {
  expect(broken(budgetWith(2), budgetWith(1, 'web-0'))).toEqual([])
  expect(broken(budgetWith(1, 'web-0'), budgetWith(0))).toEqual([])
  expect(broken(budgetWith(0), budgetWith(-1, 'web-0'))).toHaveLength(1)
  expect(broken(budgetWith(2), budgetWith(2, 'web-0'))).toHaveLength(1)
})

test('a ready pod under a budget needs a grant to be evicted, others do not', () => {
  expect(broken(podThat(true, false), podThat(true, true), budgetWith(0, 'web-0'))).toEqual([])
  expect(broken(podThat(true, false), podThat(true, true))).toHaveLength(1)
  expect(broken(podThat(false, false), podThat(false, true))).toEqual([])
  expect(broken(podThat(true, true), podThat(true, true))).toEqual([])
})
