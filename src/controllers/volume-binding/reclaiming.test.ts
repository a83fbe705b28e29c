import { expect, test } from 'vitest'
import { StorageCluster, type VolumeSpec } from '../../testing'

const podPath = '/api/v1/namespaces/default/pods/recycler-for-pv-a/status'

function boundWith(policy: string, spec: object = {}): StorageCluster {
  const cluster = new StorageCluster({ settings: { hasHostPathProvisioner: true } })
  cluster.node('node-1')
  cluster.volume('pv-a', { persistentVolumeReclaimPolicy: policy, ...spec })
  cluster.claim('a')
  return cluster
}

function released(policy: string, spec: object = {}): StorageCluster {
  const cluster = boundWith(policy, spec)
  cluster.deleteClaim('a')
  return cluster
}

test('[VB-21] a volume is Available without a claimRef, and with one that has no uid', () => {
  const cluster = new StorageCluster()
  cluster.volume('free')
  cluster.volume('reserved', { claimRef: { namespace: 'default', name: 'a' } })
  expect(cluster.phases()).toEqual({ free: 'Available', reserved: 'Available' })
})

test('[VB-22] a volume whose claim is gone is Released, and stays so for a new claim of the same name', () => {
  const cluster = boundWith('Retain')
  const uid = cluster.claimNamed('a')?.metadata.uid
  cluster.deleteClaim('a')
  cluster.claim('a')
  cluster.run(8)
  expect(cluster.phases()).toEqual({ 'pv-a': 'Released' })
  expect(cluster.volumeNamed('pv-a')?.spec.claimRef?.uid).toBe(uid)
  expect(cluster.bindings()).toEqual({ a: 'Pending' })
})

test('[VB-23] a retained volume goes to the next claim of that name when a person clears the uid', () => {
  const cluster = released('Retain')
  cluster.run(60)
  expect(cluster.phases()).toEqual({ 'pv-a': 'Released' })
  cluster.patchVolume('pv-a', { spec: { claimRef: { uid: null, resourceVersion: null } } })
  expect(cluster.phases()).toEqual({ 'pv-a': 'Available' })
  cluster.claim('other')
  cluster.claim('a')
  expect(cluster.bindings()).toEqual({ a: 'Bound pv-a', other: 'Pending' })
})

test('[VB-24] a host-path volume below /tmp is deleted with its claim', () => {
  const cluster = released('Delete', { hostPath: { path: '/tmp/a' } })
  expect(cluster.phases()).toEqual({})
})

test('[VB-24] what the plugin refuses to delete is Failed', () => {
  const cluster = released('Delete')
  const message = 'host_path deleter only supports /tmp/.+ but received provided /data/pv-a'
  expect(cluster.volumeNamed('pv-a')?.status).toMatchObject({ phase: 'Failed', message })
  expect(cluster.events('pv-a')).toEqual([`VolumeFailedDelete ${message}`])
})

test('[VB-24] nobody can delete an NFS volume, and a CSI volume waits for its driver', () => {
  const nfs = released('Delete', { nfs: { server: 'nfs', path: '/a' } })
  expect(nfs.events('pv-a')).toEqual([
    'VolumeFailedDelete error getting deleter volume plugin for volume "pv-a": no deletable volume plugin matched',
  ])
  const csi = released('Delete', { csi: { driver: 'disk.example.com', volumeHandle: 'a' } })
  expect([csi.phases(), csi.events('pv-a')]).toEqual([{ 'pv-a': 'Released' }, []])
})

test('[VB-25] a volume whose claim is bound elsewhere is given back', () => {
  const cluster = new StorageCluster()
  cluster.volume('pv-a')
  cluster.claim('a')
  const uid = cluster.claimNamed('a')?.metadata.uid
  const claimRef = { namespace: 'default', name: 'a', uid }
  cluster.volume('by-person', { claimRef })
  cluster.volume('by-controller', { claimRef, annotations: { 'pv.kubernetes.io/bound-by-controller': 'yes' } })
  expect(cluster.phases()).toEqual({ 'by-controller': 'Available', 'by-person': 'Available', 'pv-a': 'Bound' })
  expect(cluster.volumeNamed('by-person')?.spec.claimRef).toEqual({ namespace: 'default', name: 'a' })
  expect(cluster.volumeNamed('by-controller')?.spec.claimRef).toBeUndefined()
  expect(cluster.volumeNamed('by-controller')?.metadata.annotations).toBeUndefined()
})

test('[VB-26] a provisioned volume whose claim was served otherwise is deleted', () => {
  const cluster = boundWith('Retain')
  const uid = cluster.claimNamed('a')?.metadata.uid
  cluster.volume('spare', {
    annotations: { 'pv.kubernetes.io/provisioned-by': 'kubernetes.io/host-path' },
    persistentVolumeReclaimPolicy: 'Delete',
    hostPath: { path: '/tmp/spare' },
    claimRef: { namespace: 'default', name: 'a', uid },
  })
  expect(cluster.phases()).toEqual({ 'pv-a': 'Bound' })
})

test('[VB-27] the finalizer of a provisioned volume follows its reclaim policy', () => {
  const cluster = new StorageCluster({ settings: { hasHostPathProvisioner: true } })
  cluster.storageClass('path', 'kubernetes.io/host-path')
  cluster.claim('a', { storageClassName: 'path' })
  const name = cluster.volumeFor('a')?.metadata.name ?? ''
  const finalizers = () => cluster.volumeNamed(name)?.metadata.finalizers
  expect(finalizers()).toEqual(['kubernetes.io/pv-controller', 'kubernetes.io/pv-protection'])
  cluster.patchVolume(name, { spec: { persistentVolumeReclaimPolicy: 'Retain' } })
  expect(finalizers()).toEqual(['kubernetes.io/pv-protection'])
  cluster.patchVolume(name, { spec: { persistentVolumeReclaimPolicy: 'Delete' } })
  expect(finalizers()).toEqual(['kubernetes.io/pv-protection', 'kubernetes.io/pv-controller'])
})

test('[VB-28] a recycled volume is scrubbed by a pod and then Available again', () => {
  const cluster = released('Recycle')
  const pod = cluster.get('Pod', 'recycler-for-pv-a')
  expect(pod?.spec.volumes?.[0]).toMatchObject({ name: 'vol', hostPath: { path: '/data/pv-a' } })
  expect(pod?.spec.activeDeadlineSeconds).toBe(60)
  expect(cluster.events('pv-a')).toEqual([
    'RecyclerPod Recycler pod: Successfully assigned default/recycler-for-pv-a to node-1',
  ])
  cluster.must('PATCH', podPath, { status: { phase: 'Succeeded' } })
  cluster.run(1)
  expect(cluster.phases()).toEqual({ 'pv-a': 'Available' })
  expect(cluster.volumeNamed('pv-a')?.spec.claimRef).toBeUndefined()
  expect(cluster.events('pv-a')).toContain('VolumeRecycled Volume recycled')
  expect(cluster.get('Pod', 'recycler-for-pv-a')).toBeUndefined()
})

test('[VB-28] the pod has half a minute for each GiB, at least one, and five for NFS', () => {
  const secondsFor = (spec: VolumeSpec) =>
    released('Recycle', spec).get('Pod', 'recycler-for-pv-a')?.spec.activeDeadlineSeconds
  expect(secondsFor({ size: '7Gi' })).toBe(210)
  expect(secondsFor({ size: '1536Mi' })).toBe(60)
  expect(secondsFor({ nfs: { server: 'nas', path: '/a' } })).toBe(300)
})

test('[VB-28] after a recycler that failed the volume is Failed and another one tries', () => {
  const cluster = released('Recycle')
  const first = cluster.get('Pod', 'recycler-for-pv-a')?.metadata.uid
  cluster.must('PATCH', podPath, { status: { phase: 'Failed' } })
  cluster.run(1)
  expect(cluster.volumeNamed('pv-a')?.status).toMatchObject({
    phase: 'Failed',
    message: 'Recycle failed: failed to recycle volume: pod failed, pod.Status.Message unknown',
  })
  const second = cluster.get('Pod', 'recycler-for-pv-a')?.metadata.uid
  expect(second).toBeDefined()
  expect(second).not.toBe(first)
})

test('[VB-28] a disk of another kind cannot be recycled', () => {
  const cluster = released('Recycle', { gcePersistentDisk: { pdName: 'a' } })
  expect(cluster.events('pv-a')).toEqual(['VolumeFailedRecycle No recycler plugin found for the volume!'])
  expect(cluster.phases()).toEqual({ 'pv-a': 'Failed' })
})

test('[VB-28] a volume that a pod still uses is not scrubbed until the pod is gone', () => {
  const cluster = boundWith('Recycle')
  cluster.user('user', ['a'], { nodeSelector: { disk: 'none' } })
  cluster.deleteClaim('a')
  expect(cluster.events('pv-a')).toEqual(['VolumeFailedRecycle Volume is used by pods: default/user'])
  cluster.gone('user')
  expect(cluster.get('Pod', 'recycler-for-pv-a')).toBeDefined()
})
