import { expect, test } from 'vitest'
import { StorageCluster } from '../../testing'
import { provisionerController } from '.'

const provisioner = 'disk.lab.sim'
const asked = 'volume.kubernetes.io/storage-provisioner'
const selectedNode = 'volume.kubernetes.io/selected-node'

function lab(): StorageCluster {
  const cluster = new StorageCluster({ machines: 1 })
  cluster.storageClass('now', provisioner)
  cluster.storageClass('keep', provisioner, { reclaimPolicy: 'Retain', mountOptions: ['noatime'] })
  cluster.storageClass('late', provisioner, { volumeBindingMode: 'WaitForFirstConsumer' })
  return cluster
}

/** What this provisioner said about the claim `a`. */
function said(cluster: StorageCluster): readonly string[] {
  return cluster.events('a').filter(text => text.startsWith('Provisioning'))
}

test('[PR-1] it serves claims of its own class, and no others', () => {
  const cluster = lab()
  cluster.storageClass('other', 'disk.example.com')
  cluster.claim('mine', { storageClassName: 'now' })
  cluster.claim('theirs', { storageClassName: 'other' })
  expect(cluster.claimNamed('mine')?.status.phase).toBe('Bound')
  expect(cluster.claimNamed('theirs')?.status.phase).toBe('Pending')
})

test('[PR-1] being asked is not enough: the class must say the same', () => {
  const cluster = lab()
  const { store } = cluster.world
  cluster.storageClass('other', 'disk.example.com')
  const from = store.revision
  cluster.claim('a', { storageClassName: 'other', annotations: { [asked]: provisioner } })
  const asItWasMade = store.at(from + 1)
  expect(asItWasMade.get('PersistentVolumeClaim', 'a', 'default')?.metadata.annotations?.[asked]).toBe(provisioner)
  const plan = provisionerController.plan(asItWasMade, 'PersistentVolumeClaim/default/a', cluster.world.now)
  expect(plan.actions).toEqual([])
})

test('[PR-1] a claim that has come to name a volume before its turn is left alone', () => {
  const cluster = lab()
  cluster.claim('a', { storageClassName: 'now', volumeName: 'mine', annotations: { [asked]: provisioner } })
  const plan = provisionerController.plan(
    cluster.world.store.at(),
    'PersistentVolumeClaim/default/a',
    cluster.world.now,
  )
  expect(plan.actions).toEqual([])
})

test('[PR-2] with WaitForFirstConsumer it waits for the scheduler to select a node', () => {
  const cluster = lab()
  cluster.claim('a', { storageClassName: 'late' })
  cluster.run(20)
  expect(cluster.claimNamed('a')?.status.phase).toBe('Pending')
  expect(cluster.disks()).toEqual([])
  cluster.patchClaim('a', { metadata: { annotations: { [selectedNode]: 'node-1' } } })
  expect(cluster.claimNamed('a')?.status.phase).toBe('Bound')
})

test('[PR-2] also when it is asked already', () => {
  const cluster = lab()
  cluster.claim('a', { storageClassName: 'late', annotations: { [asked]: provisioner } })
  cluster.run(20)
  expect(cluster.disks()).toEqual([])
})

test('[PR-3] the disk is named after the claim, has its size and is on no machine', () => {
  const cluster = lab()
  cluster.claim('a', { storageClassName: 'now', size: '1Mi' })
  const volume = `pvc-${cluster.claimNamed('a')?.metadata.uid}`
  expect(cluster.disks().map(({ metadata, spec }) => [metadata.name, spec])).toEqual([
    [
      `${provisioner}-${volume}`,
      { capacityBytes: 2 ** 20, source: `csi ${provisioner} ${volume}`, volume, goesWithVolume: true },
    ],
  ])
})

test('[PR-3] the disk is there before its volume', () => {
  const cluster = lab()
  cluster.claim('a', { storageClassName: 'now' })
  const commits = cluster.world.store.changesSince(0)
  const made = (commits === 'compacted' ? [] : commits).flatMap(({ changes }) =>
    changes.filter(({ before }) => !before).map(({ kind }) => kind),
  )
  expect(made.indexOf('Disk')).toBeGreaterThan(-1)
  expect(made.indexOf('Disk')).toBeLessThan(made.indexOf('PersistentVolume'))
})

test('[PR-4] the volume is what claim and class ask for', () => {
  const cluster = lab()
  cluster.claim('a', { storageClassName: 'keep', size: '2Gi', modes: ['ReadWriteOnce', 'ReadOnlyMany'] })
  const volume = cluster.volumeFor('a')
  expect(volume?.spec).toMatchObject({
    capacity: { storage: '2Gi' },
    accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
    persistentVolumeReclaimPolicy: 'Retain',
    mountOptions: ['noatime'],
    storageClassName: 'keep',
    volumeMode: 'Filesystem',
    csi: { driver: provisioner, volumeHandle: volume?.metadata.name },
    claimRef: { name: 'a', uid: cluster.claimNamed('a')?.metadata.uid },
  })
  expect(volume?.metadata.annotations?.['pv.kubernetes.io/provisioned-by']).toBe(provisioner)
})

test('[PR-5] it says when it begins and when it has succeeded', () => {
  const cluster = lab()
  cluster.claim('a', { storageClassName: 'now' })
  expect(said(cluster)).toEqual([
    'Provisioning External provisioner is provisioning volume for claim "default/a"',
    `ProvisioningSucceeded Successfully provisioned volume ${cluster.volumeFor('a')?.metadata.name}`,
  ])
})

test('[PR-6] a claim with a selector is refused, once', () => {
  const cluster = lab()
  cluster.claim('a', { storageClassName: 'now', selector: { matchLabels: { disk: 'ssd' } } })
  cluster.patchClaim('a', { metadata: { labels: { again: 'yes' } } })
  expect(said(cluster)).toEqual([
    'ProvisioningFailed failed to provision volume with StorageClass "now": claim Selector is not supported',
  ])
  expect(cluster.disks()).toEqual([])
})

test('[PR-7] disk and volume go with the claim', () => {
  const cluster = lab()
  cluster.claim('a', { storageClassName: 'now' })
  expect(cluster.volumeFor('a')?.metadata.finalizers).toContain('external-provisioner.volume.kubernetes.io/finalizer')
  cluster.deleteClaim('a')
  expect([cluster.phases(), cluster.disks()]).toEqual([{}, []])
})

test('[PR-7] a volume that is deleted first waits, with its disk, for its claim to go', () => {
  const cluster = lab()
  cluster.claim('a', { storageClassName: 'now' })
  cluster.deleteVolume(cluster.volumeFor('a')?.metadata.name ?? '')
  expect(Object.values(cluster.phases())).toEqual(['Bound'])
  expect(cluster.disks()).toHaveLength(1)
  cluster.deleteClaim('a')
  expect([cluster.phases(), cluster.disks()]).toEqual([{}, []])
})

test('[PR-8] under Retain the volume has no finalizer of the provisioner, and its disk outlives it', () => {
  const cluster = lab()
  cluster.claim('a', { storageClassName: 'now' })
  const name = cluster.volumeFor('a')?.metadata.name ?? ''
  cluster.patchVolume(name, { spec: { persistentVolumeReclaimPolicy: 'Retain' } })
  expect(cluster.volumeNamed(name)?.metadata.finalizers).toEqual(['kubernetes.io/pv-protection'])
  cluster.deleteClaim('a')
  expect(cluster.phases()).toEqual({ [name]: 'Released' })
  cluster.deleteVolume(name)
  expect([cluster.phases(), cluster.disks().length]).toEqual([{}, 1])
})
