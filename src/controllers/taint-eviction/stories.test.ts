import { describe, expect, test } from 'vitest'
import { AgentCluster } from '../../testing/agent-cluster'

const taint = (key: string, value?: string) => ({ key, effect: 'NoExecute', ...(value && { value }) })
const tolerates = (key: string, tolerationSeconds?: number) => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds !== undefined && { tolerationSeconds }),
})

function isMarked(cluster: AgentCluster, name: string): boolean {
  const { metadata, status } = cluster.pod(name) ?? {}
  const isTarget = status?.conditions?.some(
    ({ type, reason }) => type === 'DisruptionTarget' && reason === 'DeletionByTaintManager',
  )
  return metadata?.deletionTimestamp !== undefined && Boolean(isTarget)
}

describe('taints that a person sets (test/e2e/node/taints.go)', () => {
  test('[TE-1] [TE-2] [TE-4] no, finite and unlimited toleration (recorded: nodes/noexecute-taint)', () => {
    const cluster = new AgentCluster()
      .nodes('node-1')
      .runningPod('none', 'node-1')
      .runningPod('finite', 'node-1', { tolerations: [tolerates('maintenance', 6)] })
      .runningPod('infinite', 'node-1', { tolerations: [tolerates('maintenance')] })
      .patchNode('node-1', { taints: [taint('maintenance', 'yes')] })
      .pass(1)
    expect(['none', 'finite', 'infinite'].map(name => isMarked(cluster, name))).toEqual([true, false, false])
    cluster.pass(6)
    expect(['none', 'finite', 'infinite'].map(name => isMarked(cluster, name))).toEqual([true, true, false])
    expect(cluster.pod('none')?.metadata.deletionGracePeriodSeconds).toBe(30)
    expect(cluster.events('none')).toContain('TaintManagerEviction Marking for deletion Pod default/none')
  })

  test('[TE-5] removing the taint cancels the eviction (recorded: nodes/noexecute-removed)', () => {
    const cluster = new AgentCluster()
      .nodes('node-1')
      .runningPod('web-0', 'node-1', { tolerations: [tolerates('maintenance', 6)] })
      .patchNode('node-1', { taints: [taint('maintenance')] })
      .pass(3)
      .patchNode('node-1', { taints: null as unknown as [] })
      .pass(10)
    expect(isMarked(cluster, 'web-0')).toBe(false)
    expect(cluster.events('web-0').filter(text => text.startsWith('Taint'))).toEqual([
      'TaintManagerEviction Cancelling deletion of Pod default/web-0',
    ])
  })

  test('[TE-2] pods with different times go one after the other (TestUpdateNodeWithMultiplePods)', () => {
    const cluster = new AgentCluster().nodes('node-1')
    for (const seconds of [1, 4, 8])
      cluster.runningPod(`after-${seconds}`, 'node-1', { tolerations: [tolerates('a', seconds)] })
    cluster.patchNode('node-1', { taints: [taint('a')] })
    const marked: boolean[][] = []
    for (const seconds of [0.5, 1.5, 3, 4]) {
      cluster.pass(seconds)
      marked.push([1, 4, 8].map(name => isMarked(cluster, `after-${name}`)))
    }
    expect(marked).toEqual([
      [false, false, false],
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ])
  })

  test('[TE-3] neither another toleration nor a longer one added to a pod moves its planned eviction', () => {
    const cluster = new AgentCluster()
      .nodes('node-1')
      .runningPod('other', 'node-1', { tolerations: [tolerates('a', 6)] })
      .runningPod('longer', 'node-1', { tolerations: [tolerates('a', 6)] })
      .patchNode('node-1', { taints: [taint('a')] })
    for (const [name, toleration] of [
      ['other', tolerates('b')],
      ['longer', tolerates('a', 600)],
    ] as const) {
      const tolerations = [...(cluster.pod(name)?.spec.tolerations ?? []), toleration]
      cluster.must('PATCH', `/api/v1/namespaces/default/pods/${name}`, { spec: { tolerations } })
    }
    cluster.pass(3)
    expect([isMarked(cluster, 'other'), isMarked(cluster, 'longer')]).toEqual([false, false])
    cluster.pass(4)
    expect([isMarked(cluster, 'other'), isMarked(cluster, 'longer')]).toEqual([true, true])
  })

  test('[TE-5] a force-deleted pod cancels its planned eviction aloud', () => {
    const cluster = new AgentCluster()
      .nodes('node-1')
      .runningPod('web-0', 'node-1', { tolerations: [tolerates('a', 60)] })
      .patchNode('node-1', { taints: [taint('a')] })
      .deletePod('web-0', { gracePeriodSeconds: 0 })
    expect(cluster.events('web-0')).toContain('TaintManagerEviction Cancelling deletion of Pod default/web-0')
  })
})

describe('taints of a node that is not well (TestTaintBasedEvictions)', () => {
  const unreachable = 'node.kubernetes.io/unreachable'

  test('[TE-2] a pod leaves when its toleration of unreachable runs out (recorded: nodes/toleration-runs-out)', () => {
    const cluster = new AgentCluster()
      .nodes('node-1', 'node-2')
      .runningPod('patient', 'node-1')
      .runningPod('hasty', 'node-1', { tolerations: [tolerates(unreachable, 5)] })
      .runningPod('gone', 'node-1', { tolerations: [tolerates(unreachable, 0)] })
      .silence('node-1')
      .pass(8.5)
    expect(['patient', 'hasty', 'gone'].map(name => isMarked(cluster, name))).toEqual([false, false, true])
    cluster.pass(5)
    expect(['patient', 'hasty', 'gone'].map(name => isMarked(cluster, name))).toEqual([false, true, true])
    cluster.pass(290)
    expect(isMarked(cluster, 'patient')).toBe(false)
    cluster.pass(8)
    expect(isMarked(cluster, 'patient')).toBe(true)
  })

  test('[TE-5] a node that returns in time keeps its pods (recorded: nodes/returns-before-toleration)', () => {
    const cluster = new AgentCluster()
      .nodes('node-1', 'node-2')
      .runningPod('web-0', 'node-1')
      .silence('node-1')
      .pass(20)
    cluster.agent.nodeReady('node-1', true)
    cluster.pass(300)
    expect(isMarked(cluster, 'web-0')).toBe(false)
    expect(cluster.events('web-0')).toContain('TaintManagerEviction Cancelling deletion of Pod default/web-0')
    expect(cluster.taints('node-1')).toEqual([])
  })
})
