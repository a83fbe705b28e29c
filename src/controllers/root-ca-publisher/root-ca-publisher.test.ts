import { expect, test } from 'vitest'
import { PlayedCluster } from '../../testing/played-cluster'
import { rootCAPublisherController } from './controller'

const path = (namespace: string) => `/api/v1/namespaces/${namespace}/configmaps`
const created = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }

function mapIn(cluster: PlayedCluster, namespace: string) {
  return cluster.world.store.at().get('ConfigMap', 'kube-root-ca.crt', namespace)
}

test('[RC-1] every namespace has a described kube-root-ca.crt, those that were there from the start and new ones', () => {
  const cluster = new PlayedCluster()
  cluster.must('POST', '/api/v1/namespaces', created)
  cluster.run(1)
  for (const name of ['default', 'kube-system', 'shop']) {
    expect(mapIn(cluster, name)?.data).toEqual({ 'ca.crt': '' })
    expect(mapIn(cluster, name)?.metadata.annotations?.['kubernetes.io/description']).toMatch(/^Contains a CA bundle/)
  }
  // One write made it so.
  const commits = cluster.world.store.changesSince(0)
  const changes = commits === 'compacted' ? [] : commits.flatMap(commit => commit.changes)
  const ofMap = changes.filter(({ kind, namespace }) => kind === 'ConfigMap' && namespace === 'shop')
  expect(ofMap).toHaveLength(1)
})

test('[RC-2] it comes back when it is deleted, and what others write into it goes', () => {
  const cluster = new PlayedCluster()
  const uid = mapIn(cluster, 'default')?.metadata.uid
  cluster.must('DELETE', `${path('default')}/kube-root-ca.crt`)
  cluster.run(1)
  expect(mapIn(cluster, 'default')?.metadata.uid).not.toBe(uid)
  cluster.must('PATCH', `${path('default')}/kube-root-ca.crt`, {
    metadata: { annotations: { 'kubernetes.io/description': null } },
    data: { 'ca.crt': 'mine', more: 'x' },
  })
  cluster.run(1)
  expect(mapIn(cluster, 'default')?.data).toEqual({ 'ca.crt': '' })
  expect(mapIn(cluster, 'default')?.metadata.annotations).toHaveProperty(['kubernetes.io/description'])
  cluster.must('POST', path('default'), {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'x' },
    data: { a: 'b' },
  })
  cluster.run(1)
  expect(cluster.world.store.at().get('ConfigMap', 'x', 'default')?.data).toEqual({ a: 'b' })
})

test('[RC-3] a namespace that is being deleted gets none, and goes', () => {
  const cluster = new PlayedCluster()
  cluster.must('POST', '/api/v1/namespaces', created)
  cluster.run(1)
  cluster.must('DELETE', '/api/v1/namespaces/shop')
  cluster.must('DELETE', `${path('shop')}/kube-root-ca.crt`)
  cluster.run(1)
  expect(mapIn(cluster, 'shop')).toBeUndefined()
  // Nor is one asked for: the API would refuse it.
  const { store, now } = cluster.world
  expect(store.at().get('Namespace', 'shop')?.status.phase).toBe('Terminating')
  expect(rootCAPublisherController.plan(store.at(), 'shop', now)).toEqual({ actions: [] })
  cluster.run(20)
  expect(cluster.request('GET', '/api/v1/namespaces/shop').code).toBe(404)
})
