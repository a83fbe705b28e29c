import { describe, expect, test } from 'vitest'
import { PlayedCluster } from '../../testing'

const uneven = "1 node(s) didn't match pod topology spread constraints"

/** A cluster with a node `a` in zone a, and a node `b` in zone b as the test wants it. */
function zones(b: Parameters<PlayedCluster['node']>[1] = { spec: { unschedulable: true } }): PlayedCluster {
  const cluster = new PlayedCluster()
  cluster.node('a', { labels: { zone: 'a' } })
  cluster.node('b', { ...b, labels: { zone: 'b', ...b.labels } })
  return cluster
}

/** A pod of the app web, spread over zones. */
function spread(cluster: PlayedCluster, name: string, constraint: object = {}, spec: object = {}, labels = {}): void {
  const labelSelector = { matchLabels: { app: 'web' } }
  const whole = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector, ...constraint }
  cluster.pod(name, { topologySpreadConstraints: [whole], ...spec }, { app: 'web', ...labels })
}

describe('DoNotSchedule constraints', () => {
  test('[SC-13] a domain whose nodes are cordoned counts as empty', () => {
    const cluster = zones()
    spread(cluster, 'one')
    spread(cluster, 'two')
    expect(cluster.nodeOf('one')).toBe('a')
    expect(cluster.refusal('two')).toContain(uneven)
  })

  test('[SC-13] with fewer domains than minDomains the emptiest is thought to be one that is missing', () => {
    const cluster = zones({})
    for (const name of ['one', 'two', 'three']) spread(cluster, name, { minDomains: 3 })
    expect([cluster.nodeOf('one'), cluster.nodeOf('two')].sort()).toEqual(['a', 'b'])
    expect(cluster.refusal('three')).toContain("2 node(s) didn't match pod topology spread constraints")
    cluster.node('c', { labels: { zone: 'c' } })
    cluster.run(1)
    expect(cluster.nodeOf('three')).toBe('c')
  })

  test('[SC-13] nodes that the pod cannot have count only if its constraint ignores node affinity', () => {
    const cluster = zones({ labels: { disk: 'hdd' } })
    cluster.patchNode('a', { metadata: { labels: { disk: 'ssd' } } })
    const spec = { nodeSelector: { disk: 'ssd' } }
    spread(cluster, 'one', {}, spec)
    spread(cluster, 'two', {}, spec)
    spread(cluster, 'three', { nodeAffinityPolicy: 'Ignore' }, spec)
    expect([cluster.nodeOf('one'), cluster.nodeOf('two')]).toEqual(['a', 'a'])
    expect(cluster.refusal('three')).toContain(uneven)
  })

  test('[SC-13] nodes with a taint count, unless the constraint honours taints', () => {
    const cluster = zones({ spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } })
    spread(cluster, 'one')
    spread(cluster, 'two')
    spread(cluster, 'three', { nodeTaintsPolicy: 'Honor' })
    expect(cluster.refusal('two')).toContain(uneven)
    expect(cluster.nodeOf('three')).toBe('a')
  })

  test('[SC-13] a pod on its way out is not counted any more', () => {
    const cluster = zones()
    spread(cluster, 'one')
    cluster.must('DELETE', '/api/v1/namespaces/default/pods/one')
    spread(cluster, 'two')
    expect(cluster.get('Pod', 'one')?.metadata.deletionTimestamp).toBeDefined()
    expect(cluster.nodeOf('two')).toBe('a')
  })

  test('[SC-13] with matchLabelKeys each revision is spread by itself', () => {
    const cluster = zones()
    const own = { matchLabelKeys: ['revision'] }
    spread(cluster, 'one', own, {}, { revision: '1' })
    spread(cluster, 'two', own, {}, { revision: '2' })
    spread(cluster, 'three', own, {}, { revision: '1' })
    expect([cluster.nodeOf('one'), cluster.nodeOf('two')]).toEqual(['a', 'a'])
    expect(cluster.refusal('three')).toContain(uneven)
  })

  test('[SC-13] an empty selector counts nobody, and pods of other namespaces are others', () => {
    const cluster = zones()
    for (const name of ['one', 'two']) spread(cluster, name, { labelSelector: {} })
    expect([cluster.nodeOf('one'), cluster.nodeOf('two')]).toEqual(['a', 'a'])
    cluster.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'far' } })
    cluster.create('/api/v1/namespaces/far/pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'away', labels: { app: 'db' } },
      spec: { nodeName: 'a', containers: [{ name: 'main', image: 'app' }] },
    })
    spread(cluster, 'three', { labelSelector: { matchLabels: { app: 'db' } } }, {}, { app: 'db' })
    expect(cluster.nodeOf('three')).toBe('a')
  })

  test('[SC-23] a label by which the pod is not counted any more helps it', () => {
    const cluster = zones()
    spread(cluster, 'one')
    spread(cluster, 'two')
    expect(cluster.refusal('two')).toContain(uneven)
    cluster.must('PATCH', '/api/v1/namespaces/default/pods/two', { metadata: { labels: { app: 'other' } } })
    cluster.run(0.1)
    expect(cluster.nodeOf('two')).toBe('a')
  })

  test('[SC-23] where taints are honoured a toleration brings nodes into the count', () => {
    const cluster = zones({ spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } })
    cluster.pod('there', { nodeName: 'b' }, { app: 'web' })
    const onlyA = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }
    const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [onlyA] } }
    const constraint = { minDomains: 2, nodeTaintsPolicy: 'Honor', nodeAffinityPolicy: 'Ignore' }
    for (const name of ['one', 'two']) spread(cluster, name, constraint, { affinity: { nodeAffinity } })
    expect(cluster.nodeOf('one')).toBe('a')
    expect(cluster.refusal('two')).toContain(uneven)
    const known = cluster.get('Pod', 'two')?.spec.tolerations ?? []
    const tolerations = [...known, { key: 'gpu', operator: 'Exists' }]
    cluster.must('PATCH', '/api/v1/namespaces/default/pods/two', { spec: { tolerations } })
    cluster.run(0.1)
    expect(cluster.nodeOf('two')).toBe('a')
  })
})
