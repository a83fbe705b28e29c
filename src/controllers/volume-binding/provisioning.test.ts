import { expect, test } from 'vitest'
import { StorageCluster } from '../../testing'

const hostPath = 'kubernetes.io/host-path'
const selectedNode = 'volume.kubernetes.io/selected-node'

function clusterWithPlugin(): StorageCluster {
  return new StorageCluster({ settings: { hasHostPathProvisioner: true } })
}

test('[VB-18] the host-path plugin makes a volume below /tmp with the policy of the class', () => {
  const cluster = clusterWithPlugin()
  cluster.storageClass('keep', hostPath, { reclaimPolicy: 'Retain' })
  cluster.claim('a', { storageClassName: 'keep', size: '3Gi' })
  const volume = cluster.volumeFor('a')
  expect(volume?.spec).toMatchObject({
    persistentVolumeReclaimPolicy: 'Retain',
    storageClassName: 'keep',
    capacity: { storage: '3Gi' },
  })
  expect(volume?.spec.hostPath?.path).toMatch(/^\/tmp\/hostpath_pv\/[0-9a-f-]{36}$/)
  expect(volume?.metadata.annotations).toEqual({
    'kubernetes.io/createdby': 'hostpath-dynamic-provisioner',
    'pv.kubernetes.io/bound-by-controller': 'yes',
    'pv.kubernetes.io/provisioned-by': hostPath,
  })
  expect(cluster.events('a')).toEqual([
    `ProvisioningSucceeded Successfully provisioned volume ${volume?.metadata.name} using ${hostPath}`,
  ])
  expect(cluster.claimNamed('a')?.status.phase).toBe('Bound')
})

test('[VB-18] the host-path plugin is off unless it is switched on', () => {
  const cluster = new StorageCluster()
  cluster.storageClass('path', hostPath)
  cluster.claim('a', { storageClassName: 'path' })
  expect(cluster.events('a')).toEqual([
    `ProvisioningFailed Failed to create provisioner: provisioning in volume plugin "${hostPath}" is disabled`,
  ])
})

test('[VB-19] an external provisioner is asked by annotations, and the claim says that it waits', () => {
  const cluster = new StorageCluster()
  cluster.storageClass('cloud', 'disk.example.com')
  cluster.claim('a', { storageClassName: 'cloud' })
  expect(cluster.claimNamed('a')?.metadata.annotations).toEqual({
    'volume.beta.kubernetes.io/storage-provisioner': 'disk.example.com',
    'volume.kubernetes.io/storage-provisioner': 'disk.example.com',
  })
  expect(cluster.events('a')).toHaveLength(1)
  expect(cluster.events('a')[0]).toMatch(
    /^ExternalProvisioning Waiting for a volume to be created either by the external provisioner 'disk\.example\.com' or /,
  )
})

test('[VB-19] an old in-tree name stands for the CSI driver that took over', () => {
  const cluster = new StorageCluster()
  cluster.storageClass('fast', 'kubernetes.io/gce-pd')
  cluster.claim('a', { storageClassName: 'fast' })
  expect(cluster.events('a')[0]).toContain("external provisioner 'pd.csi.storage.gke.io'")
})

test('[VB-20] when making the volume fails the selected node is taken back', () => {
  const cluster = clusterWithPlugin()
  cluster.node('node-1')
  cluster.storageClass('late', hostPath, { volumeBindingMode: 'WaitForFirstConsumer' })
  cluster.claim('a', { storageClassName: 'late', volumeMode: 'Block' })
  cluster.patchClaim('a', { metadata: { annotations: { [selectedNode]: 'node-1' } } })
  expect(cluster.claimNamed('a')?.metadata.annotations?.[selectedNode]).toBeUndefined()
  expect(cluster.events('a')[1]).toBe(
    `ProvisioningFailed Failed to provision volume with StorageClass "late": ${hostPath} does not support block volume provisioning`,
  )
})

test.each([
  ['no-provisioner', {}, 'no volume plugin matched name: kubernetes.io/no-provisioner'],
  [
    'host-path',
    { mountOptions: ['noatime', 'ro'] },
    'Mount options are not supported by the provisioner but StorageClass "c" has mount options [noatime ro]',
  ],
])('[VB-31] provisioner %s with %j fails with its own words', (name, more, message) => {
  const cluster = clusterWithPlugin()
  cluster.storageClass('c', `kubernetes.io/${name}`, more)
  cluster.claim('a', { storageClassName: 'c' })
  expect(cluster.events('a')).toEqual([`ProvisioningFailed ${message}`])
  expect(cluster.bindings()).toEqual({ a: 'Pending' })
})

test('[VB-31] a claim whose class does not exist is served when the class is made', () => {
  const cluster = clusterWithPlugin()
  cluster.claim('a', { storageClassName: 'fast' })
  expect(cluster.events('a')).toEqual(['ProvisioningFailed storageclass.storage.k8s.io "fast" not found'])
  cluster.storageClass('fast', hostPath)
  cluster.run(8)
  expect(cluster.claimNamed('a')?.status.phase).toBe('Bound')
})
