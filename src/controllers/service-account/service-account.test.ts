import { expect, test } from 'vitest'
import { PlayedCluster } from '../../testing/played-cluster'
import { serviceAccountController } from '.'

const path = (namespace: string) => `/api/v1/namespaces/${namespace}/serviceaccounts`
const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })

function accountsIn(cluster: PlayedCluster, name: string): readonly string[] {
  const { items } = cluster.request('GET', path(name)).body as { items: { metadata: { name: string } }[] }
  return items.map(({ metadata }) => metadata.name)
}

test('[SA-1] every namespace has a `default`, those that were there from the start and new ones', () => {
  const cluster = new PlayedCluster()
  cluster.must('POST', '/api/v1/namespaces', namespace('shop'))
  cluster.run(1)
  for (const name of ['default', 'kube-system', 'shop']) expect(accountsIn(cluster, name)).toEqual(['default'])
})

test('[SA-2] a deleted `default` comes back as another object; other accounts do not', () => {
  const cluster = new PlayedCluster()
  const uid = () =>
    (cluster.request('GET', `${path('default')}/default`).body as { metadata: { uid: string } }).metadata.uid
  const first = uid()
  cluster.must('POST', path('default'), { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'app' } })
  cluster.must('DELETE', `${path('default')}/default`)
  cluster.must('DELETE', `${path('default')}/app`)
  cluster.run(1)
  expect(accountsIn(cluster, 'default')).toEqual(['default'])
  expect(uid()).not.toBe(first)
})

test('[SA-3] a namespace that is being deleted gets none, and goes', () => {
  const cluster = new PlayedCluster()
  cluster.must('POST', '/api/v1/namespaces', namespace('shop'))
  cluster.run(1)
  cluster.must('DELETE', '/api/v1/namespaces/shop')
  cluster.run(20)
  expect(cluster.request('GET', '/api/v1/namespaces/shop').code).toBe(404)
})

test('[SA-3] there nobody even tries', () => {
  const cluster = new PlayedCluster()
  cluster.must('POST', '/api/v1/namespaces', namespace('shop'))
  cluster.run(1)
  cluster.must('DELETE', '/api/v1/namespaces/shop')
  cluster.must('DELETE', `${path('shop')}/default`)
  const view = cluster.world.store.at()
  expect(view.get('Namespace', 'shop')?.status.phase ?? 'Terminating').toBe('Terminating')
  expect(serviceAccountController.plan(view, 'shop', cluster.world.now).actions).toEqual([])
})
