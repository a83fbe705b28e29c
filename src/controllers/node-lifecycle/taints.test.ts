import { describe, expect, test } from 'vitest'
import { type Node, timestamp } from '../../kinds'
import { second } from '../../sim'
import { bodiesOf, PlanBench, type Sketch, wordsOf } from '../../testing/plan-bench'
import { nodeLifecycleController } from '.'
import { StandingsTaker } from './disruption'
import { planTaints } from './taints'

const settings = { nodeMonitorPeriodMs: 5 * second, nodeMonitorGracePeriodMs: 50 * second }
const unreachable = 'node.kubernetes.io/unreachable'
const notReady = 'node.kubernetes.io/not-ready'
const noSchedule = (key: string) => ({ key, effect: 'NoSchedule' })
const noExecute = (key: string) => ({ key, effect: 'NoExecute' })
/** A zone's limiter after a node was tainted at `time`. */
const taken = (time: number) => ({ intervalMs: 10 * second, turnAt: time + 10 * second })

interface NodeSketch {
  readonly name?: string
  readonly ready?: 'True' | 'False' | 'Unknown'
  readonly conditions?: readonly object[]
  readonly taints?: readonly object[]
  readonly spec?: object
  readonly labels?: Readonly<Record<string, string>>
}

function bench() {
  return new PlanBench(nodeLifecycleController(settings))
}

/** Puts a node that has been greeted and has just been heard of. */
function put(cluster: PlanBench, sketch: NodeSketch): PlanBench {
  const { name = 'node-1', ready, conditions = [], taints = [], spec = {}, labels = {} } = sketch
  const times = { lastHeartbeatTime: timestamp(cluster.now) }
  const object: Sketch = {
    kind: 'Node',
    metadata: { name, labels, annotations: { 'node.alpha.kubernetes.io/ttl': '0' } },
    spec: { ...spec, taints },
    status: { conditions: [...(ready ? [{ type: 'Ready', status: ready, ...times }] : []), ...conditions] },
  }
  return cluster.put(object).remember(`known/${name}`, `uid-${name}`)
}

/** The taints that the plan for a node writes; undefined when it writes none. */
function writtenTaints(cluster: PlanBench, name = 'node-1'): readonly string[] | undefined {
  const bodies = bodiesOf(cluster.plan(name)) as { spec?: { taints: { key: string; effect: string }[] | null } }[]
  const body = bodies.find(({ spec }) => spec)
  return body && (body.spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`)
}

/** A second node that is well, so that the cluster is not disrupted as a whole. */
function withHealthy(cluster: PlanBench): PlanBench {
  return put(cluster, { name: 'healthy', ready: 'True' })
}

describe('NoSchedule taints follow conditions (TestTaintsNodeByCondition)', () => {
  test.each([
    ['Ready', 'False', notReady],
    ['Ready', 'Unknown', unreachable],
    ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
    ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
    ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
    ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
  ])('[NL-5] %s=%s gives %s', (type, status, key) => {
    const condition = { type, status, lastHeartbeatTime: timestamp(bench().now) }
    const isReady = type === 'Ready'
    const cluster = put(withHealthy(bench()), { ...(!isReady && { ready: 'True' }), conditions: [condition] })
    expect(writtenTaints(cluster)).toEqual([`${key}:NoSchedule`])
  })

  test('[NL-5] a cordoned node is tainted unschedulable, and uncordoning takes that away', () => {
    const cordoned = put(bench(), { ready: 'True', spec: { unschedulable: true } })
    expect(writtenTaints(cordoned)).toEqual(['node.kubernetes.io/unschedulable:NoSchedule'])
    const open = put(bench(), { ready: 'True', taints: [noSchedule('node.kubernetes.io/unschedulable')] })
    expect(writtenTaints(open)).toEqual([])
  })

  test('[NL-5] taints that others set stay', () => {
    const cluster = put(bench(), { ready: 'True', taints: [noSchedule(notReady), noSchedule('gpu'), noExecute('x')] })
    expect(writtenTaints(cluster)).toEqual(['gpu:NoSchedule', 'x:NoExecute'])
  })

  test('[NL-5] a node without a Ready condition loses the taint it was registered with (recorded: scheduler/node-without-status)', () => {
    expect(writtenTaints(put(bench(), { taints: [noSchedule(notReady)] }))).toEqual([])
  })

  test('[NL-5] the patch carries the version that was read, and when the taint came', () => {
    const cluster = put(withHealthy(bench()), { ready: 'Unknown' })
    const node = cluster.view.get('Node', 'node-1')
    expect(bodiesOf(cluster.plan('node-1'))).toEqual([
      {
        metadata: { resourceVersion: node?.metadata.resourceVersion },
        spec: { taints: [{ ...noSchedule(unreachable), timeAdded: timestamp(cluster.now) }] },
      },
    ])
  })
})

describe('NoExecute taints (TestApplyNoExecuteTaints, TestSwapUnreachableNotReadyTaints)', () => {
  test.each([
    ['Unknown', unreachable],
    ['False', notReady],
  ] as const)('[NL-6] Ready=%s gives %s', (ready, key) => {
    const cluster = put(withHealthy(bench()), { ready, taints: [noSchedule(key)] })
    expect(writtenTaints(cluster)).toEqual([`${key}:NoSchedule`, `${key}:NoExecute`])
  })

  test('[NL-6] a node that is Ready again loses both', () => {
    const cluster = put(bench(), { ready: 'True', taints: [noExecute(unreachable), noExecute(notReady)] })
    expect(writtenTaints(cluster)).toEqual([])
  })

  test('[NL-6] a node that never had a condition gets none', () => {
    expect(wordsOf(put(withHealthy(bench()), {}).plan('node-1'))).toEqual([])
  })

  test('[NL-7] one turns into the other at once, whoever’s turn it is', () => {
    const cluster = put(withHealthy(bench()), {
      ready: 'False',
      taints: [noSchedule(notReady), noExecute(unreachable)],
    })
    cluster.remember('zone/:', taken(cluster.now))
    expect(writtenTaints(cluster)).toEqual([`${notReady}:NoSchedule`, `${notReady}:NoExecute`])
  })

  test('[NL-7] a first one waits for its zone’s turn', () => {
    const cluster = put(withHealthy(bench()), { ready: 'Unknown', taints: [noSchedule(unreachable)] })
    cluster.remember('zone/:', taken(cluster.now - 4 * second))
    const plan = cluster.plan('node-1')
    expect(wordsOf(plan)).toEqual([])
    expect(plan.wakeAt).toBe(cluster.now + 6 * second)
  })

  test('[NL-8] a turn is noted for the zone of the node, and others do not wait for it', () => {
    const place = { 'topology.kubernetes.io/region': 'eu', 'topology.kubernetes.io/zone': 'a' }
    const cluster = put(withHealthy(bench()), { ready: 'Unknown', labels: place, taints: [noSchedule(unreachable)] })
    cluster.remember('zone/:', taken(cluster.now))
    expect(wordsOf(cluster.plan('node-1'))).toEqual([
      `memo zone/eu:a=${JSON.stringify(taken(cluster.now))}`,
      'patch Node node-1',
    ])
  })
})

describe('disruption (ComputeZoneState, TestMonitorNodeHealth)', () => {
  /** Nodes of one zone, some of them Unknown; asks for the plan of a further Unknown one. */
  function zone(ready: number, unknown: number, labels?: Readonly<Record<string, string>>): PlanBench {
    const cluster = bench()
    for (let i = 0; i < ready; i++) put(cluster, { name: `ready-${i}`, ready: 'True' })
    for (let i = 1; i < unknown; i++) put(cluster, { name: `dead-${i}`, ready: 'Unknown', ...(labels && { labels }) })
    return put(cluster, { ready: 'Unknown', taints: [noSchedule(unreachable)] })
  }

  /** What is planned about taints alone, without the node's own grace. */
  function turnOf(cluster: PlanBench) {
    return planTaints(cluster.view, cluster.view.get('Node', 'node-1') as Node, new StandingsTaker(), cluster.now)
  }

  test.each([
    ['2 of 3, which is not more than two', 1, 2],
    ['3 of 6, which is not 55 %', 3, 3],
    ['all of the zone', 0, 3],
  ])('[NL-8] %s: one node each 10 s', (_, ready, unknown) => {
    const cluster = zone(ready, unknown)
    cluster.remember('zone/:', taken(cluster.now))
    expect(turnOf(cluster).wakeAt).toBe(cluster.now + 10 * second)
  })

  test('[NL-8] 3 of 4 in a small zone: nobody (recorded: nodes/partial-disruption)', () => {
    expect(turnOf(zone(1, 3))).toEqual({ actions: [] })
  })

  test('[NL-8] 55 % of more than 50: one each 100 s', () => {
    const cluster = zone(22, 29)
    cluster.remember('zone/:', taken(cluster.now))
    expect(turnOf(cluster).wakeAt).toBe(cluster.now + 100 * second)
  })

  test('[NL-8] a zone that slows down, or starts again, waits for its next turn anew; one whose turn it was does not', () => {
    const cluster = zone(22, 29)
    const limiterAfter = (known: object) => {
      cluster.remember('zone/:', known)
      return (cluster.plan('').actions[0] as { value?: unknown } | undefined)?.value
    }
    const slow = { intervalMs: 100 * second, turnAt: cluster.now + 100 * second }
    expect(limiterAfter(taken(cluster.now - 5 * second))).toEqual(slow)
    expect(limiterAfter({ intervalMs: 0, turnAt: 0 })).toEqual(slow)
    expect(limiterAfter(taken(cluster.now - 15 * second))).toEqual({ ...slow, turnAt: cluster.now })
    expect(limiterAfter(slow)).toBeUndefined()
  })

  test('[NL-8] nodes with the label exclude-disruption do not count', () => {
    const cluster = zone(1, 3, { 'node.kubernetes.io/exclude-disruption': '' })
    expect(writtenTaints(cluster)).toContain(`${unreachable}:NoExecute`)
  })

  test('[NL-9] with no node Ready the controller stops, and takes its NoExecute taints back', () => {
    const cluster = put(bench(), { ready: 'Unknown', taints: [noSchedule(unreachable), noExecute(unreachable)] })
    expect(wordsOf(cluster.plan(''))[0]).toBe('memo disrupted=true')
    cluster.remember('disrupted', true)
    expect(writtenTaints(cluster)).toEqual([`${unreachable}:NoSchedule`])
  })

  test('[NL-9] the first Ready node ends that, and everybody’s grace begins anew', () => {
    const cluster = put(bench(), { ready: 'True' }).remember('disrupted', true)
    expect(wordsOf(cluster.plan(''))).toEqual(['memo disrupted=undefined', `memo recovered-at=${cluster.now}`])
  })

  test('[NL-9] a cluster without nodes is not disrupted; one of nodes that have never been heard of is', () => {
    expect(wordsOf(bench().plan(''))).toEqual([])
    expect(wordsOf(put(bench(), {}).plan(''))[0]).toBe('memo disrupted=true')
  })
})

describe('greeting and labels', () => {
  test('[NL-1] a new node is greeted once, a removed one said goodbye to', () => {
    const cluster = put(bench(), { ready: 'True' }).remember('known/node-1', undefined)
    expect(wordsOf(cluster.plan('node-1'))).toEqual([
      'event node-1 RegisteredNode: Node node-1 event: Registered Node node-1 in Controller',
      'memo known/node-1="uid-node-1"',
    ])
    cluster.remember('known/node-1', 'uid-node-1')
    expect(wordsOf(cluster.plan('node-1'))).toEqual([])
    expect(wordsOf(cluster.remove('Node', 'node-1').plan('node-1'))).toEqual([
      'event node-1 RemovingNode: Node node-1 event: Removing Node node-1 from Controller',
      'memo marking/node-1=undefined',
      'memo known/node-1=undefined',
    ])
  })

  test('[NL-1] a node that was made anew under its name is greeted again', () => {
    const cluster = put(bench(), { ready: 'True' }).remember('known/node-1', 'uid-of-old')
    expect(wordsOf(cluster.plan('node-1'))).toContain('memo known/node-1="uid-node-1"')
  })

  test('[NL-2] the beta labels follow the stable ones (TestReconcileNodeLabels)', () => {
    const labels = {
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'arm64',
      'beta.kubernetes.io/arch': 'amd64',
    }
    expect(bodiesOf(put(bench(), { ready: 'True', labels }).plan('node-1'))).toEqual([
      { metadata: { labels: { 'beta.kubernetes.io/os': 'linux', 'beta.kubernetes.io/arch': 'arm64' } } },
    ])
  })

  test('[NL-2] a missing ttl annotation is added', () => {
    const cluster = bench().put({ kind: 'Node', metadata: { name: 'node-1' }, spec: {}, status: {} })
    expect(bodiesOf(cluster.plan('node-1'))).toEqual([
      { metadata: { annotations: { 'node.alpha.kubernetes.io/ttl': '0' } } },
    ])
  })
})

describe('what the controller hears of', () => {
  test('a node wakes itself; turning ready or unready also the cluster as a whole', () => {
    const cluster = put(withHealthy(bench()), { ready: 'True' })
    cluster.put({ kind: 'Node', metadata: { name: 'node-1' }, spec: {}, status: {} })
    expect([...new Set(cluster.keys())].sort()).toEqual(['', 'node-1'])
    cluster.put({ kind: 'Node', metadata: { name: 'node-1' }, spec: { unschedulable: true }, status: {} })
    expect(cluster.keys()).toEqual(['node-1'])
  })

  test('[NL-8] [NL-9] another rate, or a full disruption, wakes the nodes that are not well; a turn that was taken wakes nobody', () => {
    const cluster = put(withHealthy(bench()), { ready: 'Unknown' })
    cluster.remember('zone/:', taken(cluster.now))
    expect(cluster.keys()).toEqual(['node-1'])
    cluster.remember('zone/:', taken(cluster.now + second))
    expect(cluster.keys()).toEqual([])
    cluster.remember('disrupted', true)
    expect(cluster.keys()).toEqual(['node-1'])
  })

  test('a renewed Lease wakes nobody: heartbeats are looked up when a grace is over', () => {
    const cluster = put(bench(), { ready: 'True' })
    cluster.put({ kind: 'Lease', metadata: { name: 'node-1', namespace: 'kube-node-lease' }, spec: {} })
    expect(cluster.keys()).toEqual([])
  })
})
