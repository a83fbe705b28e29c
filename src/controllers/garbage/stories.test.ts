import { describe, expect, test } from 'vitest'
import type { ConfigMap } from '../../kinds'
import { AgentCluster } from '../../testing/agent-cluster'

const maps = '/api/v1/namespaces/default/configmaps'
const sets = '/apis/apps/v1/namespaces/default/statefulsets'

function configMap(cluster: AgentCluster, name: string): ConfigMap | undefined {
  return cluster.world.store.at().get('ConfigMap', name, 'default')
}

function create(cluster: AgentCluster, name: string, owners: readonly string[] = [], metadata: object = {}): void {
  const ownerReferences = owners.map(owner => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: owner,
    uid: configMap(cluster, owner)?.metadata.uid ?? '11111111-1111-4111-8111-111111111111',
  }))
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ownerReferences, ...metadata } }
  cluster.must('POST', maps, body)
}

function names(cluster: AgentCluster): readonly string[] {
  return cluster.world.store
    .at()
    .list('ConfigMap', 'default')
    .map(({ metadata }) => metadata.name)
    .filter(name => name !== 'kube-root-ca.crt')
}

function createSet(cluster: AgentCluster, replicas: number): void {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'app' }] } }
  cluster.must('POST', sets, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      replicas,
      serviceName: 'web',
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: { app: 'web' } },
      template,
    },
  })
  cluster.pass(1)
}

describe('owners and dependents (test/e2e/apimachinery/garbage_collector.go)', () => {
  test('[GC-1] deleting an owner in the background takes all that hang on it, down to the leaves', () => {
    const cluster = new AgentCluster()
    create(cluster, 'top')
    create(cluster, 'middle', ['top'])
    create(cluster, 'leaf', ['middle'])
    cluster.must('DELETE', `${maps}/top`).pass(2)
    expect(names(cluster)).toEqual([])
  })

  test('[GC-1] a circle of owners goes as a whole (recorded: gc/circle)', () => {
    const cluster = new AgentCluster()
    create(cluster, 'a')
    create(cluster, 'b', ['a'])
    create(cluster, 'c', ['b'])
    const ownerReferences = [
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'c', uid: configMap(cluster, 'c')?.metadata.uid },
    ]
    cluster.must('PATCH', `${maps}/a`, { metadata: { ownerReferences } }).must('DELETE', `${maps}/b`).pass(2)
    expect(names(cluster)).toEqual([])
  })

  test('[GC-2] of two owners the first takes only its reference along, the last one the dependent (recorded: gc/two-owners)', () => {
    const cluster = new AgentCluster()
    create(cluster, 'a')
    create(cluster, 'b')
    create(cluster, 'child', ['a', 'b'])
    cluster.must('DELETE', `${maps}/a`).pass(1)
    expect(configMap(cluster, 'child')?.metadata.ownerReferences?.map(({ name }) => name)).toEqual(['b'])
    cluster.must('DELETE', `${maps}/b`).pass(1)
    expect(names(cluster)).toEqual([])
  })

  test('[GC-4] an orphaned dependent stays without owner', () => {
    const cluster = new AgentCluster()
    create(cluster, 'a')
    create(cluster, 'child', ['a'])
    cluster.must('DELETE', `${maps}/a`, { propagationPolicy: 'Orphan' }).pass(1)
    expect(names(cluster)).toEqual(['child'])
    expect(configMap(cluster, 'child')?.metadata.ownerReferences).toBeUndefined()
  })

  test('an object whose owner never existed is deleted soon (recorded: gc/missing-owner)', () => {
    const cluster = new AgentCluster()
    create(cluster, 'lost', ['nobody'])
    cluster.pass(1)
    expect(names(cluster)).toEqual([])
  })

  test('[GC-3] [GC-5] a set deleted in the foreground outlives its pods and makes no new ones (recorded: gc/foreground)', () => {
    const cluster = new AgentCluster().nodes('node-1')
    createSet(cluster, 2)
    cluster.report('ready', 'web-0', 'web-1')
    cluster.must('DELETE', `${sets}/web`, { propagationPolicy: 'Foreground' }).pass(1)
    expect(cluster.pod('web-0')?.metadata.deletionTimestamp).toBeDefined()
    cluster.report('gone', 'web-1').pass(1)
    expect(cluster.pod('web-1')).toBeUndefined()
    expect(cluster.request('GET', `${sets}/web`).code).toBe(200)
    cluster.report('gone', 'web-0').pass(1)
    expect(cluster.request('GET', `${sets}/web`).code).toBe(404)
    expect(cluster.world.store.at().list('ControllerRevision')).toEqual([])
  })

  test('a new set adopts what an orphaning deletion left behind (recorded: gc/orphan)', () => {
    const cluster = new AgentCluster().nodes('node-1')
    createSet(cluster, 2)
    cluster.report('ready', 'web-0', 'web-1')
    const before = cluster.pod('web-0')?.metadata.uid
    cluster.must('DELETE', `${sets}/web`, { propagationPolicy: 'Orphan' }).pass(1)
    expect(cluster.pod('web-0')?.metadata.ownerReferences).toBeUndefined()
    createSet(cluster, 2)
    expect(cluster.pod('web-0')?.metadata).toMatchObject({ uid: before, ownerReferences: [{ name: 'web' }] })
  })

  test('[GC-1] a background deletion of a set takes its pods and revisions (recorded: gc/background)', () => {
    const cluster = new AgentCluster().nodes('node-1')
    createSet(cluster, 1)
    cluster.report('ready', 'web-0').must('DELETE', `${sets}/web`).pass(1)
    expect(cluster.pod('web-0')?.metadata.deletionTimestamp).toBeDefined()
    expect(cluster.world.store.at().list('ControllerRevision')).toEqual([])
  })
})
