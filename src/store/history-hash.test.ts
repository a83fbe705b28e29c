import { expect, test } from 'vitest'
import { historyHash } from './history-hash'
import type { Commit } from './types'

const commit = (revision: number, name = 'a'): Commit => ({
  revision,
  time: 1000,
  cause: { actor: 'user', verb: 'create' },
  changes: [{ kind: 'ConfigMap', name, after: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } } as never }],
})

test('the same history has the same hash, whatever the order of keys', () => {
  const { changes, cause, time, revision } = commit(1)
  expect(historyHash([{ changes, cause, time, revision }])).toBe(historyHash([commit(1)]))
})

test('another name, another order or one commit less is another history', () => {
  const hashes = [[commit(1), commit(2)], [commit(2), commit(1)], [commit(1)], [commit(1), commit(2, 'b')], []].map(
    historyHash,
  )
  expect(new Set(hashes).size).toBe(hashes.length)
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{16}$/)
})

test('heartbeats are no history', () => {
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'node-1' } } as never
  const beat: Commit = { ...commit(2), changes: [{ kind: 'Lease', name: 'node-1', before: lease, after: lease }] }
  expect(historyHash([commit(1), beat])).toBe(historyHash([commit(1)]))
})
