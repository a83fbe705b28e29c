import { expect, test } from 'vitest'
import { StorageCluster } from '../../testing'

const actor = 'persistentvolume-controller'

test('[VB-8] a binding is four writes: volume, its phase, claim, its status', () => {
  const cluster = new StorageCluster()
  cluster.volume('pv-a')
  const from = cluster.world.store.revision
  cluster.claim('a')
  const commits = cluster.world.store.changesSince(from)
  const writes = commits === 'compacted' ? [] : commits.filter(({ cause }) => cause.actor === actor)
  expect(writes.map(({ changes: [change] }) => change?.kind)).toEqual([
    'PersistentVolume',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'PersistentVolumeClaim',
  ])
  const byController = { 'pv.kubernetes.io/bound-by-controller': 'yes' }
  expect(cluster.volumeNamed('pv-a')?.metadata.annotations).toEqual(byController)
  expect(cluster.claimNamed('a')?.metadata.annotations).toEqual({
    ...byController,
    'pv.kubernetes.io/bind-completed': 'yes',
  })
  expect(cluster.volumeNamed('pv-a')?.spec.claimRef).toMatchObject({
    kind: 'PersistentVolumeClaim',
    namespace: 'default',
    name: 'a',
    uid: cluster.claimNamed('a')?.metadata.uid,
  })
})

test('[VB-8] a claim that named its volume is not marked as bound by the controller', () => {
  const cluster = new StorageCluster()
  cluster.volume('pv-a')
  cluster.claim('a', { volumeName: 'pv-a' })
  expect(cluster.claimNamed('a')?.metadata.annotations).toEqual({ 'pv.kubernetes.io/bind-completed': 'yes' })
})

test('[VB-9] the claim shows what the volume has, not what it asked for', () => {
  const cluster = new StorageCluster()
  cluster.volume('pv-a', { size: '7Gi', modes: ['ReadWriteOnce', 'ReadOnlyMany'] })
  cluster.claim('a')
  expect(cluster.claimNamed('a')?.status).toMatchObject({
    phase: 'Bound',
    capacity: { storage: '7Gi' },
    accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
  })
})

test('[VB-10] a claim that waits for its first consumer says whom it waits for, and takes no volume by itself', () => {
  const cluster = new StorageCluster()
  cluster.storageClass('late', 'kubernetes.io/no-provisioner', { volumeBindingMode: 'WaitForFirstConsumer' })
  cluster.volume('pv-a', { storageClassName: 'late' })
  cluster.claim('a', { storageClassName: 'late' })
  expect(cluster.events('a')).toEqual(['WaitForFirstConsumer waiting for first consumer to be created before binding'])
  cluster.user('one', ['a'])
  cluster.user('two', ['a'])
  cluster.run(8)
  expect(cluster.events('a')[1]).toBe('WaitForPodScheduled waiting for pods one,two to be scheduled')
  expect(cluster.bindings()).toEqual({ a: 'Pending' })
})

test('[VB-10] a pod that has a node is not waited for', () => {
  const cluster = new StorageCluster()
  cluster.storageClass('late', 'kubernetes.io/no-provisioner', { volumeBindingMode: 'WaitForFirstConsumer' })
  cluster.user('placed', ['a'], { nodeName: 'node-x' })
  cluster.claim('a', { storageClassName: 'late' })
  expect(cluster.events('a')).toEqual(['WaitForFirstConsumer waiting for first consumer to be created before binding'])
})

test('[VB-11] a claim made before there was a default class gets it, one with an empty class does not', () => {
  const cluster = new StorageCluster()
  cluster.claim('unset')
  cluster.claim('empty', { storageClassName: '' })
  cluster.storageClass('standard', 'example.com/disk', {}, true)
  cluster.run(8)
  expect(cluster.claimNamed('unset')?.spec.storageClassName).toBe('standard')
  expect(cluster.claimNamed('empty')?.spec.storageClassName).toBe('')
})

test('[VB-12] a binding that stopped after the volume was written is finished', () => {
  const cluster = new StorageCluster()
  cluster.claim('a')
  const uid = cluster.claimNamed('a')?.metadata.uid
  const claimRef = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace: 'default', name: 'a', uid }
  cluster.volume('pv-a', { claimRef })
  expect(cluster.bindings()).toEqual({ a: 'Bound pv-a' })
  expect(cluster.phases()).toEqual({ 'pv-a': 'Bound' })
})

test('[VB-13] a claim that names a volume binds to no other and says what is wrong with it', () => {
  const cluster = new StorageCluster()
  cluster.volume('pv-a')
  cluster.volume('pv-b')
  cluster.claim('big', { volumeName: 'pv-a', size: '2Gi' })
  cluster.claim('many', { volumeName: 'pv-a', modes: ['ReadWriteMany'] })
  cluster.claim('gold', { volumeName: 'pv-a', storageClassName: 'gold' })
  cluster.claim('raw', { volumeName: 'pv-a', volumeMode: 'Block' })
  const why = (name: string) =>
    cluster.events(name).map(text => text.replace('VolumeMismatch Cannot bind to requested volume "pv-a": ', ''))
  expect(['big', 'many', 'gold', 'raw'].flatMap(why)).toEqual([
    'requested PV is too small',
    'incompatible accessMode',
    'storageClassName does not match',
    'incompatible volumeMode',
  ])
})

test('[VB-13] a claim that names a volume waits in silence for one that does not exist, aloud for one that is taken', () => {
  const cluster = new StorageCluster()
  cluster.volume('pv-a')
  cluster.claim('waits', { volumeName: 'pv-z' })
  cluster.claim('first', { volumeName: 'pv-a' })
  cluster.claim('second', { volumeName: 'pv-a' })
  expect(cluster.bindings()).toEqual({ waits: 'Pending pv-z', first: 'Bound pv-a', second: 'Pending pv-a' })
  expect(cluster.events('waits')).toEqual([])
  expect(cluster.events('second')).toEqual(['FailedBinding volume "pv-a" already bound to a different claim.'])
})

test('[VB-14] a volume reserved by uid for a claim of another volumeMode is not bound, and both are told', () => {
  const cluster = new StorageCluster()
  cluster.claim('a')
  const uid = cluster.claimNamed('a')?.metadata.uid
  cluster.volume('pv-a', { volumeMode: 'Block', claimRef: { namespace: 'default', name: 'a', uid } })
  expect(cluster.bindings()).toEqual({ a: 'Pending' })
  expect(cluster.events('pv-a')).toEqual([
    'VolumeMismatch Cannot bind PersistentVolume to requested PersistentVolumeClaim "a" due to incompatible volumeMode.',
  ])
  expect(cluster.events('a')).toContain(
    'VolumeMismatch Cannot bind PersistentVolume "pv-a" to requested PersistentVolumeClaim due to incompatible volumeMode.',
  )
})

test('[VB-15] a claim whose volume is gone is Lost and says so', () => {
  const cluster = lostClaim()
  expect(cluster.claimNamed('a')?.status.phase).toBe('Lost')
  expect(cluster.events('a')).toEqual([
    'ClaimLost Bound claim has lost its PersistentVolume. Data on the volume is lost!',
  ])
})

test('[VB-15] a claim whose volume belongs to another claim is Lost', () => {
  const cluster = new StorageCluster()
  cluster.volume('pv-a')
  cluster.claim('a')
  cluster.patchVolume('pv-a', { spec: { claimRef: { name: 'b', uid: 'another' } } })
  expect(cluster.bindings()).toEqual({ a: 'Lost pv-a' })
  expect(cluster.events('a')[0]).toMatch(/^ClaimMisbound /)
})

test('[VB-16] a Lost claim shows neither capacity nor access modes', () => {
  const status = lostClaim().claimNamed('a')?.status
  expect([status?.capacity, status?.accessModes]).toEqual([undefined, undefined])
})

test('[VB-17] a Lost claim is Bound again when a volume of that name without a claimRef appears', () => {
  const cluster = lostClaim()
  cluster.volume('pv-a', { size: '3Gi' })
  cluster.run(8)
  expect(cluster.bindings()).toEqual({ a: 'Bound pv-a' })
  expect(cluster.claimNamed('a')?.status.capacity).toEqual({ storage: '3Gi' })
})

function lostClaim(): StorageCluster {
  const cluster = new StorageCluster()
  cluster.volume('pv-a')
  cluster.claim('a')
  cluster.deleteVolume('pv-a')
  cluster.patchVolume('pv-a', { metadata: { finalizers: null } })
  return cluster
}
