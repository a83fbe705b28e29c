import { expect, test } from 'vitest'
import { controllerOf, type KubernetesObject, type Pod } from '../../kinds'
import { clusterWith, newSet, TestCluster, templateWith } from './fixture'

type Json = Record<string, unknown>

function pod(name: string, labels: Json, more: Json = {}): Json {
  const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }]
  const metadata = { name, labels, ...more }
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [] }, status: { phase: 'Running', conditions } }
}

const managerOf = (object: KubernetesObject | undefined) => object && controllerOf(object)?.name

test('[SS-4] a pod with matching labels and another name is not the set’s', () => {
  const cluster = new TestCluster().place(pod('web-x', { app: 'web' })).place(pod('webby-0', { app: 'web' }))
  cluster.place(newSet({ replicas: 1 })).settle()
  expect([managerOf(cluster.pod('web-x')), managerOf(cluster.pod('webby-0'))]).toEqual([undefined, undefined])
  expect(cluster.names()).toEqual(['web-0', 'web-x', 'webby-0'])
})

test('[SS-4] a pod that has the set among its owners, but not as its manager, is adopted like any other', () => {
  const cluster = clusterWith({ replicas: 0 })
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: cluster.set().metadata.uid }
  cluster.place(pod('web-7', { app: 'web' }, { ownerReferences: [owner] })).settle()
  expect(cluster.pod('web-7').metadata.ownerReferences).toHaveLength(1)
  expect(cluster.pod('web-7').metadata.deletionTimestamp).toBeDefined()
})

test('[SS-5] a pod whose labels no longer match is released, and blocks its name', () => {
  const cluster = clusterWith({ replicas: 1 }).readyAll()
  cluster
    .change<Pod>('Pod', 'web-0', ({ metadata }) => ({ metadata: { ...metadata, labels: { app: 'free' } } }))
    .settle()
  expect(cluster.pod('web-0').metadata.ownerReferences).toEqual([])
  expect(cluster.set().status.replicas).toBe(0)
  expect(cluster.writes).toContain('create Pod web-0: AlreadyExists')
})

test('[SS-5] a set that is being deleted releases nothing', () => {
  const cluster = clusterWith({ replicas: 1 }).readyAll()
  const deletionTimestamp = '2026-01-01T00:00:05Z'
  cluster.change('StatefulSet', 'web', ({ metadata }) => ({ metadata: { ...metadata, deletionTimestamp } }))
  cluster
    .change<Pod>('Pod', 'web-0', ({ metadata }) => ({ metadata: { ...metadata, labels: { app: 'free' } } }))
    .settle()
  expect(managerOf(cluster.pod('web-0'))).toBe('web')
})

test('[SS-6] a matching pod of nobody is adopted and counted, and keeps its other owners', () => {
  const other = { apiVersion: 'v1', kind: 'ConfigMap', name: 'c', uid: 'c' }
  const cluster = new TestCluster().place(pod('web-0', { app: 'web' }, { ownerReferences: [other] }))
  cluster.place(newSet({ replicas: 1 })).settle()
  expect(cluster.pod('web-0').metadata.ownerReferences).toHaveLength(2)
  expect(managerOf(cluster.pod('web-0'))).toBe('web')
  expect(cluster.set().status.replicas).toBe(1)
})

test('[SS-6] a terminating pod of nobody is not adopted', () => {
  const cluster = new TestCluster().place(pod('web-0', { app: 'web' }, { deletionTimestamp: '2026-01-01T00:00:01Z' }))
  cluster.place(newSet({ replicas: 1 })).settle()
  expect(managerOf(cluster.pod('web-0'))).toBeUndefined()
})

test('[SS-6] a set that is being deleted adopts nothing', () => {
  const cluster = clusterWith({ replicas: 0 })
  cluster.change('StatefulSet', 'web', ({ metadata }) => ({ metadata: { ...metadata, deletionTimestamp: 'now' } }))
  cluster.place(pod('web-0', { app: 'web' })).settle()
  expect(managerOf(cluster.pod('web-0'))).toBeUndefined()
})

test('[SS-6] an adopted pod beyond the range is deleted', () => {
  const cluster = clusterWith({ replicas: 1 })
    .readyAll()
    .place(pod('web-5', { app: 'web' }))
    .settle()
  expect(cluster.pod('web-5').metadata.deletionTimestamp).toBeDefined()
})

test('[SS-7] a pod of somebody else blocks its ordinal without an event, and is followed when it goes', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs', uid: 'rs', controller: true }
  const cluster = new TestCluster().place(pod('web-0', { app: 'web' }, { ownerReferences: [owner] }))
  cluster.place(newSet({ replicas: 1 })).settle(10)
  expect(cluster.events()).toEqual([])
  expect(cluster.set().status).toMatchObject({ replicas: 0, observedGeneration: 1 })
  expect(cluster.writes.filter(write => write.endsWith('AlreadyExists')).length).toBeGreaterThan(3)
  cluster.gone('web-0')
  expect(managerOf(cluster.pod('web-0'))).toBe('web')
})

function revision(name: string, labels: Json, number: number, data: unknown): Json {
  return { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata: { name, labels }, data, revision: number }
}

test('[SS-8] a revision of nobody is adopted whatever its name, and an equal newer one gives its name to the pods', () => {
  const data = { spec: { template: { ...templateWith('app:1'), $patch: 'replace' } } }
  const cluster = new TestCluster().place(revision('foreign', { app: 'web' }, 7, data))
  cluster.place(newSet({ replicas: 1 })).settle()
  expect(managerOf(cluster.get('ControllerRevision', 'foreign'))).toBe('web')
  expect(cluster.names('ControllerRevision')).toEqual(['foreign'])
  expect(cluster.pod('web-0').metadata.labels?.['controller-revision-hash']).toBe('foreign')
})

test('[SS-8] a set that is being deleted cannot adopt revisions: it retries and writes nothing', () => {
  const cluster = new TestCluster().place(revision('foreign', { app: 'web' }, 1, {}))
  const set = newSet() as { metadata: Json }
  cluster.place({ ...set, metadata: { ...set.metadata, deletionTimestamp: 'now' } }).settle()
  expect(cluster.writes).toEqual([])
  expect(cluster.set().status).toEqual({ replicas: 0, availableReplicas: 0 })
  cluster.remove('ControllerRevision', 'foreign').settle(600)
  expect(cluster.set().status.observedGeneration).toBe(1)
})

test('[SS-9] a set that is being deleted gets status and revision, no pods', () => {
  const cluster = new TestCluster()
  const set = newSet() as { metadata: Json }
  cluster.place({ ...set, metadata: { ...set.metadata, deletionTimestamp: 'now' } }).settle()
  expect(cluster.writes).toEqual([`create ControllerRevision ${cluster.set().status.updateRevision}`])
  expect(cluster.set().status).toMatchObject({ replicas: 0, observedGeneration: 1 })
})

test('[SS-9] of a set that is being deleted a pod that ends is not made again, and the status follows', () => {
  const cluster = clusterWith({ replicas: 2 }).converge()
  cluster.change('StatefulSet', 'web', ({ metadata }) => ({ metadata: { ...metadata, deletionTimestamp: 'now' } }))
  cluster.gone('web-1')
  expect(cluster.names()).toEqual(['web-0'])
  expect(cluster.set().status).toMatchObject({ replicas: 1, readyReplicas: 1 })
})
