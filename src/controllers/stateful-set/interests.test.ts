import { expect, test } from 'vitest'
import type { KubernetesObject, Pod } from '../../kinds'
import type { Change } from '../../store'
import { clusterWith, newSet, type TestCluster } from './fixture'
import { interests } from './interests'

function keysOf(cluster: TestCluster, before: unknown, after: unknown): readonly string[] {
  const object = (after ?? before) as KubernetesObject
  const { name, namespace = '' } = object.metadata
  const change = {
    kind: object.kind,
    name,
    namespace,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }
  const concerned = interests.filter(({ kind }) => kind === object.kind)
  return concerned.flatMap(interest => interest.keysOf(change as Change, cluster.store.at()))
}

function orphan(labels: Record<string, string>, more: Record<string, unknown> = {}): unknown {
  return { kind: 'Pod', metadata: { name: 'web-0', namespace: 'default', uid: 'x', labels, ...more } }
}

test('[SS-1] sets and pods wake the controller, claims and revisions do not', () => {
  expect(interests.map(({ kind }) => kind)).toEqual(['StatefulSet', 'Pod'])
  const cluster = clusterWith()
  expect(keysOf(cluster, cluster.set(), undefined)).toEqual(['default/web'])
})

test('[SS-1] a deleted revision is not noticed until something else wakes the set', () => {
  const cluster = clusterWith().readyAll()
  const [name = ''] = cluster.names('ControllerRevision')
  cluster.remove('ControllerRevision', name).settle()
  expect(cluster.names('ControllerRevision')).toEqual([])
  cluster.change('StatefulSet', 'web', ({ metadata }) => ({ metadata: { ...metadata, labels: { a: 'b' } } })).settle()
  expect(cluster.names('ControllerRevision')).toEqual([name])
})

test('[SS-2] a managed pod wakes its manager, whatever happens to it', () => {
  const cluster = clusterWith()
  const pod = cluster.pod('web-0')
  expect(keysOf(cluster, undefined, pod)).toEqual(['default/web'])
  expect(keysOf(cluster, pod, { ...pod })).toEqual(['default/web'])
  expect(keysOf(cluster, pod, undefined)).toEqual(['default/web'])
})

test('[SS-2] a reference to another kind, or to an earlier set of that name, wakes nobody', () => {
  const cluster = clusterWith()
  const owned = (kind: string, uid: string) =>
    orphan({ app: 'web' }, { ownerReferences: [{ kind, name: 'web', uid, controller: true }] })
  expect(keysOf(cluster, undefined, owned('StatefulSet', 'earlier'))).toEqual([])
  expect(keysOf(cluster, undefined, owned('ReplicaSet', cluster.set().metadata.uid))).toEqual([])
})

test('[SS-2] a pod that changed hands wakes its former manager too', () => {
  const cluster = clusterWith().place(newSet({}, 'db'))
  const pod = cluster.pod('web-0') as Pod
  const { uid } = cluster.set('db').metadata
  const handedOver = {
    ...pod,
    metadata: { ...pod.metadata, ownerReferences: [{ kind: 'StatefulSet', name: 'db', uid, controller: true }] },
  }
  expect(keysOf(cluster, pod, handedOver)).toEqual(['default/web', 'default/db'])
})

test('[SS-3] a new pod of nobody wakes every set that selects it, a deleted or terminating one nobody', () => {
  const cluster = clusterWith().place(newSet({ selector: { matchLabels: { tier: 'data' } } }, 'db'))
  const both = orphan({ app: 'web', tier: 'data' })
  expect(keysOf(cluster, undefined, both)).toEqual(['default/db', 'default/web'])
  expect(keysOf(cluster, both, undefined)).toEqual([])
  expect(keysOf(cluster, undefined, orphan({ app: 'web' }, { deletionTimestamp: 'now' }))).toEqual([])
})

test('[SS-3] a pod of nobody wakes the sets again when its labels or its manager changed, not when its status did', () => {
  const cluster = clusterWith()
  const pod = cluster.pod('web-0')
  const { ownerReferences: _, ...metadata } = pod.metadata
  const freed = { ...pod, metadata }
  expect(keysOf(cluster, pod, freed)).toEqual(['default/web', 'default/web'])
  expect(keysOf(cluster, freed, { ...freed, status: { phase: 'Failed' } })).toEqual([])
  expect(keysOf(cluster, orphan({ app: 'other' }), freed)).toEqual(['default/web'])
})
