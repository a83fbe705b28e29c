import { expect, test } from 'vitest'
import { StorageCluster } from '../../testing'

test('[VB-29] a claim that waits takes a new volume at the next resync, not before', () => {
  const cluster = new StorageCluster({ settings: { volumeBinderSyncPeriodMs: 60_000 } })
  cluster.claim('a')
  cluster.volume('pv-a')
  expect(cluster.bindings()).toEqual({ a: 'Pending' })
  cluster.run(30)
  expect(cluster.bindings()).toEqual({ a: 'Bound pv-a' })
})

test('[VB-29] a claim that changes is looked at at once', () => {
  const cluster = new StorageCluster({ settings: { volumeBinderSyncPeriodMs: 60_000 } })
  cluster.claim('a')
  cluster.volume('pv-a')
  cluster.patchClaim('a', { metadata: { annotations: { note: 'look' } } })
  expect(cluster.bindings()).toEqual({ a: 'Bound pv-a' })
})

test('[VB-30] a lab with claims that wait says so once and comes to rest', () => {
  const cluster = new StorageCluster()
  cluster.storageClass('cloud', 'disk.example.com')
  cluster.claim('a')
  cluster.claim('b', { storageClassName: 'cloud' })
  cluster.claim('c', { storageClassName: 'none' })
  cluster.run(20)
  const { revision } = cluster.world.store
  cluster.run(600)
  expect(cluster.world.store.revision).toBe(revision)
  expect(['a', 'b', 'c'].map(name => cluster.events(name).length)).toEqual([1, 1, 1])
})
