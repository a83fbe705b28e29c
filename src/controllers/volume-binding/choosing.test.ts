import { expect, test } from 'vitest'
import { StorageCluster } from '../../testing'

test('[VB-1] a volume with fewer access modes is taken before a smaller one with more', () => {
  const cluster = new StorageCluster()
  cluster.volume('all', { modes: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'] })
  cluster.volume('one', { size: '10Gi' })
  cluster.claim('a')
  cluster.claim('b', { modes: ['ReadWriteMany', 'ReadWriteOnce'] })
  cluster.claim('c', { modes: ['ReadWriteOncePod'] })
  expect(cluster.bindings()).toEqual({ a: 'Bound one', b: 'Bound all', c: 'Pending' })
})

test('[VB-2] the smallest volume that is large enough is taken, the first by name among equals', () => {
  const cluster = new StorageCluster()
  for (const [name, size] of Object.entries({ five: '5Gi', z: '3Gi', y: '3072Mi', one: '1Gi' }))
    cluster.volume(name, { size })
  cluster.claim('two', { size: '2Gi' })
  cluster.claim('exact', { size: '3Gi' })
  cluster.claim('ten', { size: '10Gi' })
  expect(cluster.bindings()).toEqual({ two: 'Bound y', exact: 'Bound z', ten: 'Pending' })
})

test('[VB-3] the class must be the same, in the field or in the old annotation', () => {
  const cluster = new StorageCluster()
  const annotations = { 'volume.beta.kubernetes.io/storage-class': 'gold' }
  cluster.volume('plain')
  cluster.volume('gold', { annotations })
  cluster.claim('asks', { storageClassName: 'gold' })
  cluster.claim('empty', { storageClassName: '' })
  cluster.claim('silver', { storageClassName: 'silver' })
  expect(cluster.bindings()).toEqual({ asks: 'Bound gold', empty: 'Bound plain', silver: 'Pending' })
})

test('[VB-4] volumeMode and selector must match, and a volume that is being deleted is not taken', () => {
  const cluster = new StorageCluster()
  cluster.volume('raw', { volumeMode: 'Block' })
  cluster.volume('ssd', { size: '9Gi', labels: { disk: 'ssd' } })
  cluster.volume('going')
  cluster.patchVolume('going', { metadata: { finalizers: ['example.com/keep'] } })
  cluster.deleteVolume('going')
  cluster.claim('block', { volumeMode: 'Block' })
  cluster.claim('tape', { selector: { matchLabels: { disk: 'tape' } } })
  cluster.claim('fast', { selector: { matchExpressions: [{ key: 'disk', operator: 'Exists' }] } })
  cluster.claim('any')
  expect(cluster.bindings()).toEqual({ block: 'Bound raw', tape: 'Pending', fast: 'Bound ssd', any: 'Pending' })
})

test('[VB-5] a volume that names the claim wins over a smaller one, and no other claim gets it', () => {
  const cluster = new StorageCluster()
  cluster.volume('reserved', { size: '8Gi', claimRef: { namespace: 'default', name: 'mine' } })
  cluster.claim('yours')
  cluster.volume('small')
  cluster.claim('mine')
  cluster.run(8)
  expect(cluster.bindings()).toEqual({ mine: 'Bound reserved', yours: 'Bound small' })
  expect(cluster.volumeNamed('reserved')?.metadata.annotations).toBeUndefined()
  expect(cluster.volumeNamed('reserved')?.spec.claimRef?.uid).toBe(cluster.claimNamed('mine')?.metadata.uid)
})

test('[VB-6] a volume that can be used from no node at all is bound', () => {
  const cluster = new StorageCluster()
  const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['nowhere'] }]
  cluster.volume('pv-a', { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } } })
  cluster.claim('a')
  expect(cluster.bindings()).toEqual({ a: 'Bound pv-a' })
})

test('[VB-7] a claim without a class that finds no volume stays Pending and says so', () => {
  const cluster = new StorageCluster()
  cluster.claim('a')
  expect(cluster.bindings()).toEqual({ a: 'Pending' })
  expect(cluster.events('a')).toEqual([
    'FailedBinding no persistent volumes available for this claim and no storage class is set',
  ])
})
