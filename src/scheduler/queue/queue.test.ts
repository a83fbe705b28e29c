import { describe, expect, test } from 'vitest'
import { second } from '../../sim'
import { PlayedCluster } from '../../testing'
import { dueAt } from './notes'

describe('refused pods', () => {
  test('[SC-5] without nodes a pod is tried again after a back-off, and repetitions about one version of it are a series', () => {
    const cluster = new PlayedCluster()
    cluster.pod('one')
    expect(cluster.events('one')).toEqual(['FailedScheduling no nodes available to schedule pods'])
    cluster.run(2)
    const sentence = 'FailedScheduling no nodes available to schedule pods'
    expect(cluster.events('one')).toEqual([sentence, sentence])
    cluster.run(20)
    expect(cluster.events('one')).toEqual([sentence, `${sentence} ×2`])
  })

  test('[SC-5] the back-off after errors doubles from one second to ten', () => {
    const note = { uid: '', revision: 1, failedAt: 100 * second + 300, plugins: [] }
    const waits = [1, 2, 3, 4, 5, 6].map(errorCount => dueAt({ ...note, errorCount }) / second - 100)
    expect(waits).toEqual([2, 3, 5, 9, 11, 11])
  })

  test('[SC-6] a refused pod is tried again when a node changes that may take it, and not when another does', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    cluster.node('b')
    cluster.pod('one', { nodeSelector: { disk: 'ssd' } })
    expect(cluster.events('one')).toHaveLength(1)
    cluster.patchNode('a', { metadata: { labels: { disk: 'hdd' } } })
    cluster.patchNode('a', { status: { allocatable: { cpu: '100' } } }, '/status')
    expect(cluster.events('one')).toHaveLength(1)
    cluster.patchNode('b', { metadata: { labels: { disk: 'ssd' } } })
    expect(cluster.nodeOf('one')).toBe('b')
  })

  test('[SC-6] it is tried again after five minutes, whatever happens', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } })
    cluster.pod('one')
    cluster.run(290)
    expect(cluster.events('one')).toHaveLength(1)
    cluster.run(60)
    expect(cluster.events('one')).toHaveLength(2)
  })

  test('[SC-6] when there is room again, priority goes before waiting', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { pods: '0' } })
    cluster.pod('first')
    cluster.pod('second', { priorityClassName: 'system-node-critical' })
    cluster.patchNode('a', { status: { allocatable: { pods: '1' } } }, '/status')
    expect([cluster.nodeOf('first'), cluster.nodeOf('second')]).toEqual([undefined, 'a'])
    const sentence =
      'FailedScheduling 0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.'
    expect(cluster.events('first')).toEqual([sentence, sentence])
  })

  test('[SC-6] among equals the one that has waited longest goes first', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { pods: '0' } })
    cluster.pod('second')
    cluster.pod('first')
    cluster.patchNode('a', { status: { allocatable: { pods: '1' } } }, '/status')
    expect([cluster.nodeOf('second'), cluster.nodeOf('first')]).toEqual(['a', undefined])
  })

  test('[SC-6] a nomination helps nobody; the loss of one helps those of no higher priority', () => {
    const cluster = new PlayedCluster()
    const wanting = (cpu: string, more: object = {}) => ({
      containers: [{ name: 'main', image: 'app', resources: { requests: { cpu } } }],
      ...more,
    })
    cluster.node('a', { capacity: { cpu: '2' } })
    cluster.pod('low', wanting('2'))
    const labelSelector = { matchLabels: { app: 'middle' } }
    const term = { labelSelector, topologyKey: 'kubernetes.io/hostname' }
    cluster.pod('near', {
      affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
    })
    cluster.pod('waits', wanting('1'))
    cluster.pod('urgent', wanting('3', { priorityClassName: 'system-node-critical' }))
    cluster.pod('middle', wanting('2', { priorityClassName: 'system-cluster-critical' }), { app: 'middle' })
    expect(cluster.get('Pod', 'middle')?.status.nominatedNodeName).toBe('a')
    const tries = () => ['near', 'waits', 'urgent'].map(name => cluster.events(name).length)
    expect(tries()).toEqual([1, 1, 1])
    cluster.gone('middle')
    expect(tries()).toEqual([1, 2, 1])
  })

  test('[SC-7] waking everybody writes nothing about refused pods, and a fork goes on from there', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2' } })
    const containers = [{ name: 'main', image: 'app', resources: { requests: { cpu: '2' } } }]
    for (const name of ['there', 'one']) cluster.pod(name, { containers })
    const fork = cluster.world.fork(cluster.world.store.revision)
    fork.run(fork.now + 3 * second)
    const written = fork.store.changesSince(cluster.world.store.revision)
    const byScheduler =
      written === 'compacted' ? [] : written.filter(({ cause }) => cause.actor === 'default-scheduler')
    expect(byScheduler).toEqual([])
    fork.handle({
      method: 'PATCH',
      path: '/api/v1/nodes/a/status',
      contentType: 'application/merge-patch+json',
      body: { status: { allocatable: { cpu: '4' } } },
    })
    fork.run(fork.now + second)
    expect(fork.store.at().get('Pod', 'one', 'default')?.spec.nodeName).toBe('a')
    expect(cluster.nodeOf('one')).toBeUndefined()
  })

  test('[SC-7] a fork between a change and the moment it is heard leads to the same end', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { spec: { unschedulable: true } })
    cluster.pod('one')
    cluster.must('PATCH', '/api/v1/nodes/a', { spec: { unschedulable: null } })
    const fork = cluster.world.fork(cluster.world.store.revision)
    fork.run(fork.now + 2 * second)
    expect(fork.store.at().get('Pod', 'one', 'default')?.spec.nodeName).toBe('a')
  })
})
