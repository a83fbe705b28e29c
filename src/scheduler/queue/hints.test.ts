import { expect, test } from 'vitest'
import { StorageCluster } from '../../testing'

const pods = '/api/v1/namespaces/default/pods'
const csiNodes = '/apis/storage.k8s.io/v1/csinodes'
const hostname = 'kubernetes.io/hostname'
const zone = 'topology.kubernetes.io/zone'
const web = { matchLabels: { app: 'web' } }

function asking(cpu: string) {
  return { containers: [{ name: 'main', image: 'app', resources: { requests: { cpu } } }] }
}

const port = { containers: [{ name: 'main', image: 'app', ports: [{ containerPort: 80, hostPort: 80 }] }] }
const spread = {
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: zone, whenUnsatisfiable: 'DoNotSchedule', labelSelector: web },
  ],
}

function affinity(rule: 'podAffinity' | 'podAntiAffinity', topologyKey: string) {
  const terms = [{ topologyKey, labelSelector: web }]
  return { affinity: { [rule]: { requiredDuringSchedulingIgnoredDuringExecution: terms } } }
}

function relabel(cluster: StorageCluster, pod: string, app: string): void {
  cluster.must('PATCH', `${pods}/${pod}`, { metadata: { labels: { app } } })
  cluster.run(0.1)
}

/** Zones a and b, of which b is closed; a pod of the app web in a, and another that may not go there as long as b has none. */
function uneven(cluster: StorageCluster): void {
  cluster.node('a', { labels: { [zone]: 'a' } })
  cluster.node('b', { labels: { [zone]: 'b' }, spec: { unschedulable: true } })
  cluster.pod('there', spread, { app: 'web' })
  cluster.pod('one', spread, { app: 'web' })
}

/** A node that attaches one volume, which `there` has. */
function limited(cluster: StorageCluster): void {
  cluster.node('a')
  const driver = { name: 'disk.example.com', nodeID: 'a', topologyKeys: [], allocatable: { count: 1 } }
  cluster.create(csiNodes, { metadata: { name: 'a' }, spec: { drivers: [driver] } })
  for (const name of ['there', 'one']) {
    const claimRef = { namespace: 'default', name }
    cluster.volume(name, { csi: { driver: driver.name, volumeHandle: name }, claimRef })
    cluster.claim(name, { volumeName: name })
    cluster.run(3)
    cluster.user(name, [name])
  }
}

/** A volume with this label, and a pod that wants it; the node has the zone a. */
function zoned(cluster: StorageCluster): void {
  cluster.node('a', { labels: { [zone]: 'a' } })
  cluster.volume('disk', { labels: { [zone]: 'b' }, claimRef: { namespace: 'default', name: 'data' } })
  cluster.claim('data', { volumeName: 'disk' })
  cluster.run(3)
  cluster.user('one', ['data'])
}

type Step = (cluster: StorageCluster) => void

test.each<[string, Step, Step]>([
  [
    'NodeResourcesFit: a placed pod asks for less',
    cluster => {
      cluster.node('a', { capacity: { cpu: '2' } })
      cluster.pod('there', asking('2'))
      cluster.pod('one', asking('1'))
    },
    cluster => cluster.must('PATCH', `${pods}/there/resize`, { spec: asking('1') }),
  ],
  [
    'NodePorts: a node comes',
    cluster => {
      cluster.node('b')
      cluster.pod('there', port)
      cluster.pod('one', port)
    },
    cluster => cluster.node('a'),
  ],
  [
    'TaintToleration: a taint goes',
    cluster => {
      cluster.node('a', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } })
      cluster.pod('one')
    },
    cluster => cluster.patchNode('a', { spec: { taints: null } }),
  ],
  ['PodTopologySpread: a pod comes', uneven, cluster => cluster.pod('two', { nodeName: 'b' }, { app: 'web' })],
  ['PodTopologySpread: a pod goes', uneven, cluster => cluster.gone('there')],
  ['PodTopologySpread: a pod has another label', uneven, cluster => relabel(cluster, 'there', 'db')],
  [
    'PodTopologySpread: a node leaves its domain',
    uneven,
    cluster => cluster.patchNode('b', { metadata: { labels: { [zone]: null } } }),
  ],
  ['PodTopologySpread: a node goes', uneven, cluster => cluster.must('DELETE', '/api/v1/nodes/b')],
  [
    'InterPodAffinity: who it avoids goes',
    cluster => {
      cluster.node('a')
      cluster.pod('there', {}, { app: 'web' })
      cluster.pod('one', affinity('podAntiAffinity', hostname))
    },
    cluster => cluster.gone('there'),
  ],
  [
    'InterPodAffinity: who avoids it goes',
    cluster => {
      cluster.node('a')
      cluster.pod('there', affinity('podAntiAffinity', hostname))
      cluster.pod('one', {}, { app: 'web' })
    },
    cluster => cluster.gone('there'),
  ],
  [
    'InterPodAffinity: who it avoids has another label',
    cluster => {
      cluster.node('a')
      cluster.pod('there', {}, { app: 'web' })
      cluster.pod('one', affinity('podAntiAffinity', hostname))
    },
    cluster => relabel(cluster, 'there', 'db'),
  ],
  [
    'InterPodAffinity: who it seeks has the label now',
    cluster => {
      cluster.node('a')
      cluster.pod('there')
      cluster.pod('one', affinity('podAffinity', hostname))
    },
    cluster => relabel(cluster, 'there', 'web'),
  ],
  [
    'InterPodAffinity: a node comes into the domain of who it seeks',
    cluster => {
      cluster.node('a')
      cluster.node('b', { labels: { [zone]: 'b' }, spec: { unschedulable: true } })
      cluster.pod('there', { nodeName: 'b' }, { app: 'web' })
      cluster.pod('one', affinity('podAffinity', zone))
    },
    cluster => cluster.patchNode('a', { metadata: { labels: { [zone]: 'b' } } }),
  ],
  [
    'InterPodAffinity: a node leaves the domain of who it avoids',
    cluster => {
      cluster.node('a', { labels: { [zone]: 'b' } })
      cluster.node('b', { labels: { [zone]: 'b' }, spec: { unschedulable: true } })
      cluster.pod('there', { nodeName: 'b' }, { app: 'web' })
      cluster.pod('one', affinity('podAntiAffinity', zone))
    },
    cluster => cluster.patchNode('a', { metadata: { labels: { [zone]: 'a' } } }),
  ],
  ['NodeVolumeLimits: a pod with a volume goes', limited, cluster => cluster.gone('there')],
  [
    'NodeVolumeLimits: the limit rises',
    limited,
    cluster => {
      const driver = { name: 'disk.example.com', nodeID: 'a', topologyKeys: [], allocatable: { count: 2 } }
      cluster.must('PATCH', `${csiNodes}/a`, { spec: { drivers: [driver] } })
    },
  ],
  [
    'VolumeZone: the volume has another zone',
    zoned,
    cluster => cluster.patchVolume('disk', { metadata: { labels: { [zone]: 'a' } } }),
  ],
  [
    'VolumeZone: the node has another zone',
    zoned,
    cluster => cluster.patchNode('a', { metadata: { labels: { [zone]: 'b' } } }),
  ],
  [
    'VolumeBinding: a node has the label that a volume wants',
    cluster => {
      cluster.node('a')
      const expression = { key: 'rack', operator: 'In', values: ['one'] }
      const nodeAffinity = { required: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } }
      cluster.volume('disk', { local: { path: '/mnt' }, nodeAffinity })
      cluster.claim('data', { volumeName: 'disk' })
      cluster.run(16)
      cluster.user('one', ['data'])
    },
    cluster => cluster.patchNode('a', { metadata: { labels: { rack: 'one' } } }),
  ],
])('[SC-6] %s, and the pod that it refused is tried again', (_, refuse, help) => {
  const cluster = new StorageCluster()
  refuse(cluster)
  cluster.run(2)
  expect(cluster.refusal('one')).toMatch(/^0\/\d nodes are available/)
  help(cluster)
  cluster.run(1)
  expect(cluster.nodeOf('one')).toBe('a')
})
