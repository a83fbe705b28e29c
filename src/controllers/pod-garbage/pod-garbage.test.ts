import { describe, expect, test } from 'vitest'
import { second } from '../../sim'
import { AgentCluster } from '../../testing/agent-cluster'
import { bodiesOf, PlanBench, type Sketch, wordsOf } from '../../testing/plan-bench'
import { podGarbageController } from '.'

const key = 'default/web-0'
const marked = { deletionTimestamp: '2026-01-01T00:00:00Z', deletionGracePeriodSeconds: 30 }
const outOfService = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' }
const removal = ['update Pod default/web-0 status', 'delete Pod default/web-0']

function pod(spec: object, metadata: object = {}, phase = 'Running'): Sketch {
  return { kind: 'Pod', metadata: { name: 'web-0', namespace: 'default', ...metadata }, spec, status: { phase } }
}

function node(ready: 'True' | 'False' | 'Unknown', taints: readonly object[] = []): Sketch {
  return {
    kind: 'Node',
    metadata: { name: 'node-1' },
    spec: { taints },
    status: { conditions: [{ type: 'Ready', status: ready }] },
  }
}

/** A bench whose time is a whole multiple of 20 s: a pass. */
function bench() {
  return new PlanBench(podGarbageController)
}

describe('orphaned pods (podgc TestGCOrphaned)', () => {
  test('[PG-1] a node that is missing goes into quarantine first, and the pod is looked at again 40 s later', () => {
    const cluster = bench().put(pod({ nodeName: 'node-1' }))
    const plan = cluster.plan(key)
    expect(wordsOf(plan)).toEqual([`memo node-1=${cluster.now}`])
    expect(plan.wakeAt).toBe(cluster.now + 40 * second)
  })

  test('[PG-1] in quarantine nothing happens, also at a pass', () => {
    const cluster = bench().put(pod({ nodeName: 'node-1' }))
    cluster.remember('node-1', cluster.now)
    cluster.now += 20 * second
    expect(wordsOf(cluster.plan(key))).toEqual([])
    expect(cluster.plan(key).wakeAt).toBe(cluster.now + 20 * second)
  })

  test('[PG-1] after quarantine the pod gets its condition and goes', () => {
    const cluster = bench().put(pod({ nodeName: 'node-1' }, { generation: 1 }))
    cluster.remember('node-1', cluster.now)
    cluster.now += 40 * second
    const plan = cluster.plan(key)
    expect(wordsOf(plan)).toEqual(removal)
    expect(bodiesOf(plan)).toMatchObject([
      {
        status: {
          phase: 'Failed',
          conditions: [
            {
              type: 'DisruptionTarget',
              status: 'True',
              reason: 'DeletionByPodGC',
              message: 'PodGC: node no longer exists',
            },
          ],
        },
      },
      { gracePeriodSeconds: 0, preconditions: { uid: 'uid-web-0' } },
    ])
  })

  test('[PG-1] a node that appears in time ends its quarantine', () => {
    const cluster = bench().put(pod({ nodeName: 'node-1' }))
    cluster.remember('node-1', cluster.now)
    cluster.put(node('True'))
    expect(cluster.keys()).toEqual([key])
    expect(wordsOf(cluster.plan(key))).toEqual(['memo node-1=undefined'])
  })

  test('[PG-1] quarantine and removal wait for a pass of the collector', () => {
    const cluster = bench().put(pod({ nodeName: 'node-1' }))
    cluster.now += 7 * second
    expect(cluster.plan(key)).toEqual({ actions: [], wakeAt: cluster.now + 13 * second })
    cluster.remember('node-1', cluster.now - 43 * second)
    expect(cluster.plan(key)).toEqual({ actions: [], wakeAt: cluster.now + 13 * second })
  })

  test('a pod on a living node, or on none, is left alone', () => {
    const cluster = bench().put(pod({ nodeName: 'node-1' }), node('True'))
    expect(wordsOf(cluster.plan(key))).toEqual([])
    expect(wordsOf(cluster.put(pod({})).plan(key))).toEqual([])
    expect(wordsOf(cluster.remove('Pod', 'web-0', 'default').plan(key))).toEqual([])
  })
})

describe('terminating pods', () => {
  test('[PG-2] without a node they go at the next pass (TestGCUnscheduledTerminating)', () => {
    const cluster = bench().put(pod({}, marked))
    expect(wordsOf(cluster.plan(key))).toEqual(removal)
    cluster.now += second
    expect(cluster.plan(key)).toEqual({ actions: [], wakeAt: cluster.now + 19 * second })
  })

  test.each([
    ['not Ready, with the taint', 'False', [outOfService], removal],
    ['Unknown, with the taint', 'Unknown', [outOfService], removal],
    ['Ready, with the taint', 'True', [outOfService], []],
    ['not Ready, without the taint', 'False', [], []],
  ] as const)('[PG-3] on a node that is %s (TestGCTerminating)', (_, ready, taints, wanted) => {
    const cluster = bench().put(pod({ nodeName: 'node-1' }, marked), node(ready, taints))
    expect(wordsOf(cluster.plan(key))).toEqual(wanted)
  })

  test('[PG-3] a pod that does not terminate is not touched on an out-of-service node', () => {
    const cluster = bench().put(pod({ nodeName: 'node-1' }), node('Unknown', [outOfService]))
    expect(wordsOf(cluster.plan(key))).toEqual([])
  })

  test.each(['Failed', 'Succeeded'])('[PG-4] a phase %s is kept (TestGCInspectingPatchedPodBeforeDeletion)', phase => {
    const cluster = bench().put(pod({}, marked, phase))
    expect(wordsOf(cluster.plan(key))).toEqual(['delete Pod default/web-0'])
  })

  test('[PG-4] an ended orphan is removed as it is (recorded: nodes/podgc-ended)', () => {
    const cluster = bench().put(pod({ nodeName: 'node-1' }, {}, 'Succeeded'))
    cluster.remember('node-1', cluster.now)
    cluster.now += 40 * second
    expect(wordsOf(cluster.plan(key))).toEqual(['delete Pod default/web-0'])
  })
})

describe('in a cluster', () => {
  test('[PG-1] the pods of a deleted node go within 40 to 80 s (recorded: nodes/delete-node-podgc)', () => {
    const cluster = new AgentCluster().nodes('node-1').runningPod('web-0', 'node-1')
    cluster.silence('node-1').must('DELETE', '/api/v1/nodes/node-1')
    cluster.pass(39)
    expect(cluster.pod('web-0')?.status.phase).toBe('Running')
    cluster.pass(41)
    expect(cluster.pod('web-0')).toBeUndefined()
  })

  test('[PG-1] a finalizer keeps the orphan, Failed and marked (TestPodGcOrphanedPodsWithFinalizer)', () => {
    const cluster = new AgentCluster().nodes('node-1').runningPod('web-0', 'node-1')
    cluster.must('PATCH', '/api/v1/namespaces/default/pods/web-0', { metadata: { finalizers: ['lab.example/hold'] } })
    cluster.silence('node-1').must('DELETE', '/api/v1/nodes/node-1').pass(100)
    expect(cluster.pod('web-0')).toMatchObject({
      status: { phase: 'Failed' },
      metadata: { deletionGracePeriodSeconds: 0 },
    })
    const revision = cluster.pod('web-0')?.metadata.resourceVersion
    cluster.pass(120)
    expect(cluster.pod('web-0')?.metadata.resourceVersion).toBe(revision)
  })

  test('[PG-3] the out-of-service taint frees a pod of a dead node within a pass (recorded: nodes/out-of-service)', () => {
    const cluster = new AgentCluster().nodes('node-1', 'node-2').runningPod('web-0', 'node-1')
    cluster
      .silence('node-1')
      .pass(9)
      .patchNode('node-1', { taints: [...(cluster.node('node-1')?.spec.taints ?? []), outOfService] })
    cluster.pass(21)
    expect(cluster.pod('web-0')).toBeUndefined()
  })

  test('[PG-3] on a Ready node the same taint only evicts (recorded: nodes/out-of-service-ready-node)', () => {
    const cluster = new AgentCluster().nodes('node-1', 'node-2').runningPod('web-0', 'node-1')
    cluster.patchNode('node-1', { taints: [outOfService] }).pass(45)
    expect(cluster.pod('web-0')?.metadata.deletionTimestamp).toBeDefined()
    expect(cluster.pod('web-0')?.status.phase).toBe('Running')
  })
})
