import { describe, expect, test } from 'vitest'
import { type Condition, timestamp } from '../../kinds'
import { minute, second } from '../../sim'
import { bodiesOf, PlanBench, type Sketch, wordsOf } from '../../testing/plan-bench'
import { nodeLifecycleController } from '.'

const graceMs = 50 * second
const settings = { nodeMonitorPeriodMs: 5 * second, nodeMonitorGracePeriodMs: graceMs }
const held = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']

/** A bench that has greeted `node-1`, whose labels are as they should be, and in which 100 s have passed since. */
function bench() {
  const cluster = new PlanBench(nodeLifecycleController(settings)).remember('known/node-1', 'uid-node-1')
  return cluster
}

function node(conditions: readonly object[] = [], taints: readonly object[] = []): Sketch {
  return {
    kind: 'Node',
    metadata: { name: 'node-1', annotations: { 'node.alpha.kubernetes.io/ttl': '0' } },
    spec: { taints },
    status: { conditions },
  }
}

function conditions(ready: string, at: number): readonly object[] {
  const times = { lastHeartbeatTime: timestamp(at), lastTransitionTime: timestamp(at) }
  const ok = { status: 'False', reason: 'KubeletHasSufficient', ...times }
  return [
    { type: 'Ready', status: ready, reason: 'KubeletReady', message: 'kubelet is posting ready status', ...times },
    { type: 'MemoryPressure', ...ok },
    { type: 'NetworkUnavailable', ...ok },
  ]
}

function lease(at: number): Sketch {
  const spec = { holderIdentity: 'node-1', renewTime: timestamp(at) }
  return { kind: 'Lease', metadata: { name: 'node-1', namespace: 'kube-node-lease' }, spec }
}

function pod(name: string, ready: 'True' | 'False'): Sketch {
  return {
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { nodeName: 'node-1' },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready, reason: 'kept' }] },
  }
}

function writtenConditions(cluster: PlanBench): readonly Condition[] {
  const [body] = bodiesOf(cluster.plan('node-1')) as { status: { conditions: Condition[] } }[]
  return body?.status.conditions ?? []
}

describe('signs of life (TestMonitorNodeHealthUpdateStatus)', () => {
  test('[NL-3] within the grace nothing is written; the plan wakes at the first monitor tick after it', () => {
    const cluster = bench()
    const at = cluster.now
    cluster.put(node(conditions('True', at))).now = at + graceMs
    const plan = cluster.plan('node-1')
    expect(wordsOf(plan)).toEqual([])
    expect(plan.wakeAt).toBe(at + graceMs + settings.nodeMonitorPeriodMs)
  })

  test('[NL-3] after it all four conditions of the kubelet become Unknown, with the old heartbeat', () => {
    const cluster = bench()
    const at = cluster.now
    cluster.put(node(conditions('True', at))).now = at + graceMs + 5 * second
    expect(wordsOf(cluster.plan('node-1')).slice(1, 3)).toEqual([
      'update Node node-1 status',
      'event node-1 NodeNotReady: Node node-1 status is now: NodeNotReady',
    ])
    const written = writtenConditions(cluster)
    expect(written.filter(({ status }) => status === 'Unknown').map(({ type }) => type)).toEqual(held)
    expect(written[0]).toMatchObject({
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
      lastHeartbeatTime: timestamp(at),
      lastTransitionTime: timestamp(cluster.now),
    })
  })

  test('[NL-3] NetworkUnavailable is not the kubelet’s and stays', () => {
    const cluster = bench()
    cluster.put(node(conditions('True', cluster.now))).now += 2 * minute
    expect(writtenConditions(cluster).find(({ type }) => type === 'NetworkUnavailable')?.status).toBe('False')
  })

  test('[NL-3] a renewed Lease keeps a node alive that posts no status (…WithLease)', () => {
    const cluster = bench()
    const at = cluster.now
    cluster.put(node(conditions('True', at)), lease(at + 40 * second)).now = at + 60 * second
    expect(wordsOf(cluster.plan('node-1'))).toEqual([])
    expect(cluster.plan('node-1').wakeAt).toBe(at + 95 * second)
  })

  test('[NL-3] so does a posted status without a renewed Lease', () => {
    const cluster = bench()
    const at = cluster.now
    cluster.put(node(conditions('True', at + 40 * second)), lease(at)).now = at + 60 * second
    expect(wordsOf(cluster.plan('node-1'))).toEqual([])
  })

  test('[NL-3] a kubelet that never posted has a minute from the creation of the node', () => {
    const cluster = bench()
    const at = cluster.now
    cluster.put(node(), lease(at)).now = at + minute
    expect(wordsOf(cluster.plan('node-1'))).toEqual([])
    cluster.now += 5 * second
    expect(wordsOf(cluster.plan('node-1'))).toEqual(['update Node node-1 status'])
    const written = writtenConditions(cluster)
    expect(written.map(({ type }) => type)).toEqual(held)
    expect(written[0]).toMatchObject({
      status: 'Unknown',
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
    })
  })

  test('[NL-3] what is Unknown already is not written again', () => {
    const cluster = bench()
    const unknown = held.map(type => ({ type, status: 'Unknown' }))
    const taints = [
      { key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule' },
      { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' },
    ]
    cluster.put(node(unknown, taints)).now += 10 * minute
    expect(cluster.plan('node-1')).toEqual({ actions: [] })
  })

  test('[NL-3] a node that a cluster recovered with counts from the recovery', () => {
    const cluster = bench()
    const at = cluster.now
    cluster.put(node(conditions('True', at))).remember('recovered-at', at + minute).now = at + 100 * second
    expect(wordsOf(cluster.plan('node-1'))).toEqual([])
    expect(cluster.plan('node-1').wakeAt).toBe(at + 115 * second)
  })
})

describe('pods of a silent node (MarkPodsNotReady)', () => {
  test('[NL-4] each Ready pod gets a warning and Ready=False, the others nothing', () => {
    const cluster = bench().put(pod('ready', 'True'), pod('unready', 'False'))
    cluster.put(node(conditions('True', cluster.now))).now += 2 * minute
    const plan = cluster.plan('node-1')
    expect(wordsOf(plan)).toEqual([
      'memo marking/node-1=true',
      'update Node node-1 status',
      'event node-1 NodeNotReady: Node node-1 status is now: NodeNotReady',
      'event ready NodeNotReady: Node is not ready',
      'patch Pod default/ready status',
      'memo marking/node-1=undefined',
    ])
    const [, patch] = bodiesOf(plan) as { status: { conditions: object[] } }[]
    expect(patch?.status.conditions).toEqual([
      { type: 'Ready', status: 'False', lastTransitionTime: timestamp(cluster.now) },
    ])
  })

  test('[NL-4] a node that reported Ready=False before it fell silent does not touch its pods', () => {
    const cluster = bench().put(pod('ready', 'True'))
    cluster.put(node(conditions('False', cluster.now))).now += 2 * minute
    expect(wordsOf(cluster.plan('node-1'))).toEqual(['update Node node-1 status'])
  })

  test('[NL-4] what was interrupted is finished (TestMonitorNodeHealthMarkPodsNotReadyRetry)', () => {
    const unknown = held.map(type => ({ type, status: 'Unknown' }))
    const taints = ['NoSchedule', 'NoExecute'].map(effect => ({ key: 'node.kubernetes.io/unreachable', effect }))
    const cluster = bench().put(pod('ready', 'True'), pod('unready', 'False'), node(unknown, taints))
    cluster.remember('marking/node-1', true).now += 10 * minute
    expect(wordsOf(cluster.plan('node-1'))).toEqual([
      'event ready NodeNotReady: Node is not ready',
      'patch Pod default/ready status',
      'memo marking/node-1=undefined',
    ])
  })

  test('[NL-4] and forgotten when the node is Ready again', () => {
    const cluster = bench().put(pod('ready', 'True'))
    cluster.put(node(conditions('True', cluster.now))).remember('marking/node-1', true)
    expect(wordsOf(cluster.plan('node-1'))).toEqual(['memo marking/node-1=undefined'])
  })
})
