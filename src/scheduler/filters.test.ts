import { describe, expect, test } from 'vitest'
import { conditionOf } from '../kinds'
import { PlayedCluster } from '../testing'

const unhelpful = 'Preemption is not helpful for scheduling'
const noVictims = 'No preemption victims found for incoming pod'

function container(requests: object, more: object = {}) {
  return { name: 'main', image: 'app', resources: { requests }, ...more }
}

describe('refusals', () => {
  test('[SC-1] of several faults of one node the first in order of the filters is named', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { spec: { unschedulable: true, taints: [{ key: 'gpu', effect: 'NoSchedule' }] } })
    cluster.node('b', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } })
    cluster.pod('one', { nodeSelector: { disk: 'ssd' } })
    expect(cluster.refusal('one')).toBe(
      `0/2 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. preemption: 0/2 nodes are available: 2 ${unhelpful}.`,
    )
  })

  test('[SC-1] rules about other pods come last, those about spreading before those about company', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    const labelSelector = { matchLabels: { app: 'db' } }
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector }
    const constraint = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector }
    const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } }
    cluster.pod('one', { topologySpreadConstraints: [constraint], affinity })
    expect(cluster.refusal('one')).toContain(
      "1 node(s) didn't match pod topology spread constraints (missing required label).",
    )
  })

  test('[SC-2] reasons are counted per node and sorted as text, in event and condition alike', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '1', memory: '1Gi' } })
    cluster.node('b', { capacity: { cpu: '1' } })
    cluster.pod('one', { containers: [container({ cpu: '2', memory: '2Gi' })] })
    const sentence = `0/2 nodes are available: 1 Insufficient memory, 2 Insufficient cpu. preemption: 0/2 nodes are available: 2 ${unhelpful}.`
    expect(cluster.refusal('one')).toBe(sentence)
    expect(cluster.events('one')).toEqual([`FailedScheduling ${sentence}`])
    expect(cluster.get('Pod', 'one')?.status.conditions).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', observedGeneration: 1 },
    ])
  })

  test('[SC-2] the condition keeps its time while it stays False, whatever the sentence', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { spec: { unschedulable: true } })
    cluster.pod('one', { containers: [container({ cpu: '9' })] })
    const condition = () => conditionOf(cluster.get('Pod', 'one') ?? {}, 'PodScheduled')
    const first = condition()
    cluster.run(10)
    cluster.patchNode('a', { spec: { unschedulable: null } })
    expect(condition()?.message).toContain('1 Insufficient cpu.')
    expect(condition()?.lastTransitionTime).toBe(first?.lastTransitionTime)
  })

  test('[SC-2] an event ends after 1024 letters, the condition says all', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    const names = Array.from({ length: 20 }, (_, i) => `example.com/${String(i).padStart(63, 'x')}`)
    const limits = Object.fromEntries(names.map(name => [name, '1']))
    cluster.pod('one', { containers: [container({}, { resources: { requests: limits, limits } })] })
    const sentence = cluster.refusal('one') ?? ''
    expect(names.every(name => sentence.includes(`1 Insufficient ${name}`))).toBe(true)
    expect(cluster.events('one')).toEqual([`FailedScheduling ${sentence.slice(0, 1020)} ...`])
  })

  test('[SC-3] lack of room that other pods cause has no victims among equals, and ended pods take none', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2', pods: '2' } })
    cluster.pod('one', { containers: [container({ cpu: '1500m' })] })
    cluster.pod('two', { containers: [container({ cpu: '1' })] })
    expect(cluster.refusal('two')).toBe(
      `0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 ${noVictims}.`,
    )
    cluster.must('PATCH', '/api/v1/namespaces/default/pods/one/status', { status: { phase: 'Succeeded' } })
    cluster.run(0.1)
    expect(cluster.nodeOf('two')).toBe('a')
  })

  test('[SC-3] the largest init container counts where it is more than the sum of the containers', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2' } })
    const initContainers = [{ ...container({ cpu: '3' }), name: 'init' }]
    cluster.pod('one', { initContainers, containers: [container({ cpu: '1' })] })
    expect(cluster.refusal('one')).toContain('1 Insufficient cpu.')
  })

  test('[SC-3] an init container that keeps running counts beside the others', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '1500m' } })
    const initContainers = [{ ...container({ cpu: '1' }), name: 'init', restartPolicy: 'Always' }]
    cluster.pod('one', { initContainers, containers: [container({ cpu: '1' })] })
    expect(cluster.refusal('one')).toContain('1 Insufficient cpu.')
  })

  test('[SC-12] a pod keeps away from its kind and is kept away by others, each with words of its own', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    const away = (app: string) => ({
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } },
          ],
        },
      },
    })
    cluster.pod('one', away('web'), { app: 'web' })
    cluster.pod('two', away('web'), { app: 'web' })
    cluster.pod('plain', {}, { app: 'web' })
    expect(cluster.nodeOf('one')).toBe('a')
    expect(cluster.refusal('two')).toContain("1 node(s) didn't match pod anti-affinity rules.")
    expect(cluster.refusal('plain')).toContain("1 node(s) didn't satisfy existing pods anti-affinity rules.")
  })

  test('[SC-12] the first of a group that wants to be near itself needs no partner, others go to theirs', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { labels: { zone: 'a' } })
    cluster.node('b', { labels: { zone: 'b' } })
    cluster.node('c')
    const near = {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'db' } } },
        ],
      },
    }
    cluster.pod('friend', { affinity: near })
    expect(cluster.refusal('friend')).toContain("3 node(s) didn't match pod affinity rules.")
    cluster.pod('db', { nodeSelector: { zone: 'b' }, affinity: near })
    expect([cluster.nodeOf('db'), cluster.nodeOf('friend')]).toEqual(['b', 'b'])
  })

  test('[SC-13] a zone may not be more than maxSkew ahead, and a node without the label is in none', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { labels: { zone: 'a' } })
    cluster.node('b', { labels: { zone: 'b' }, capacity: { pods: '1' } })
    cluster.node('c')
    const labelSelector = { matchLabels: { app: 'web' } }
    const topologySpreadConstraints = [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector },
    ]
    for (const name of ['one', 'two', 'three', 'four']) cluster.pod(name, { topologySpreadConstraints }, { app: 'web' })
    const nodes = ['one', 'two', 'three', 'four'].map(name => cluster.nodeOf(name))
    expect(nodes.filter(node => node === 'a')).toHaveLength(2)
    expect(cluster.refusal('four')).toBe(
      `0/3 nodes are available: 1 Too many pods, 1 node(s) didn't match pod topology spread constraints, 1 node(s) didn't match pod topology spread constraints (missing required label). preemption: 0/3 nodes are available: 1 ${unhelpful}, 2 ${noVictims}.`,
    )
  })

  test('[SC-12] several rules ask for one pod that satisfies them all', () => {
    const cluster = new PlayedCluster()
    for (const name of ['a', 'b']) cluster.node(name)
    const terms = [{ app: 'db' }, { tier: 'gold' }].map(matchLabels => ({
      topologyKey: 'kubernetes.io/hostname',
      labelSelector: { matchLabels },
    }))
    const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } }
    cluster.pod('first', { nodeName: 'a' }, { app: 'db' })
    cluster.pod('second', { nodeName: 'a' }, { tier: 'gold' })
    cluster.pod('one', { affinity })
    expect(cluster.refusal('one')).toContain("2 node(s) didn't match pod affinity rules.")
    cluster.pod('both', { nodeName: 'b' }, { app: 'db', tier: 'gold' })
    expect(cluster.nodeOf('one')).toBe('b')
  })

  test('[SC-19] a host port is taken once per node and protocol', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    const port = (protocol: string) => ({
      containers: [container({}, { ports: [{ containerPort: 80, hostPort: 80, protocol }] })],
    })
    cluster.pod('one', port('TCP'))
    cluster.pod('two', port('TCP'))
    cluster.pod('three', port('UDP'))
    expect(cluster.nodeOf('three')).toBe('a')
    expect(cluster.refusal('two')).toContain("1 node(s) didn't have free ports for the requested pod ports.")
    cluster.gone('three')
    expect(cluster.events('two')).toHaveLength(1)
    cluster.gone('one')
    expect(cluster.nodeOf('two')).toBe('a')
  })

  test('[SC-19] a host port on every address is in the way of one on a single address', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    const port = (hostIP?: string) => ({
      containers: [container({}, { ports: [{ containerPort: 80, hostPort: 80, ...(hostIP && { hostIP }) }] })],
    })
    cluster.pod('one', port('10.0.0.1'))
    cluster.pod('two', port('10.0.0.2'))
    cluster.pod('every', port())
    expect(cluster.nodeOf('two')).toBe('a')
    expect(cluster.refusal('every')).toContain("1 node(s) didn't have free ports for the requested pod ports.")
  })

  test('[SC-14] the pod of another scheduler is left alone though it has taken the name of one of ours', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    const podsPath = '/api/v1/namespaces/default/pods'
    const pod = (spec: object) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'one' },
      spec: { containers: [container({})], ...spec },
    })
    cluster.must('POST', podsPath, pod({}))
    cluster.must('DELETE', `${podsPath}/one`)
    cluster.must('POST', podsPath, pod({ schedulerName: 'mine' }))
    cluster.run(1)
    expect(cluster.nodeOf('one')).toBeUndefined()
  })

  test('[SC-14] nothing more is said of a pod that is on its way out', () => {
    const cluster = new PlayedCluster()
    const metadata = { name: 'one', finalizers: ['example.com/hold'] }
    const spec = { containers: [container({})] }
    cluster.create('/api/v1/namespaces/default/pods', { apiVersion: 'v1', kind: 'Pod', metadata, spec })
    const said = cluster.events('one')
    cluster.must('DELETE', '/api/v1/namespaces/default/pods/one')
    cluster.run(15)
    expect(cluster.get('Pod', 'one')?.metadata.deletionTimestamp).toBeDefined()
    expect(cluster.events('one')).toEqual(said)
  })

  test('[SC-14] gated pods, pods of other schedulers and pods with a node are left alone', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { spec: { unschedulable: true } })
    cluster.pod('gated', { schedulingGates: [{ name: 'example.com/a' }] })
    cluster.pod('other', { schedulerName: 'mine' })
    cluster.pod('direct', { nodeName: 'a' })
    expect(['gated', 'other', 'direct'].flatMap(name => cluster.events(name))).toEqual([])
    cluster.patchNode('a', { spec: { unschedulable: null } })
    cluster.must('PATCH', '/api/v1/namespaces/default/pods/gated', { spec: { schedulingGates: null } })
    cluster.run(1)
    expect(cluster.nodeOf('gated')).toBe('a')
    expect(cluster.nodeOf('other')).toBeUndefined()
  })
})
