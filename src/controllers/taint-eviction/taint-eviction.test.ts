import { describe, expect, test } from 'vitest'
import { second } from '../../sim'
import { bodiesOf, PlanBench, type Sketch, wordsOf } from '../../testing/plan-bench'
import { taintEvictionController } from '.'

const key = 'default/web-0'
const taint = (name: string) => ({ key: name, effect: 'NoExecute' })
const tolerates = (name: string, tolerationSeconds?: number) => ({
  key: name,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds !== undefined && { tolerationSeconds }),
})

const cancelling = 'event web-0 TaintManagerEviction: Cancelling deletion of Pod default/web-0'
const marking = 'event web-0 TaintManagerEviction: Marking for deletion Pod default/web-0'
const writes = ['update Pod default/web-0 status', 'delete Pod default/web-0']

function pod(spec: object, metadata: object = {}, status: object = { phase: 'Running' }): Sketch {
  return { kind: 'Pod', metadata: { name: 'web-0', namespace: 'default', ...metadata }, spec, status }
}

function node(...taints: readonly object[]): Sketch {
  return { kind: 'Node', metadata: { name: 'node-1' }, spec: { taints }, status: {} }
}

function bench(...objects: readonly Sketch[]) {
  return new PlanBench(taintEvictionController).put(...objects)
}

/** A bench in which an eviction of `web-0` is planned in `seconds`. */
function planned(seconds: number, ...objects: readonly Sketch[]) {
  const cluster = bench(...objects)
  return cluster.remember(key, { uid: 'uid-web-0', triggerAt: cluster.now + seconds * second })
}

/** What is remembered of an eviction that these taints led to. */
function done(now: number, ...taints: readonly object[]) {
  return { uid: 'uid-web-0', triggerAt: now, doneFor: JSON.stringify(taints) }
}

/** The words of a plan that evicts at once. */
function evicting(now: number, taints: readonly object[] = [taint('a')], ...before: readonly string[]) {
  return [...before, marking, ...writes, `memo ${key}=${JSON.stringify(done(now, ...taints))}`]
}

describe('a pod comes (TestCreatePod)', () => {
  test.each([
    ['not scheduled', pod({}), node(taint('a'))],
    ['on a node without taints', pod({ nodeName: 'node-1' }), node()],
    ['on a node with a NoSchedule taint', pod({ nodeName: 'node-1' }), node({ key: 'a', effect: 'NoSchedule' })],
    ['on a node that is not there', pod({ nodeName: 'node-2' }), node(taint('a'))],
    ['that tolerates for ever', pod({ nodeName: 'node-1', tolerations: [tolerates('a')] }), node(taint('a'))],
  ])('[TE-2] %s: nothing happens', (_, one, other) => {
    expect(wordsOf(bench(other, one).plan(key))).toEqual([])
  })

  test('[TE-1] without a toleration it is evicted at once', () => {
    const cluster = bench(node(taint('a')), pod({ nodeName: 'node-1' }))
    expect(wordsOf(cluster.plan(key))).toEqual(evicting(cluster.now))
  })

  test('[TE-1] a toleration of something else does not help', () => {
    const cluster = bench(node(taint('a')), pod({ nodeName: 'node-1', tolerations: [tolerates('b')] }))
    expect(wordsOf(cluster.plan(key))).toEqual(evicting(cluster.now))
  })

  test('[TE-2] with a finite toleration it is planned for when that runs out', () => {
    const cluster = bench(node(taint('a')), pod({ nodeName: 'node-1', tolerations: [tolerates('a', 300)] }))
    const triggerAt = cluster.now + 300 * second
    const plan = cluster.plan(key)
    expect(wordsOf(plan)).toEqual([`memo ${key}={"uid":"uid-web-0","triggerAt":${triggerAt}}`])
    expect(plan.wakeAt).toBe(triggerAt)
  })

  test('[TE-4] the condition first, then an ordinary delete of this very pod', () => {
    const cluster = bench(node(taint('a')), pod({ nodeName: 'node-1' }, { generation: 3 }))
    expect(bodiesOf(cluster.plan(key))).toMatchObject([
      {
        status: {
          phase: 'Running',
          conditions: [
            {
              type: 'DisruptionTarget',
              status: 'True',
              observedGeneration: 3,
              reason: 'DeletionByTaintManager',
              message: 'Taint manager: deleting due to NoExecute taint',
            },
          ],
        },
      },
      { preconditions: { uid: 'uid-web-0' } },
    ])
  })
})

describe('a pod changes (TestUpdatePod)', () => {
  test('[TE-1] losing its toleration, it is evicted at once, aloud', () => {
    const cluster = planned(100, node(taint('a')), pod({ nodeName: 'node-1' }))
    expect(wordsOf(cluster.plan(key))).toEqual(evicting(cluster.now, [taint('a')], cancelling))
  })

  test('[TE-3] a longer toleration does not lengthen what is planned', () => {
    const cluster = planned(60, node(taint('a')), pod({ nodeName: 'node-1', tolerations: [tolerates('a', 900)] }))
    const triggerAt = cluster.now + 60 * second
    expect(cluster.plan(key)).toEqual({ actions: [], wakeAt: triggerAt })
    cluster.now = triggerAt
    expect(wordsOf(cluster.plan(key))).toEqual(evicting(cluster.now))
  })

  test('[TE-5] a toleration without end cancels', () => {
    const cluster = planned(60, node(taint('a')), pod({ nodeName: 'node-1', tolerations: [tolerates('a')] }))
    expect(wordsOf(cluster.plan(key))).toEqual([`memo ${key}=undefined`, cancelling])
  })

  test('only its place and its tolerations matter', () => {
    const spec = { nodeName: 'node-1' }
    const cluster = bench(node(taint('a')), pod(spec), pod(spec, {}, { phase: 'Failed' }))
    expect(cluster.keys()).toEqual([])
    cluster.put(pod({ ...spec, tolerations: [tolerates('a')] }))
    expect(cluster.keys()).toEqual([key])
  })
})

describe('a node changes (TestUpdateNode)', () => {
  test('[TE-1] a taint wakes the pods of the node, and of no other', () => {
    const other: Sketch = { ...pod({ nodeName: 'node-2' }), metadata: { name: 'db-0', namespace: 'default' } }
    const cluster = bench(node(), pod({ nodeName: 'node-1' }), other, node(taint('a')))
    expect(cluster.keys()).toEqual([key])
  })

  test('a NoSchedule taint, a label or a heartbeat wakes nobody', () => {
    const cluster = bench(node(taint('a')), pod({ nodeName: 'node-1' }))
    cluster.put({ ...node(taint('a'), { key: 'b', effect: 'NoSchedule' }), status: { phase: 'x' } })
    expect(cluster.keys()).toEqual([])
  })

  test('[TE-1] with only one of two taints tolerated it is evicted', () => {
    const cluster = bench(node(taint('a'), taint('b')), pod({ nodeName: 'node-1', tolerations: [tolerates('a', 1)] }))
    expect(wordsOf(cluster.plan(key))).toEqual(evicting(cluster.now, [taint('a'), taint('b')]))
  })

  test('[TE-5] taints that go cancel the plan', () => {
    const cluster = planned(60, node(), pod({ nodeName: 'node-1', tolerations: [tolerates('a', 100)] }))
    expect(wordsOf(cluster.plan(key))).toEqual([`memo ${key}=undefined`, cancelling])
  })

  test('[TE-3] the first of several tolerations to run out evicts, and a taint that goes does not move it', () => {
    const tolerations = [tolerates('a', 100), tolerates('b', 1)]
    const cluster = bench(node(taint('a'), taint('b')), pod({ nodeName: 'node-1', tolerations }))
    expect(cluster.plan(key).wakeAt).toBe(cluster.now + second)
    const kept = planned(1, node(taint('a')), pod({ nodeName: 'node-1', tolerations }))
    expect(kept.plan(key).wakeAt).toBe(kept.now + second)
  })

  test('[TE-3] a further taint with a shorter toleration brings nothing forward (recorded: nodes/noexecute-second-taint)', () => {
    const tolerations = [tolerates('a', 4), tolerates('b', 14)]
    const cluster = planned(14, node(taint('a'), taint('b')), pod({ nodeName: 'node-1', tolerations }))
    expect(cluster.plan(key)).toEqual({ actions: [], wakeAt: cluster.now + 14 * second })
  })
})

describe('what is done or gone (TestDeletePod, TestPodDeletionEvent)', () => {
  test('[TE-5] a pod that is removed cancels its planned eviction', () => {
    const cluster = planned(60, node(taint('a')), pod({ nodeName: 'node-1' })).remove('Pod', 'web-0', 'default')
    expect(cluster.keys()).toEqual([key])
    expect(wordsOf(cluster.plan(key))).toEqual([`memo ${key}=undefined`, cancelling])
  })

  test('[TE-5] a pod that is removed after its eviction goes silently', () => {
    const cluster = bench(node(taint('a')))
    cluster.remember(key, done(cluster.now, taint('a')))
    expect(wordsOf(cluster.plan(key))).toEqual([`memo ${key}=undefined`])
  })

  test('[TE-5] a new pod under the name does not inherit what was planned for the old one', () => {
    const cluster = planned(60, node(taint('a')), pod({ nodeName: 'node-1' }, { uid: 'another' }))
    expect(wordsOf(cluster.plan(key))).toEqual([`memo ${key}=undefined`, cancelling])
  })

  test('[TE-4] a pod that terminates already is marked as well, once', () => {
    const terminating = { deletionTimestamp: '2026-01-01T00:00:30Z', deletionGracePeriodSeconds: 30 }
    const cluster = bench(node(taint('a')), pod({ nodeName: 'node-1' }, terminating))
    expect(wordsOf(cluster.plan(key))).toEqual(evicting(cluster.now))
    cluster.remember(key, done(cluster.now, taint('a')))
    expect(wordsOf(cluster.plan(key))).toEqual([])
  })

  test('[TE-7] other taints evict what is still there once more, without another condition', () => {
    const conditions = [{ type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager' }]
    const terminating = pod(
      { nodeName: 'node-1', tolerations: [tolerates('b', 7)] },
      { deletionTimestamp: '2026-01-01T00:00:30Z', deletionGracePeriodSeconds: 30 },
      { phase: 'Running', conditions },
    )
    const cluster = bench(node(taint('a'), taint('c')), terminating)
    cluster.remember(key, done(cluster.now, taint('a')))
    const memo = `memo ${key}=${JSON.stringify(done(cluster.now, taint('a'), taint('c')))}`
    expect(wordsOf(cluster.plan(key))).toEqual([marking, 'delete Pod default/web-0', memo])
    cluster.put(node(taint('b')))
    expect(cluster.plan(key).wakeAt).toBe(cluster.now + 7 * second)
  })

  test('[TE-6] a node that goes calls nothing off: the eviction comes in its time', () => {
    const cluster = planned(60, node(taint('a')), pod({ nodeName: 'node-1', tolerations: [tolerates('a', 60)] }))
    cluster.remove('Node', 'node-1')
    expect(cluster.keys()).toEqual([key])
    const triggerAt = cluster.now + 60 * second
    expect(cluster.plan(key)).toEqual({ actions: [], wakeAt: triggerAt })
    cluster.now = triggerAt
    expect(wordsOf(cluster.plan(key)).slice(0, 3)).toEqual([marking, ...writes])
    cluster.remove('Pod', 'web-0', 'default')
    expect(wordsOf(cluster.plan(key))).toEqual([`memo ${key}=undefined`, cancelling])
  })

  test('a pod that tolerated for a time is not evicted twice', () => {
    const cluster = bench(node(taint('a')), pod({ nodeName: 'node-1', tolerations: [tolerates('a', 5)] }))
    cluster.remember(key, done(cluster.now - second, taint('a')))
    expect(wordsOf(cluster.plan(key))).toEqual([])
  })
})
