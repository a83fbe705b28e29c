import { expect, test } from 'vitest'
import { conditionOf } from '../../kinds'
import { StorageCluster } from '../../testing'

const claimFinalizer = 'kubernetes.io/pvc-protection'
const volumeFinalizer = 'kubernetes.io/pv-protection'
const podsPath = '/api/v1/namespaces/default/pods'

function boundClaim(): StorageCluster {
  const cluster = new StorageCluster()
  cluster.node('node-1')
  cluster.volume('pv-a')
  cluster.claim('a')
  return cluster
}

function unused(cluster: StorageCluster): string | undefined {
  const claim = cluster.claimNamed('a')
  return claim && conditionOf(claim, 'Unused')?.status
}

test('[VP-1] a claim gets its finalizer back', () => {
  const cluster = boundClaim()
  cluster.patchClaim('a', { metadata: { finalizers: ['example.com/mine'] } })
  expect(cluster.claimNamed('a')?.metadata.finalizers).toEqual(['example.com/mine', claimFinalizer])
})

test('[VP-2] a claim that is being deleted waits for the object of a placed pod to go', () => {
  const cluster = boundClaim()
  cluster.user('user', ['a'])
  cluster.deleteClaim('a')
  cluster.must('PATCH', `${podsPath}/user/status`, { status: { phase: 'Succeeded' } })
  cluster.run(5)
  expect(cluster.claimNamed('a')?.metadata.deletionTimestamp).toBeDefined()
  cluster.gone('user')
  expect(cluster.claimNamed('a')).toBeUndefined()
})

test('[VP-2] a pod without a node does not protect its claim', () => {
  const cluster = boundClaim()
  cluster.user('user', ['a'], { nodeSelector: { disk: 'none' } })
  cluster.deleteClaim('a')
  expect(cluster.claimNamed('a')).toBeUndefined()
})

test('[VP-3] the condition follows the pods that refer to the claim, placed or not, until they have ended', () => {
  const cluster = boundClaim()
  expect(unused(cluster)).toBe('True')
  cluster.user('user', ['a'], { nodeSelector: { disk: 'none' } })
  expect(unused(cluster)).toBe('False')
  cluster.must('PATCH', `${podsPath}/user/status`, { status: { phase: 'Failed' } })
  cluster.run(0.2)
  expect(unused(cluster)).toBe('True')
})

test('[VP-3] a terminating pod counts while a container of it runs', () => {
  const cluster = boundClaim()
  cluster.user('user', ['a'])
  const container = { name: 'main', ready: true, restartCount: 0, image: 'app', imageID: '' }
  const report = (state: object) => {
    const status = { phase: 'Running', containerStatuses: [{ ...container, state }] }
    cluster.must('PATCH', `${podsPath}/user/status`, { status })
    cluster.run(0.2)
  }
  report({ running: { startedAt: '2026-01-01T00:00:00Z' } })
  cluster.must('DELETE', `${podsPath}/user`)
  cluster.run(0.2)
  expect(unused(cluster)).toBe('False')
  report({ terminated: { exitCode: 0 } })
  expect(unused(cluster)).toBe('True')
})

test('[VP-4] a claim that waits has no such condition', () => {
  const cluster = new StorageCluster()
  cluster.claim('a')
  expect(unused(cluster)).toBeUndefined()
})

test('[VP-4] a claim that is being deleted keeps the condition it had', () => {
  const cluster = boundClaim()
  cluster.user('user', ['a'])
  cluster.deleteClaim('a')
  cluster.must('PATCH', `${podsPath}/user/status`, { status: { phase: 'Succeeded' } })
  cluster.run(1)
  expect(unused(cluster)).toBe('False')
})

test('[VP-5] a volume gets its finalizer back', () => {
  const cluster = boundClaim()
  cluster.patchVolume('pv-a', { metadata: { finalizers: null } })
  expect(cluster.volumeNamed('pv-a')?.metadata.finalizers).toEqual([volumeFinalizer])
})

test('[VP-6] a volume that is being deleted stays while it is Bound', () => {
  const cluster = boundClaim()
  cluster.volume('free')
  cluster.deleteVolume('pv-a')
  cluster.deleteVolume('free')
  expect(cluster.phases()).toEqual({ 'pv-a': 'Bound' })
  cluster.deleteClaim('a')
  expect(cluster.phases()).toEqual({})
})
