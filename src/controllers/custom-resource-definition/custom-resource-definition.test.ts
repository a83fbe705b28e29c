import { expect, test } from 'vitest'
import { PlayedCluster } from '../../testing/played-cluster'

const root = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'

function definition(plural: string, kind: string, spec: object = {}) {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.example.com` },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural, kind },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
      ...spec,
    },
  }
}

function conditions(cluster: PlayedCluster, plural: string): readonly string[] {
  const { status } = cluster.request('GET', `${root}/${plural}.example.com`).body as {
    status: { conditions: { type: string; status: string; reason: string }[] }
  }
  return status.conditions.map(({ type, status, reason }) => `${type}=${status} ${reason}`)
}

const path = (plural: string, namespace = 'default') => `/apis/example.com/v1/namespaces/${namespace}/${plural}`
const object = (kind: string, name: string, metadata: object = {}) => ({
  apiVersion: 'example.com/v1',
  kind,
  metadata: { name, ...metadata },
})

test('[CD-1] [CD-2] a definition whose names are free is established, and its kind is served', () => {
  const cluster = new PlayedCluster()
  expect(cluster.request('GET', path('ponds')).code).toBe(404)
  cluster.create(root, definition('ponds', 'Pond'))
  expect(conditions(cluster, 'ponds')).toEqual([
    'NamesAccepted=True NoConflicts',
    'Established=True InitialNamesAccepted',
  ])
  cluster.create(path('ponds'), object('Pond', 'a'))
  expect(cluster.request('GET', `${path('ponds')}/a`).code).toBe(200)
})

test('[CD-1] [CD-3] a name that is taken is refused until its owner is gone', () => {
  const cluster = new PlayedCluster()
  cluster.create(root, definition('ponds', 'Pond'))
  cluster.create(root, definition('pools', 'Pond'))
  expect(conditions(cluster, 'pools')).toEqual([
    'NamesAccepted=False ListKindConflict',
    'Established=False NotAccepted',
  ])
  expect(cluster.request('GET', path('pools')).code).toBe(404)
  cluster.must('DELETE', `${root}/ponds.example.com`)
  cluster.run(1)
  expect(conditions(cluster, 'pools')).toEqual([
    'NamesAccepted=True NoConflicts',
    'Established=True InitialNamesAccepted',
  ])
})

test('[CD-1] names of another group are not in the way', () => {
  const cluster = new PlayedCluster()
  cluster.create(root, definition('ponds', 'Pond'))
  const other = definition('ponds', 'Pond', { group: 'example.org' })
  cluster.create(root, { ...other, metadata: { name: 'ponds.example.org' } })
  const { status } = cluster.request('GET', `${root}/ponds.example.org`).body as {
    status: { conditions: { type: string; status: string }[] }
  }
  expect(status.conditions.map(({ type, status: state }) => `${type}=${state}`)).toEqual([
    'NamesAccepted=True',
    'Established=True',
  ])
})

test('[CD-2] a kind that is served stays so when it asks for a name that is taken', () => {
  const cluster = new PlayedCluster()
  cluster.create(root, definition('ponds', 'Pond', { names: { plural: 'ponds', kind: 'Pond', shortNames: ['p'] } }))
  cluster.create(root, definition('pools', 'Pool'))
  cluster.must('PATCH', `${root}/pools.example.com`, { spec: { names: { shortNames: ['p'] } } })
  cluster.run(1)
  expect([...conditions(cluster, 'pools')].sort()).toEqual([
    'Established=True InitialNamesAccepted',
    'NamesAccepted=False ShortNamesConflict',
  ])
})

test('[CD-4] [CD-5] a definition goes after the last of its objects, and nothing new comes in meanwhile', () => {
  const cluster = new PlayedCluster()
  cluster.create(root, definition('ponds', 'Pond'))
  cluster.create(path('ponds'), object('Pond', 'free'))
  cluster.create(path('ponds'), object('Pond', 'held', { finalizers: ['example.com/hold'] }))
  cluster.must('DELETE', `${root}/ponds.example.com`)
  cluster.run(1)
  expect(conditions(cluster, 'ponds')).toContain('Terminating=True InstanceDeletionInProgress')
  expect(cluster.request('GET', `${path('ponds')}/free`).code).toBe(404)
  expect(cluster.request('POST', path('ponds'), object('Pond', 'new')).code).toBe(403)
  cluster.must('PATCH', `${path('ponds')}/held`, { metadata: { finalizers: null } })
  cluster.run(1)
  expect(cluster.request('GET', `${root}/ponds.example.com`).code).toBe(404)
  expect(cluster.request('GET', path('ponds')).code).toBe(404)
})

test('custom objects are owners and owned, and go with their namespace', () => {
  const cluster = new PlayedCluster()
  cluster.create(root, definition('ponds', 'Service'))
  cluster.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })
  cluster.create(path('ponds', 'shop'), object('Service', 'top'))
  const { metadata } = cluster.request('GET', `${path('ponds', 'shop')}/top`).body as { metadata: { uid: string } }
  const ownerReferences = [{ apiVersion: 'example.com/v1', kind: 'Service', name: 'top', uid: metadata.uid }]
  const owned = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'owned', ownerReferences } }
  cluster.create('/api/v1/namespaces/shop/configmaps', owned)
  cluster.create(path('ponds', 'shop'), object('Service', 'below', { ownerReferences }))
  cluster.run(1)
  expect(cluster.request('GET', '/api/v1/namespaces/shop/configmaps/owned').code).toBe(200)
  cluster.must('DELETE', `${path('ponds', 'shop')}/top`)
  cluster.run(1)
  expect(cluster.request('GET', '/api/v1/namespaces/shop/configmaps/owned').code).toBe(404)
  expect(cluster.request('GET', `${path('ponds', 'shop')}/below`).code).toBe(404)
  cluster.create(path('ponds', 'shop'), object('Service', 'last'))
  cluster.must('DELETE', '/api/v1/namespaces/shop')
  cluster.run(20)
  expect(cluster.request('GET', '/api/v1/namespaces/shop').code).toBe(404)
})

test('a fork and a replica know what definitions have added', () => {
  const cluster = new PlayedCluster()
  cluster.create(root, definition('ponds', 'Pond'))
  cluster.create(path('ponds'), object('Pond', 'a'))
  const fork = cluster.world.fork(cluster.world.store.revision)
  expect(fork.handle({ method: 'GET', path: `${path('ponds')}/a` }).code).toBe(200)
  const before = cluster.world.fork(1)
  expect(before.handle({ method: 'GET', path: path('ponds') }).code).toBe(404)
})
