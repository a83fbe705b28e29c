import { expect, test } from 'vitest'
import { StorageCluster } from '../../testing'

const podPath = '/api/v1/namespaces/default/pods/user'
const template = {
  metadata: { labels: { a: 'b' } },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
}

function withUser(before: (cluster: StorageCluster) => void = () => {}): StorageCluster {
  const cluster = new StorageCluster()
  cluster.node('node-1')
  cluster.volume('pv-a')
  cluster.volume('pv-b')
  before(cluster)
  cluster.pod('user', { volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: template } }] })
  cluster.run(3)
  return cluster
}

test('[EV-1] the claim is made as the template says, owned by the pod, and goes with it', () => {
  const cluster = withUser()
  const claim = cluster.claimNamed('user-scratch')
  expect(claim?.metadata.labels).toEqual({ a: 'b' })
  expect(claim?.metadata.ownerReferences).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Pod',
      name: 'user',
      uid: cluster.get('Pod', 'user')?.metadata.uid,
      controller: true,
      blockOwnerDeletion: true,
    },
  ])
  expect([claim?.status.phase, cluster.nodeOf('user')]).toEqual(['Bound', 'node-1'])
  cluster.gone('user')
  cluster.run(3)
  expect(cluster.claimNamed('user-scratch')).toBeUndefined()
})

test('[EV-2] a claim that was deleted is made again', () => {
  const cluster = new StorageCluster()
  cluster.pod('user', { volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: template } }] })
  const first = cluster.claimNamed('user-scratch')?.metadata.uid
  cluster.deleteClaim('user-scratch')
  cluster.run(1)
  expect(cluster.claimNamed('user-scratch')?.metadata.uid).toBeDefined()
  expect(cluster.claimNamed('user-scratch')?.metadata.uid).not.toBe(first)
})

test('[EV-2] but not for a pod that is being deleted', () => {
  const cluster = withUser()
  cluster.must('PATCH', podPath, { metadata: { finalizers: ['a.b/c'] } })
  cluster.must('DELETE', podPath)
  cluster.must('DELETE', `/api/v1/namespaces/default/persistentvolumeclaims/user-scratch`)
  cluster.must('PATCH', `/api/v1/namespaces/default/persistentvolumeclaims/user-scratch`, {
    metadata: { finalizers: null },
  })
  cluster.run(1)
  expect(cluster.claimNamed('user-scratch')).toBeUndefined()
})

test("[EV-3] somebody else's claim is left alone, and the pod is told", () => {
  const cluster = withUser(made => made.claim('user-scratch'))
  expect(cluster.claimNamed('user-scratch')?.metadata.ownerReferences).toBeUndefined()
  expect(cluster.nodeOf('user')).toBeUndefined()
  expect(cluster.events('user').join('\n')).toContain(
    'FailedBinding ephemeral volume scratch: PVC default/user-scratch was not created for pod default/user (pod is not owner)',
  )
})
