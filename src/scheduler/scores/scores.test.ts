import { describe, expect, test } from 'vitest'
import { PlayedCluster } from '../../testing'

const asking = (cpu: string, memory: string) => ({
  containers: [{ name: 'main', image: 'app', resources: { requests: { cpu, memory } } }],
})

/** Which of the nodes each of the pods is on, by name. */
function places(cluster: PlayedCluster, names: readonly string[]): readonly (string | undefined)[] {
  return names.map(name => cluster.nodeOf(name))
}

describe('preferences', () => {
  test('[SC-9] of nodes with room the one with the larger free share is taken', () => {
    const cluster = new PlayedCluster()
    for (const name of ['a', 'b', 'c']) cluster.node(name, { capacity: { cpu: '4', memory: '8Gi' } })
    cluster.pod('half', { nodeName: 'a', ...asking('2', '4Gi') })
    cluster.pod('most', { nodeName: 'b', ...asking('3', '6Gi') })
    cluster.pod('one', asking('3', '6Gi'))
    cluster.pod('two', asking('1', '2Gi'))
    expect(places(cluster, ['one', 'two'])).toEqual(['c', 'a'])
  })

  test('[SC-9] a pod evens out what a node has left of cpu and memory', () => {
    const chosen = [asking('1', '4Gi'), asking('4', '1Gi')].map(more => {
      const cluster = new PlayedCluster()
      for (const name of ['a', 'b']) cluster.node(name, { capacity: { cpu: '10', memory: '10Gi' } })
      cluster.pod('processor', { nodeName: 'a', ...asking('4', '1Gi') })
      cluster.pod('memory', { nodeName: 'b', ...asking('1', '4Gi') })
      cluster.pod('more', more)
      return cluster.nodeOf('more')
    })
    expect(chosen).toEqual(['a', 'b'])
  })

  test('[SC-9] a container that asks for nothing counts as a small one', () => {
    const cluster = new PlayedCluster()
    for (const name of ['a', 'b']) cluster.node(name, { capacity: { cpu: '4', memory: '8Gi' } })
    for (let i = 0; i < 10; i++) cluster.pod(`small-${i}`, { nodeName: 'a' })
    cluster.pod('large', { nodeName: 'b', ...asking('500m', '1900Mi') })
    cluster.pod('one')
    expect(cluster.nodeOf('one')).toBe('b')
  })

  test('[SC-9] but it evens nothing out', () => {
    const cluster = new PlayedCluster()
    for (const name of ['a', 'b']) cluster.node(name, { capacity: { cpu: '10', memory: '10Gi' } })
    cluster.pod('processor', { nodeName: 'a', ...asking('4', '1Gi') })
    cluster.pod('memory', { nodeName: 'b', ...asking('1', '3891Mi') })
    cluster.pod('one', { containers: [0, 1, 2, 3, 4].map(i => ({ name: `c${i}`, image: 'app' })) })
    expect(cluster.nodeOf('one')).toBe('b')
  })

  test('[SC-10] pods of one service spread over nodes and zones without being told', () => {
    const cluster = new PlayedCluster()
    for (const [name, zone] of [
      ['a', 'one'],
      ['b', 'one'],
      ['c', 'two'],
      ['d', 'two'],
    ] as const)
      cluster.node(name, { labels: { 'topology.kubernetes.io/zone': zone } })
    const spec = { selector: { app: 'web' }, ports: [{ port: 80 }] }
    cluster.create('/api/v1/namespaces/default/services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec,
    })
    const names = ['p0', 'p1', 'p2', 'p3']
    for (const name of names) cluster.pod(name, {}, { app: 'web' })
    expect([...places(cluster, names)].sort()).toEqual(['a', 'b', 'c', 'd'])
    const zones = places(cluster, ['p0', 'p1']).map(node => 'ab'.includes(node ?? ''))
    expect(zones[0]).not.toBe(zones[1])
  })

  test('[SC-10] the default spread goes before an even load, first over nodes and then over zones', () => {
    const cluster = new PlayedCluster()
    for (const [name, zone] of Object.entries({ a: 'one', b: 'one', c: 'two' }))
      cluster.node(name, { labels: { 'topology.kubernetes.io/zone': zone } })
    const [metadata, spec] = [{ name: 'web' }, { selector: { app: 'web' }, ports: [{ port: 80 }] }]
    cluster.create('/api/v1/namespaces/default/services', { apiVersion: 'v1', kind: 'Service', metadata, spec })
    cluster.pod('first', { nodeName: 'a' }, { app: 'web' })
    cluster.pod('load', { nodeName: 'c', ...asking('800m', '1600Mi') })
    cluster.pod('second', {}, { app: 'web' })
    cluster.pod('stranger')
    expect(places(cluster, ['second', 'stranger'])).toEqual(['c', 'b'])
  })

  test('[SC-10] pods of a StatefulSet spread without a service that selects them', () => {
    const cluster = new PlayedCluster()
    for (const name of ['a', 'b']) cluster.node(name)
    cluster.pod('load', { nodeName: 'b', ...asking('1', '2Gi') })
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'app' }] } }
    cluster.create('/apis/apps/v1/namespaces/default/statefulsets', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'web' },
      spec: {
        replicas: 2,
        serviceName: 'web',
        podManagementPolicy: 'Parallel',
        selector: { matchLabels: { app: 'web' } },
        template,
      },
    })
    cluster.run(1)
    expect([...places(cluster, ['web-0', 'web-1'])].sort()).toEqual(['a', 'b'])
  })

  test('[SC-10] a wish for zones of its own goes before the default', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { labels: { zone: 'a' } })
    cluster.node('b', { labels: { zone: 'b' } })
    cluster.node('c')
    const topologySpreadConstraints = [
      {
        maxSkew: 1,
        topologyKey: 'zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { app: 'web' } },
      },
    ]
    for (const name of ['p0', 'p1']) cluster.pod(name, { topologySpreadConstraints }, { app: 'web' })
    expect([...places(cluster, ['p0', 'p1'])].sort()).toEqual(['a', 'b'])
  })

  test('[SC-11] preferred nodes are taken and PreferNoSchedule taints avoided while there is a choice', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { labels: { disk: 'ssd' }, capacity: { pods: '2' } })
    cluster.node('b')
    cluster.pod('load', { nodeName: 'a', ...asking('1', '2Gi') })
    cluster.node('c', { spec: { taints: [{ key: 'old', effect: 'PreferNoSchedule' }] } })
    const preference = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }
    const affinity = {
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference }] },
    }
    cluster.pod('one', { affinity })
    cluster.pod('two', { affinity })
    expect(places(cluster, ['one', 'two'])).toEqual(['a', 'b'])
  })

  test('[SC-11] preferred pod affinity draws a pod, and that of pods that are there draws it too', () => {
    const cluster = new PlayedCluster()
    for (const name of ['a', 'b', 'c']) cluster.node(name)
    const near = (app: string) => ({
      podAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } },
          },
        ],
      },
    })
    cluster.pod('db', { nodeName: 'b' })
    cluster.pod('web', { affinity: near('db') })
    cluster.pod('lonely', { nodeName: 'c', affinity: near('guest') })
    cluster.pod('guest')
    expect(places(cluster, ['web', 'guest'])).toEqual(['b', 'c'])
  })

  test('[SC-11] a pod that is there only for company draws it too', () => {
    const cluster = new PlayedCluster()
    for (const name of ['a', 'b']) cluster.node(name)
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'guest' } } }
    const podAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] }
    cluster.pod('lonely', { nodeName: 'b', affinity: { podAffinity } })
    cluster.pod('load', { nodeName: 'b', ...asking('2', '4Gi') })
    cluster.pod('guest')
    expect(cluster.nodeOf('guest')).toBe('b')
  })

  test('[SC-11] a large image that is there draws its pod', () => {
    const names = ['a', 'b', 'c']
    const drawn = names.map(holder => {
      const cluster = new PlayedCluster()
      for (const name of names) cluster.node(name)
      cluster.patchNode(holder, { status: { images: [{ names: ['app:latest'], sizeBytes: 900_000_000 }] } }, '/status')
      cluster.pod('one')
      return cluster.nodeOf('one')
    })
    expect(drawn).toEqual(names)
  })

  test('[SC-11] preferred anti-affinity drives a pod away, to a fuller node if need be', () => {
    const cluster = new PlayedCluster()
    for (const name of ['a', 'b']) cluster.node(name, { capacity: { cpu: '4', memory: '8Gi' } })
    const podAffinityTerm = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'db' } } }
    const podAntiAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm }] }
    cluster.pod('db', { nodeName: 'a' })
    cluster.pod('load', { nodeName: 'b', ...asking('2', '4Gi') })
    cluster.pod('web', { affinity: { podAntiAffinity } })
    expect(cluster.nodeOf('web')).toBe('b')
  })

  test('[SC-8] scores weigh differently: a PreferNoSchedule taint counts for more than a preferred node', () => {
    const cluster = new PlayedCluster()
    const taints = [{ key: 'old', effect: 'PreferNoSchedule' }] as const
    cluster.node('a', { labels: { disk: 'ssd' }, spec: { taints } })
    cluster.node('b')
    cluster.pod('load', { nodeName: 'b', ...asking('1', '2Gi') })
    const preference = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }
    const nodeAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference }] }
    cluster.pod('one', { affinity: { nodeAffinity } })
    expect(cluster.nodeOf('one')).toBe('b')
  })

  test('[SC-8] between equal nodes a lot decides: the same in the same world, not always the same node', () => {
    const drawn = [0, 1].map(() => {
      const cluster = new PlayedCluster({ seed: 3 })
      for (const name of ['a', 'b', 'c']) cluster.node(name, { capacity: { cpu: '1000', memory: '2Ti' } })
      const names = Array.from({ length: 12 }, (_, i) => `p${i}`)
      for (const name of names) cluster.pod(name)
      return places(cluster, names)
    })
    expect(drawn[0]).toEqual(drawn[1])
    expect(new Set(drawn[0]).size).toBe(3)
  })
})
