import { describe, expect, test } from 'vitest'
import { defined } from '../../base'
import type { Pod } from '../../kinds'
import { PlayedCluster } from '../../testing'

/** The classes that every cluster has; pods without one have priority 0. */
const high = 'system-node-critical'
const middle = 'system-cluster-critical'

function wanting(cpu: string, priorityClassName?: string, more: object = {}) {
  return {
    ...(priorityClassName && { priorityClassName }),
    containers: [{ name: 'main', image: 'app', resources: { requests: { cpu } } }],
    ...more,
  }
}

const found = (node: string, count: number) =>
  `preemption: found a potential placement for pod on node ${node}, preempting ${count} victims`

describe('preemption', () => {
  test('[SC-15] the pod of lowest priority makes way; the other is nominated and runs when it is gone', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2' } })
    cluster.node('b', { capacity: { cpu: '2' } })
    const on = (name: string) => ({ nodeSelector: { 'kubernetes.io/hostname': name } })
    cluster.pod('middle', wanting('2', middle, on('a')))
    cluster.pod('low', wanting('2', undefined, on('b')))
    cluster.pod('urgent', wanting('1', high))
    expect(cluster.refusal('urgent')).toBe(`0/2 nodes are available: 2 Insufficient cpu. ${found('b', 1)}`)
    expect(cluster.get('Pod', 'urgent')?.status.nominatedNodeName).toBe('b')
    const victim = cluster.get('Pod', 'low')
    expect(victim?.metadata.deletionTimestamp).toBeDefined()
    expect(victim?.status.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
      reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
    })
    expect(cluster.events('low')).toContain(
      `Preempted Preempted by pod ${cluster.get('Pod', 'urgent')?.metadata.uid} on node b`,
    )
    cluster.gone('low')
    expect(cluster.nodeOf('urgent')).toBe('b')
    expect(cluster.get('Pod', 'urgent')?.status.nominatedNodeName).toBeUndefined()
  })

  test('[SC-15] no more pods go than must, the least important of them', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '3' } })
    cluster.pod('one', wanting('1'))
    cluster.pod('two', wanting('1', middle))
    cluster.pod('three', wanting('1'))
    cluster.pod('urgent', wanting('2', high))
    const going = ['one', 'two', 'three'].filter(name => cluster.get('Pod', name)?.metadata.deletionTimestamp)
    expect(going).toEqual(['one', 'three'])
    expect(cluster.refusal('urgent')).toContain(found('a', 2))
  })

  test('[SC-15] one pod goes rather than two, and of two that are alike the one that began last', () => {
    const cluster = new PlayedCluster()
    for (const name of ['a', 'b', 'c']) cluster.node(name, { capacity: { cpu: '2' } })
    const on = (name: string) => ({ nodeSelector: { 'kubernetes.io/hostname': name } })
    const started = (name: string, startTime: string) =>
      cluster.must('PATCH', `/api/v1/namespaces/default/pods/${name}/status`, { status: { startTime } })
    for (const name of ['one', 'two']) cluster.pod(name, wanting('1', undefined, on('a')))
    cluster.pod('late', wanting('2', undefined, on('b')))
    cluster.pod('early', wanting('2', undefined, on('c')))
    for (const name of ['one', 'two']) started(name, '2026-01-01T00:00:03Z')
    started('late', '2026-01-01T00:00:02Z')
    started('early', '2026-01-01T00:00:01Z')
    cluster.pod('urgent', wanting('2', high))
    expect(cluster.refusal('urgent')).toContain(found('b', 1))
  })

  test('[SC-15] what is free beside the victims is kept for the pod that they make way for', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '3' } })
    cluster.pod('low', wanting('2'))
    cluster.pod('urgent', wanting('3', high))
    cluster.pod('meek', wanting('1', middle))
    expect(cluster.refusal('meek')).toContain('1 Insufficient cpu.')
    cluster.pod('equal', wanting('1', 'system-node-critical'))
    expect(cluster.nodeOf('equal')).toBeUndefined()
    cluster.gone('low')
    expect(cluster.nodeOf('urgent')).toBe('a')
  })

  test('[SC-15] the nominated node is taken though another has become the better one', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2' } })
    cluster.node('b', { capacity: { cpu: '8' } })
    const on = (name: string) => ({ nodeSelector: { 'kubernetes.io/hostname': name } })
    cluster.pod('low', wanting('2', undefined, on('a')))
    cluster.pod('middle', wanting('8', middle, on('b')))
    cluster.pod('urgent', wanting('1', high))
    expect(cluster.get('Pod', 'urgent')?.status.nominatedNodeName).toBe('a')
    for (const name of ['low', 'middle'])
      cluster.must('DELETE', `/api/v1/namespaces/default/pods/${name}`, { gracePeriodSeconds: 0 })
    cluster.run(0.1)
    expect(cluster.nodeOf('urgent')).toBe('a')
  })

  test('[SC-15] who is more important takes the promised room, and the promise is taken back', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2' } })
    cluster.pod('low', wanting('2'))
    cluster.pod('middle', wanting('2', middle))
    expect(cluster.get('Pod', 'middle')?.status.nominatedNodeName).toBe('a')
    cluster.pod('urgent', wanting('2', high))
    const promised = () => ['urgent', 'middle'].map(name => cluster.get('Pod', name)?.status.nominatedNodeName)
    // Nobody has to be told to go any more, and so the promise stays until the pod is looked at again (recorded: scheduler/preemption-promises).
    expect(promised()).toEqual(['a', 'a'])
    cluster.gone('low')
    expect([cluster.nodeOf('urgent'), cluster.nodeOf('middle')]).toEqual(['a', undefined])
    expect(promised()[1]).toBeUndefined()
  })

  test('[SC-15] who makes further pods go takes the promises of less important ones back at once', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2' } })
    cluster.pod('one', wanting('1'))
    cluster.pod('two', wanting('1'))
    cluster.pod('middle', wanting('1', middle))
    expect(cluster.get('Pod', 'middle')?.status.nominatedNodeName).toBe('a')
    cluster.pod('urgent', wanting('2', high))
    const promised = ['urgent', 'middle'].map(name => cluster.get('Pod', name)?.status.nominatedNodeName)
    expect(promised).toEqual(['a', undefined])
  })

  test('[SC-15] the room that is being made is not taken by others, and a second try says who is waited for', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2' } })
    cluster.pod('low', wanting('2'))
    cluster.pod('urgent', wanting('2', high))
    cluster.pod('meek', wanting('1', middle))
    expect(cluster.refusal('meek')).toContain('1 Insufficient cpu.')
    cluster.patchNode('a', { status: { allocatable: { pods: '200' } } }, '/status')
    expect(cluster.refusal('urgent')).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to a terminating pod on the nominated node.',
    )
    expect(cluster.get('Pod', 'urgent')?.status.nominatedNodeName).toBe('a')
    cluster.gone('low')
    expect([cluster.nodeOf('urgent'), cluster.nodeOf('meek')]).toEqual(['a', undefined])
  })

  test('[SC-15] a pod under a disruption budget is spared where another will do', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2' } })
    cluster.pod('any', wanting('1'), { app: 'web' })
    cluster.pod('kept', wanting('1'), { app: 'db' })
    const metadata = { name: 'db', namespace: 'default', uid: 'db', resourceVersion: '1', creationTimestamp: '' }
    const spec = { selector: { matchLabels: { app: 'db' } } }
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec,
      status: { disruptionsAllowed: 0 },
    }
    cluster.place(budget)
    cluster.pod('urgent', wanting('1', high))
    expect(cluster.get('Pod', 'kept')?.metadata.deletionTimestamp).toBeUndefined()
    expect(cluster.get('Pod', 'any')?.metadata.deletionTimestamp).toBeDefined()
  })

  test('[SC-15] making way for anti-affinity is thought through as well', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    const podAntiAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
      ],
    }
    cluster.pod('low', wanting('1'), { app: 'web' })
    cluster.pod('urgent', wanting('1', high, { affinity: { podAntiAffinity } }))
    expect(cluster.refusal('urgent')).toContain(found('a', 1))
    cluster.gone('low')
    expect(cluster.nodeOf('urgent')).toBe('a')
  })

  test('[SC-15] a pod whose policy is Never waits for room like any other', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2' } })
    cluster.pod('low', wanting('2'))
    cluster.pod('urgent', wanting('1', high, { schedulingGates: [{ name: 'example.com/a' }] }))
    const { schedulingGates: _, ...spec } = defined(cluster.get('Pod', 'urgent'), 'urgent').spec
    cluster.place({
      ...defined(cluster.get('Pod', 'urgent'), 'urgent'),
      spec: { ...spec, preemptionPolicy: 'Never' },
    } as Pod)
    cluster.run(0.1)
    expect(cluster.refusal('urgent')).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.',
    )
    expect(cluster.get('Pod', 'low')?.metadata.deletionTimestamp).toBeUndefined()
  })
})
