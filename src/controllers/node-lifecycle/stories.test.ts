import { describe, expect, test } from 'vitest'
import { conditionOf } from '../../kinds'
import { AgentCluster } from '../../testing/agent-cluster'

const unreachable = 'node.kubernetes.io/unreachable'
const notReady = 'node.kubernetes.io/not-ready'

function ready(cluster: AgentCluster, node: string): string | undefined {
  const object = cluster.node(node)
  return object && conditionOf(object, 'Ready')?.status
}

function hasNoExecute(cluster: AgentCluster, node: string): boolean {
  return cluster.taints(node).includes(`${unreachable}:NoExecute`)
}

describe('a node falls silent', () => {
  test('[NL-3] [NL-4] [NL-5] [NL-6] conditions, pods, taints and words (recorded: nodes/silence-unknown)', () => {
    const cluster = new AgentCluster().nodes('node-1', 'node-2').runningPod('web-0', 'node-1').silence('node-1').pass(9)
    expect(ready(cluster, 'node-1')).toBe('Unknown')
    expect(cluster.taints('node-1')).toEqual([`${unreachable}:NoSchedule`, `${unreachable}:NoExecute`])
    const pod = cluster.pod('web-0')
    expect(pod && conditionOf(pod, 'Ready')?.status).toBe('False')
    expect(pod?.metadata.deletionTimestamp).toBeUndefined()
    expect(cluster.events('node-1')).toContain('NodeNotReady Node node-1 status is now: NodeNotReady')
    expect(cluster.events('web-0')).toContain('NodeNotReady Node is not ready')
  })

  test('[NL-4] a kubelet that reports Ready=False leaves pods Ready, also when it is silent later (recorded: nodes/kubelet-not-ready)', () => {
    const cluster = new AgentCluster().nodes('node-1', 'node-2').runningPod('web-0', 'node-1')
    cluster.agent.nodeReady('node-1', false)
    cluster.pass(1)
    expect(cluster.taints('node-1')).toEqual([`${notReady}:NoSchedule`, `${notReady}:NoExecute`])
    cluster.silence('node-1').pass(9)
    expect([...cluster.taints('node-1')].sort()).toEqual([`${unreachable}:NoExecute`, `${unreachable}:NoSchedule`])
    const pod = cluster.pod('web-0')
    expect(pod && conditionOf(pod, 'Ready')?.status).toBe('True')
  })

  test('[NL-6] a node that returns is clean again', () => {
    const cluster = new AgentCluster().nodes('node-1', 'node-2').silence('node-1').pass(9)
    cluster.agent.nodeReady('node-1', true)
    cluster.pass(1)
    expect([ready(cluster, 'node-1'), cluster.taints('node-1')]).toEqual(['True', []])
  })

  test('[NL-3] with the settings of kubeadm it takes 50 s, seen at a tick of 5 s', () => {
    const cluster = new AgentCluster({ nodeMonitorGracePeriodMs: 50_000, nodeMonitorPeriodMs: 5000 })
    cluster.nodes('node-1', 'node-2').silence('node-1').pass(49)
    expect(ready(cluster, 'node-1')).toBe('True')
    cluster.pass(8)
    expect(ready(cluster, 'node-1')).toBe('Unknown')
  })
})

describe('several nodes fall silent', () => {
  test('[NL-8] the second of a zone is tainted ten seconds after the first (recorded: nodes/second-node-waits)', () => {
    const cluster = new AgentCluster()
      .nodes('node-1', 'node-2', 'node-3', 'node-4', 'node-5')
      .silence('node-1', 'node-2')
      .pass(9)
    expect(['node-1', 'node-2'].filter(name => hasNoExecute(cluster, name))).toHaveLength(1)
    cluster.pass(6)
    expect(['node-1', 'node-2'].filter(name => hasNoExecute(cluster, name))).toHaveLength(1)
    cluster.pass(4)
    expect(['node-1', 'node-2'].filter(name => hasNoExecute(cluster, name))).toHaveLength(2)
  })

  test('[NL-8] nodes of two zones do not wait for each other', () => {
    const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name })
    const cluster = new AgentCluster().nodes(
      { name: 'node-1', labels: zone('a') },
      { name: 'node-2', labels: zone('b') },
      'node-3',
    )
    cluster.silence('node-1', 'node-2').pass(9)
    expect([hasNoExecute(cluster, 'node-1'), hasNoExecute(cluster, 'node-2')]).toEqual([true, true])
  })

  test('[NL-8] three of four at once: none is tainted with NoExecute (recorded: nodes/partial-disruption)', () => {
    const cluster = new AgentCluster().nodes('node-1', 'node-2', 'node-3', 'node-4')
    cluster.silence('node-1', 'node-2', 'node-3').pass(40)
    expect(['node-1', 'node-2', 'node-3'].some(name => hasNoExecute(cluster, name))).toBe(false)
  })

  test('[NL-9] all of them: no NoExecute taint, however long (recorded: nodes/all-silent)', () => {
    const cluster = new AgentCluster().nodes('node-1', 'node-2').silence('node-1', 'node-2').pass(60)
    expect([ready(cluster, 'node-1'), cluster.taints('node-1')]).toEqual(['Unknown', [`${unreachable}:NoSchedule`]])
  })

  test('[NL-3] a node that nobody ever speaks for has a minute, and is then no place for new pods, which is all (recorded: scheduler/node-without-status)', () => {
    const cluster = new AgentCluster().must('POST', '/api/v1/nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'a' },
    })
    cluster.pass(55)
    expect([ready(cluster, 'a'), cluster.taints('a')]).toEqual([undefined, []])
    cluster.pass(10)
    expect([ready(cluster, 'a'), cluster.taints('a')]).toEqual(['Unknown', [`${unreachable}:NoSchedule`]])
  })

  test('[NL-9] the last one to fall silent takes the taints of the others away (recorded: nodes/last-node-falls-silent)', () => {
    const cluster = new AgentCluster().nodes('node-1', 'node-2').silence('node-1').pass(10)
    expect(hasNoExecute(cluster, 'node-1')).toBe(true)
    cluster.silence('node-2').pass(10)
    expect([hasNoExecute(cluster, 'node-1'), hasNoExecute(cluster, 'node-2')]).toEqual([false, false])
  })

  test('[NL-9] when one returns, the others get a fresh grace before they are tainted again', () => {
    const cluster = new AgentCluster().nodes('node-1', 'node-2').silence('node-1', 'node-2').pass(30)
    cluster.agent.nodeReady('node-2', true)
    cluster.pass(15)
    expect(ready(cluster, 'node-2')).toBe('True')
    expect(hasNoExecute(cluster, 'node-1')).toBe(true)
  })
})

describe('nodes come and go', () => {
  test('[NL-1] [NL-2] a node is greeted, labelled and said goodbye to (TestNodeEventGeneration)', () => {
    const cluster = new AgentCluster().nodes('node-1')
    expect(cluster.node('node-1')?.metadata).toMatchObject({
      labels: { 'beta.kubernetes.io/os': 'linux', 'beta.kubernetes.io/arch': 'amd64' },
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    })
    cluster.silence('node-1').must('DELETE', '/api/v1/nodes/node-1').pass(1)
    expect(cluster.events('node-1')).toEqual([
      'RegisteredNode Node node-1 event: Registered Node node-1 in Controller',
      'RemovingNode Node node-1 event: Removing Node node-1 from Controller',
    ])
  })

  test('[NL-7] not-ready and unreachable follow each other without a turn (recorded: nodes/kubelet-not-ready)', () => {
    const cluster = new AgentCluster().nodes('node-1', 'node-2')
    cluster.agent.nodeReady('node-1', false)
    cluster.pass(1).silence('node-1').pass(9)
    expect(cluster.taints('node-1')).toContain(`${unreachable}:NoExecute`)
    expect(cluster.taints('node-1')).not.toContain(`${notReady}:NoExecute`)
  })
})
