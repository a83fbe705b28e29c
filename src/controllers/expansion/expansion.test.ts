import { expect, test } from 'vitest'
import { StorageCluster } from '../../testing'

const event = 'ExternalExpanding waiting for an external controller to expand this PVC'

function growable(): StorageCluster {
  const cluster = new StorageCluster()
  cluster.storageClass('grows', 'disk.example.com', { allowVolumeExpansion: true })
  cluster.volume('pv-a', { storageClassName: 'grows' })
  cluster.claim('a', { storageClassName: 'grows' })
  return cluster
}

test('[EX-1] a claim that asks for more than it has waits for somebody else', () => {
  const cluster = growable()
  cluster.patchClaim('a', { spec: { resources: { requests: { storage: '2Gi' } } } })
  expect(cluster.events('a')).toEqual([event])
})

test('[EX-2] nothing else about the claim makes it say so again', () => {
  const cluster = growable()
  cluster.patchClaim('a', { spec: { resources: { requests: { storage: '2Gi' } } } })
  cluster.patchClaim('a', { metadata: { labels: { a: 'b' } } })
  expect(cluster.events('a')).toEqual([event])
  cluster.patchClaim('a', { spec: { resources: { requests: { storage: '3Gi' } } } })
  expect(cluster.events('a')).toEqual([`${event} ×2`])
  cluster.patchClaim('a', { spec: { resources: { requests: { storage: '2560Mi' } } } })
  expect(cluster.claimNamed('a')?.spec.resources.requests?.storage).toBe('2560Mi')
  expect(cluster.events('a')).toEqual([`${event} ×2`])
})
