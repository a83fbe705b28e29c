import { describe, expect, test } from 'vitest'
import type { Toleration } from '../../kinds'
import { PlayedCluster } from '../../testing'

const unhelpful = 'Preemption is not helpful for scheduling'
const noVictims = 'No preemption victims found for incoming pod'

function toNodes(...fields: readonly { key: string; operator: string; values: readonly string[] }[]) {
  const nodeSelectorTerms = [{ matchFields: fields }]
  return {
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  }
}

const named = (...values: string[]) => ({ key: 'metadata.name', operator: 'In', values })

function asking(requests: object) {
  return { containers: [{ name: 'main', image: 'app', resources: { requests } }] }
}

describe('pods that name their nodes', () => {
  test('[SC-22] are compared with no other node, not even for its cordon', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { spec: { unschedulable: true } })
    cluster.node('b')
    cluster.pod('ghost', toNodes(named('c')))
    expect(cluster.refusal('ghost')).toBe(
      `0/2 nodes are available: 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. preemption: 0/2 nodes are available: 2 ${unhelpful}.`,
    )
    cluster.pod('greedy', { ...toNodes(named('b')), ...asking({ cpu: '99' }) })
    expect(cluster.refusal('greedy')).toContain(
      "1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity].",
    )
    cluster.node('c')
    expect(cluster.nodeOf('ghost')).toBe('c')
  })

  test('[SC-22] nodes that are only excluded are compared as ever', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    cluster.pod('one', toNodes({ key: 'metadata.name', operator: 'NotIn', values: ['a'] }))
    expect(cluster.refusal('one')).toContain("1 node(s) didn't match Pod's node affinity/selector.")
    cluster.node('b')
    expect(cluster.nodeOf('one')).toBe('b')
  })

  test('[SC-22] two names at once are a conflict', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    cluster.pod('one', toNodes(named('a'), named('b')))
    expect(cluster.refusal('one')).toBe('0/1 nodes are available: pod affinity terms conflict. not found')
  })
})

describe('changes of a refused pod itself', () => {
  const path = '/api/v1/namespaces/default/pods/one'
  const tolerating = (cluster: PlayedCluster, ...more: readonly Toleration[]) => ({
    spec: { tolerations: [...(cluster.get('Pod', 'one')?.spec.tolerations ?? []), ...more] },
  })

  test('[SC-23] it is tried again when a toleration is added, with the same words or with success', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } })
    cluster.pod('one')
    cluster.must('PATCH', path, tolerating(cluster, { key: 'b', operator: 'Exists' }))
    cluster.run(1)
    expect(cluster.events('one')).toHaveLength(2)
    cluster.must('PATCH', path, tolerating(cluster, { key: 'a', operator: 'Exists' }))
    cluster.run(1)
    expect(cluster.nodeOf('one')).toBe('a')
  })

  test('[SC-23] another image, and a label that no plugin which refused it looks at, change nothing', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } })
    cluster.pod('one')
    cluster.must('PATCH', path, { metadata: { labels: { app: 'other' } } })
    cluster.must('PATCH', path, { spec: { containers: [{ name: 'main', image: 'other' }] } })
    cluster.run(5)
    expect(cluster.events('one')).toHaveLength(1)
  })

  test('[SC-23] a cordon is looked at again by those that tolerate it, and by no others', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { spec: { unschedulable: true } })
    cluster.pod('one')
    cluster.must('PATCH', path, tolerating(cluster, { key: 'other', operator: 'Exists' }))
    cluster.run(1)
    const before = cluster.events('one').length
    cluster.must('PATCH', path, tolerating(cluster, { key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }))
    cluster.run(1)
    expect([before, cluster.nodeOf('one')]).toEqual([1, 'a'])
  })

  test('[SC-23] other labels help a pod that others keep away, or that its spreading does not count any more', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    const labelSelector = { matchLabels: { app: 'one' } }
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector }
    const far = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } }
    cluster.pod('loner', { affinity: far })
    cluster.pod('one')
    expect(cluster.refusal('one')).toContain("didn't satisfy existing pods anti-affinity rules")
    cluster.must('PATCH', path, { metadata: { labels: { app: 'two' } } })
    cluster.run(1)
    expect(cluster.nodeOf('one')).toBe('a')
  })

  test('[SC-23] a pod that is made to ask for less is tried again', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2' } })
    cluster.pod('one', asking({ cpu: '3' }))
    expect(cluster.refusal('one')).toContain('1 Insufficient cpu.')
    cluster.must('PATCH', `${path}/resize`, { spec: asking({ cpu: '1' }) })
    cluster.run(1)
    expect(cluster.nodeOf('one')).toBe('a')
  })

  test('[SC-23] the same words about a later generation of the pod are not written', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } })
    cluster.pod('one')
    cluster.must('PATCH', path, tolerating(cluster, { key: 'b', operator: 'Exists' }))
    cluster.run(1)
    const pod = cluster.get('Pod', 'one')
    expect([pod?.metadata.generation, pod?.status.conditions?.[0]?.observedGeneration]).toEqual([2, 1])
  })
})

describe('disks', () => {
  const holding = (source: object) => ({ volumes: [{ name: 'data', ...source }] })

  test('[SC-24] a disk that pods name themselves is on a node once, unless all only read it', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    const disk = (readOnly: boolean) => holding({ gcePersistentDisk: { pdName: 'one', readOnly } })
    cluster.pod('writer', disk(false))
    cluster.pod('second', disk(true))
    expect(cluster.refusal('second')).toBe(
      `0/1 nodes are available: 1 node(s) had no available disk. preemption: 0/1 nodes are available: 1 ${noVictims}.`,
    )
    cluster.gone('writer')
    cluster.pod('third', disk(true))
    expect([cluster.nodeOf('second'), cluster.nodeOf('third')]).toEqual(['a', 'a'])
  })

  test.each([
    ['awsElasticBlockStore', { volumeID: 'v', readOnly: true }, { volumeID: 'v', readOnly: true }, false],
    ['awsElasticBlockStore', { volumeID: 'v' }, { volumeID: 'w' }, true],
    ['iscsi', { targetPortal: '1.2.3.4:1', iqn: 'iqn.2001-04.com.example:x', lun: 0 }, undefined, false],
    ['rbd', { monitors: ['m', 'n'], image: 'i' }, { monitors: ['n'], image: 'i' }, false],
    ['rbd', { monitors: ['m'], image: 'i' }, { monitors: ['n'], image: 'i' }, true],
    ['rbd', { monitors: ['m'], image: 'i', readOnly: true }, { monitors: ['m'], image: 'i', readOnly: true }, true],
  ])('[SC-24] %s: %j beside %j', (kind, first, second, fits) => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    cluster.pod('one', holding({ [kind]: first }))
    cluster.pod('two', holding({ [kind]: second ?? first }))
    expect(cluster.nodeOf('two')).toBe(fits ? 'a' : undefined)
  })

  const driver = 'disk.example.com'
  const storage = '/apis/storage.k8s.io/v1'

  /** A pod with a disk of a driver that node `a` does not have. */
  function withForeignDisk(preventPodSchedulingIfMissing: boolean): PlayedCluster {
    const cluster = new PlayedCluster()
    cluster.node('a')
    const spec = { attachRequired: false, preventPodSchedulingIfMissing }
    cluster.create(`${storage}/csidrivers`, { metadata: { name: driver }, spec })
    const source = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], csi: { driver, volumeHandle: 'h' } }
    cluster.create('/api/v1/persistentvolumes', { metadata: { name: 'pv' }, spec: source })
    const resources = { requests: { storage: '1Gi' } }
    cluster.create('/api/v1/namespaces/default/persistentvolumeclaims', {
      metadata: { name: 'data' },
      spec: { storageClassName: '', accessModes: ['ReadWriteOnce'], resources },
    })
    cluster.run(1)
    cluster.pod('one', holding({ persistentVolumeClaim: { claimName: 'data' } }))
    return cluster
  }

  test('[SC-25] a driver that asks for it keeps pods from nodes that do not have it', () => {
    const cluster = withForeignDisk(true)
    expect(cluster.refusal('one')).toContain(`1 ${driver} CSI driver is not installed on the node.`)
    cluster.create(`${storage}/csinodes`, {
      metadata: { name: 'a' },
      spec: { drivers: [{ name: driver, nodeID: 'a', topologyKeys: [] }] },
    })
    expect(cluster.nodeOf('one')).toBe('a')
  })

  test('[SC-25] a driver that does not ask for it keeps nobody away', () => {
    expect(withForeignDisk(false).nodeOf('one')).toBe('a')
  })
})

describe('requests of the pod as a whole', () => {
  test('[SC-26] count in place of the sum of its containers, for what they name', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2', memory: '2Gi' } })
    cluster.pod('one', { ...asking({ cpu: '100m', memory: '1Gi' }), resources: { requests: { cpu: '1500m' } } })
    cluster.pod('two', asking({ cpu: '1', memory: '1500Mi' }))
    expect(cluster.nodeOf('one')).toBe('a')
    expect(cluster.refusal('two')).toContain('1 Insufficient cpu, 1 Insufficient memory.')
    expect(cluster.get('Pod', 'one')?.status.qosClass).toBe('Burstable')
  })
})
