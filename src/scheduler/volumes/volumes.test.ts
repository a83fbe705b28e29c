import { describe, expect, test } from 'vitest'
import { conditionOf } from '../../kinds'
import { second } from '../../sim'
import type { View } from '../../store'
import { PlayedCluster } from '../../testing'

const claimsPath = '/api/v1/namespaces/default/persistentvolumeclaims'
const hostname = 'kubernetes.io/hostname'
const main = { name: 'main', image: 'app' }

function provisioningCluster(): PlayedCluster {
  return new PlayedCluster({ settings: { hasHostPathProvisioner: true, volumeBinderSyncPeriodMs: 2000 } })
}

function storageClass(cluster: PlayedCluster, name: string, provisioner: string): void {
  cluster.create('/apis/storage.k8s.io/v1/storageclasses', {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
  })
}

function claim(cluster: PlayedCluster, name: string, spec: object = {}): void {
  const whole = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec }
  cluster.create(claimsPath, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: whole })
}

/** A volume on the disk of one node. */
function localVolume(cluster: PlayedCluster, name: string, node: string, spec: object = {}): void {
  const expression = { key: hostname, operator: 'In', values: [node] }
  cluster.create('/api/v1/persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      local: { path: '/mnt' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } },
      ...spec,
    },
  })
}

/** The pod `one` has the claim `data` for itself, whose volume is on the node `a`. */
function exclusiveClaim(cluster: PlayedCluster): void {
  localVolume(cluster, 'disk', 'a', { accessModes: ['ReadWriteOncePod'] })
  claim(cluster, 'data', { storageClassName: '', accessModes: ['ReadWriteOncePod'] })
  cluster.run(3)
  cluster.pod('one', mounting('data'))
}

function mounting(...claims: readonly string[]) {
  return { volumes: claims.map(claimName => ({ name: claimName, persistentVolumeClaim: { claimName } })) }
}

function eventsOf(view: View, pod: string): readonly unknown[] {
  const about = view.list('Event').filter(({ involvedObject }) => involvedObject.name === pod)
  return about.map(({ reason, message }) => [reason, message])
}

function claimOf(cluster: PlayedCluster, name: string) {
  return cluster.world.store.at().get('PersistentVolumeClaim', name, 'default')
}

describe('volumes', () => {
  test('[SC-4] a claim that is not there, or not bound, is named without a word of preemption', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    cluster.pod('one', mounting('data'))
    expect(cluster.refusal('one')).toBe('0/1 nodes are available: persistentvolumeclaim "data" not found. not found')
    claim(cluster, 'data', { storageClassName: '' })
    expect(cluster.refusal('one')).toBe(
      '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
    )
    localVolume(cluster, 'disk', 'a')
    cluster.run(16)
    expect(cluster.nodeOf('one')).toBe('a')
  })

  test('[SC-16] a claim that waits is provisioned for the node of its pod, which is bound when the claim is', () => {
    const cluster = provisioningCluster()
    cluster.node('a')
    storageClass(cluster, 'late', 'kubernetes.io/host-path')
    claim(cluster, 'data', { storageClassName: 'late' })
    cluster.pod('one', mounting('data'))
    expect(claimOf(cluster, 'data')?.metadata.annotations?.['volume.kubernetes.io/selected-node']).toBe('a')
    expect(cluster.nodeOf('one')).toBeUndefined()
    expect(cluster.get('Pod', 'one')?.status.nominatedNodeName).toBe('a')
    cluster.run(4)
    expect(cluster.nodeOf('one')).toBe('a')
    expect(claimOf(cluster, 'data')?.status.phase).toBe('Bound')
    expect(cluster.get('Pod', 'one')?.status.nominatedNodeName).toBeUndefined()
  })

  test('[SC-16] two claims of one pod get two volumes on one node, and a pod that is being bound keeps its room', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { pods: '1' } })
    cluster.node('b', { capacity: { pods: '1' } })
    storageClass(cluster, 'local', 'kubernetes.io/no-provisioner')
    localVolume(cluster, 'a1', 'a', { storageClassName: 'local' })
    localVolume(cluster, 'b1', 'b', { storageClassName: 'local' })
    localVolume(cluster, 'b2', 'b', { storageClassName: 'local' })
    for (const name of ['c1', 'c2']) claim(cluster, name, { storageClassName: 'local' })
    cluster.pod('one', mounting('c1', 'c2'))
    cluster.pod('two', { nodeSelector: { [hostname]: 'b' } })
    expect(cluster.refusal('two')).toContain('1 Too many pods')
    cluster.run(4)
    expect(cluster.nodeOf('one')).toBe('b')
    expect(['c1', 'c2'].map(name => claimOf(cluster, name)?.spec.volumeName).sort()).toEqual(['b1', 'b2'])
  })

  test('[SC-16] what has been given to one pod is not given to another in the same moment', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    storageClass(cluster, 'local', 'kubernetes.io/no-provisioner')
    localVolume(cluster, 'disk', 'a', { storageClassName: 'local' })
    for (const name of ['c1', 'c2']) claim(cluster, name, { storageClassName: 'local' })
    for (const [name, mounted] of Object.entries({ one: 'c1', two: 'c2' }))
      cluster.must('POST', '/api/v1/namespaces/default/pods', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name },
        spec: { containers: [main], ...mounting(mounted) },
      })
    cluster.run(4)
    expect(cluster.nodeOf('one')).toBe('a')
    expect(cluster.refusal('two')).toContain("1 node(s) didn't find available persistent volumes to bind.")
  })

  test('[SC-11] the node is taken whose volume has more room to spare', () => {
    const cluster = new PlayedCluster()
    for (const name of ['a', 'b']) cluster.node(name)
    storageClass(cluster, 'local', 'kubernetes.io/no-provisioner')
    localVolume(cluster, 'small', 'a', { storageClassName: 'local' })
    localVolume(cluster, 'large', 'b', { storageClassName: 'local', capacity: { storage: '10Gi' } })
    cluster.pod('load', { nodeName: 'b', containers: [{ ...main, resources: { requests: { cpu: '2' } } }] })
    claim(cluster, 'data', { storageClassName: 'local' })
    cluster.pod('one', mounting('data'))
    cluster.run(2)
    expect(cluster.nodeOf('one')).toBe('b')
  })

  test('[SC-16] without a volume on any node the pod waits for one', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    storageClass(cluster, 'local', 'kubernetes.io/no-provisioner')
    claim(cluster, 'data', { storageClassName: 'local' })
    cluster.pod('one', mounting('data'))
    expect(cluster.refusal('one')).toContain("1 node(s) didn't find available persistent volumes to bind.")
    localVolume(cluster, 'disk', 'a', { storageClassName: 'local' })
    cluster.run(4)
    expect(cluster.nodeOf('one')).toBe('a')
  })

  test('[SC-17] when a provisioner gives the claim back the pod is tried again after a back-off', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    cluster.node('b', { spec: { unschedulable: true } })
    storageClass(cluster, 'far', 'example.com/far')
    claim(cluster, 'data', { storageClassName: 'far' })
    cluster.pod('one', mounting('data'))
    cluster.patchNode('a', { spec: { unschedulable: true } })
    cluster.patchNode('b', { spec: { unschedulable: null } })
    cluster.must('PATCH', `${claimsPath}/data`, {
      metadata: { annotations: { 'volume.kubernetes.io/selected-node': null } },
    })
    cluster.run(1)
    const condition = conditionOf(cluster.get('Pod', 'one') ?? {}, 'PodScheduled')
    expect(condition).toMatchObject({ reason: 'SchedulerError' })
    expect(condition?.message).toMatch(/^running PreBind plugin "VolumeBinding": binding volumes: /)
    cluster.run(3)
    expect(claimOf(cluster, 'data')?.metadata.annotations?.['volume.kubernetes.io/selected-node']).toBe('b')
  })

  test('[SC-17] a pod is not bound to a node that its volume cannot be reached from any more', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { labels: { rack: 'one' } })
    storageClass(cluster, 'local', 'kubernetes.io/no-provisioner')
    const expression = { key: 'rack', operator: 'In', values: ['one'] }
    const nodeAffinity = { required: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } }
    localVolume(cluster, 'disk', 'a', { storageClassName: 'local', nodeAffinity })
    claim(cluster, 'data', { storageClassName: 'local' })
    cluster.pod('one', mounting('data'))
    cluster.patchNode('a', { metadata: { labels: { rack: 'two' } } })
    cluster.run(1)
    expect(cluster.nodeOf('one')).toBeUndefined()
    expect(cluster.refusal('one')).toBe(
      'running PreBind plugin "VolumeBinding": binding volumes: pv "disk" node affinity doesn\'t match node "a": no matching NodeSelectorTerms',
    )
  })

  test('[SC-16] a pod with a volume that is there and one that is made gets both (recorded: scheduler/volumes-of-two-kinds)', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    storageClass(cluster, 'local', 'kubernetes.io/no-provisioner')
    storageClass(cluster, 'far', 'example.com/far')
    localVolume(cluster, 'disk', 'a', { storageClassName: 'local' })
    claim(cluster, 'here', { storageClassName: 'local' })
    claim(cluster, 'there', { storageClassName: 'far' })
    cluster.pod('one', mounting('here', 'there'))
    cluster.run(2)
    expect(cluster.events('one')).toEqual([])
    expect(claimOf(cluster, 'there')?.metadata.annotations?.['volume.kubernetes.io/selected-node']).toBe('a')
  })

  test('[SC-17] nor to one that is gone', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    storageClass(cluster, 'far', 'example.com/far')
    claim(cluster, 'data', { storageClassName: 'far' })
    cluster.pod('one', mounting('data'))
    cluster.must('DELETE', '/api/v1/nodes/a')
    cluster.run(1)
    expect(cluster.events('one')[0]).toBe(
      'FailedScheduling running PreBind plugin "VolumeBinding": binding volumes: failed to get node "a": node "a" not found',
    )
  })

  test('[SC-17] after ten minutes the scheduler gives up waiting', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    storageClass(cluster, 'far', 'example.com/far')
    claim(cluster, 'data', { storageClassName: 'far' })
    cluster.pod('one', mounting('data'))
    cluster.run(599)
    expect(cluster.refusal('one')).toBeUndefined()
    cluster.run(2)
    expect(cluster.refusal('one')).toContain('context deadline exceeded')
  })

  test('[SC-6] the end of a pod whose volumes are being bound helps more important pods, too', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { capacity: { cpu: '2' } })
    storageClass(cluster, 'far', 'example.com/far')
    claim(cluster, 'data', { storageClassName: 'far' })
    const containers = [{ ...main, resources: { requests: { cpu: '2' } } }]
    cluster.pod('one', { ...mounting('data'), containers })
    cluster.create('/apis/scheduling.k8s.io/v1/priorityclasses', {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'patient' },
      value: 1000,
      preemptionPolicy: 'Never',
    })
    cluster.pod('urgent', { containers, priorityClassName: 'patient' })
    expect(cluster.refusal('urgent')).toContain('1 Insufficient cpu')
    cluster.gone('one')
    expect(cluster.nodeOf('urgent')).toBe('a')
  })

  test('[SC-17] that a pod is gone whose volumes are being bound is noticed at the next look, and only if its name is free', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    storageClass(cluster, 'far', 'example.com/far')
    for (const name of ['data', 'more', 'rest']) claim(cluster, name, { storageClassName: 'far' })
    const fault = 'FailedScheduling running PreBind plugin "VolumeBinding": binding volumes: '
    cluster.pod('one', mounting('data'))
    cluster.gone('one')
    expect(cluster.events('one')).toEqual([])
    const fork = cluster.world.fork(cluster.world.store.revision)
    fork.run(fork.now + second / 10)
    expect(eventsOf(fork.store.at(), 'one')).toEqual([])
    cluster.run(1)
    expect(cluster.events('one')).toEqual([`${fault}pod does not exist any more: pod "one" not found`])
    fork.run(fork.now + second)
    expect(eventsOf(fork.store.at(), 'one')).toEqual(eventsOf(cluster.world.store.at(), 'one'))
    cluster.run(3)
    expect(cluster.events('one')).toHaveLength(1)

    cluster.pod('two', mounting('more'))
    cluster.gone('two')
    cluster.pod('two', { nodeSelector: { disk: 'none' } })
    cluster.run(3)
    cluster.gone('two')
    cluster.run(3)
    expect(cluster.events('two').filter(text => text.includes(fault))).toEqual([])

    cluster.pod('three', mounting('rest'))
    cluster.gone('three')
    cluster.must('DELETE', '/api/v1/nodes/a')
    cluster.run(1)
    expect(cluster.events('three')).toEqual([`${fault}failed to get node "a": node "a" not found`])
  })

  test('[SC-18] a ReadWriteOncePod claim serves one pod at a time, a ReadWriteOnce claim any number', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    exclusiveClaim(cluster)
    cluster.pod('two', mounting('data'))
    expect(cluster.nodeOf('one')).toBe('a')
    expect(cluster.refusal('two')).toBe(
      '0/1 nodes are available: 1 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
    )
    cluster.gone('one')
    expect(cluster.nodeOf('two')).toBe('a')
  })

  test('[SC-1] a claim that is in use elsewhere is named before the node its volume is on', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    cluster.node('b')
    exclusiveClaim(cluster)
    cluster.pod('two', mounting('data'))
    expect(cluster.refusal('two')).toContain('2 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod')
  })

  test('[SC-18] a pod that has ended does not hold its ReadWriteOncePod claim', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    exclusiveClaim(cluster)
    cluster.must('PATCH', '/api/v1/namespaces/default/pods/one/status', { status: { phase: 'Succeeded' } })
    cluster.pod('two', mounting('data'))
    expect(cluster.nodeOf('two')).toBe('a')
  })

  test('[SC-18] nor does one whose node is gone', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    exclusiveClaim(cluster)
    cluster.must('DELETE', '/api/v1/nodes/a')
    cluster.node('b', { labels: { [hostname]: 'a' } })
    cluster.pod('two', mounting('data'))
    expect([cluster.nodeOf('one'), cluster.nodeOf('two')]).toEqual(['a', 'b'])
  })

  test('[SC-16] a volume is made only where the class allows it', () => {
    const cluster = provisioningCluster()
    cluster.node('a', { labels: { zone: 'east' } })
    cluster.create('/apis/storage.k8s.io/v1/storageclasses', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'west' },
      provisioner: 'kubernetes.io/host-path',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'zone', values: ['west'] }] }],
    })
    claim(cluster, 'data', { storageClassName: 'west' })
    cluster.pod('one', mounting('data'))
    expect(cluster.refusal('one')).toContain("1 node(s) didn't find available persistent volumes to bind")
    cluster.node('b', { labels: { zone: 'west' } })
    cluster.run(6)
    expect(cluster.nodeOf('one')).toBe('b')
  })

  test('[SC-19] a bound local volume ties its pod to the node it is on', () => {
    const cluster = new PlayedCluster()
    cluster.node('a')
    cluster.node('b')
    localVolume(cluster, 'disk', 'b')
    claim(cluster, 'data', { storageClassName: '' })
    cluster.run(3)
    cluster.pod('here', mounting('data'))
    cluster.pod('there', { nodeSelector: { [hostname]: 'a' }, ...mounting('data') })
    expect(cluster.nodeOf('here')).toBe('b')
    expect(cluster.refusal('there')).toContain(
      "1 node(s) didn't match PersistentVolume's node affinity, 1 node(s) didn't match Pod's node affinity/selector.",
    )
  })

  test('[SC-19] a node attaches no more CSI volumes than it says, and takes the zone labels of volumes seriously', () => {
    const cluster = new PlayedCluster()
    cluster.node('a', { labels: { 'topology.kubernetes.io/zone': 'x' } })
    const metadata = { name: 'a', uid: 'a', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' }
    const spec = { drivers: [{ name: 'disk.example.com', allocatable: { count: 1 } }] }
    const csiNode = { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata, spec }
    cluster.place(csiNode)
    for (const [name, labels] of [
      ['v1', {}],
      ['v2', {}],
      ['v3', { 'topology.kubernetes.io/zone': 'y' }],
    ] as const) {
      const csi = { driver: name === 'v3' ? 'other' : 'disk.example.com', volumeHandle: name }
      const volume = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], csi }
      const claimRef = { namespace: 'default', name: `c-${name}` }
      cluster.create('/api/v1/persistentvolumes', {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name, labels },
        spec: { ...volume, claimRef },
      })
      claim(cluster, `c-${name}`, { storageClassName: '', volumeName: name })
    }
    cluster.run(3)
    for (const name of ['v1', 'v2', 'v3']) cluster.pod(name, mounting(`c-${name}`))
    expect(cluster.nodeOf('v1')).toBe('a')
    expect(cluster.refusal('v2')).toContain('1 node(s) exceed max volume count.')
    expect(cluster.refusal('v3')).toContain('1 node(s) had no available volume zone.')
    cluster.pod('again', mounting('c-v1'))
    expect(cluster.nodeOf('again')).toBe('a')
  })
})
