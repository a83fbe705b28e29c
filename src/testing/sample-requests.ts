import type { HttpRequest } from '../client'

const core = '/api/v1'
const inDefault = '/api/v1/namespaces/default'

function creations(): HttpRequest[] {
  const labels = { app: 'web' }
  const container = {
    name: 'main',
    image: 'app:1',
    ports: [{ name: 'http', containerPort: 8080 }],
    env: [{ name: 'A', value: 'b' }],
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 5 },
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
    lifecycle: { preStop: { exec: { command: ['sleep', '1'] } } },
  }
  const podSpec = {
    containers: [container],
    initContainers: [{ name: 'init', image: 'init', command: ['true'] }],
    volumes: [
      { name: 'data', emptyDir: { sizeLimit: '1Gi' } },
      { name: 'claim', persistentVolumeClaim: { claimName: 'data' } },
    ],
    tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }],
    nodeSelector: { zone: 'a' },
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' },
        ],
      },
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a', 'b'] }] }],
        },
      },
    },
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: labels } },
    ],
    securityContext: { runAsUser: 1000, fsGroup: 2000 },
    terminationGracePeriodSeconds: 10,
  }
  const claimSpec = {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    storageClassName: '',
  }
  const named = (name: string) => ({ name, labels, annotations: { note: 'x' } })
  return [
    post(`${core}/namespaces`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }),
    post(`${inDefault}/configmaps`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: named('settings'),
      data: { a: 'b' },
    }),
    post(`${inDefault}/pods`, { apiVersion: 'v1', kind: 'Pod', metadata: named('web-0'), spec: podSpec }),
    post(`${inDefault}/services`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: named('web'),
      spec: {
        selector: labels,
        type: 'NodePort',
        ports: [{ name: 'http', port: 80, targetPort: 'http', nodePort: 30080 }],
      },
    }),
    post(`${inDefault}/persistentvolumeclaims`, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: named('data'),
      spec: claimSpec,
    }),
    post(`${core}/persistentvolumes`, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: named('pv-a'),
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Retain',
        hostPath: { path: '/tmp/pv-a' },
        claimRef: { namespace: 'default', name: 'data' },
      },
    }),
    post(`${core}/nodes`, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: named('node-1'),
      spec: { taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] },
    }),
    post(`${inDefault}/events`, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'web-0.1' },
      involvedObject: { kind: 'Pod', namespace: 'default', name: 'web-0', uid: 'u' },
      reason: 'Said',
      message: 'hello',
      type: 'Normal',
      count: 1,
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:00:00Z',
      source: { component: 'me' },
    }),
    post('/apis/apps/v1/namespaces/default/statefulsets', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: named('web'),
      spec: {
        serviceName: 'web',
        replicas: 3,
        selector: { matchLabels: labels },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
        template: { metadata: { labels }, spec: { ...podSpec, initContainers: [] } },
        volumeClaimTemplates: [{ metadata: { name: 'claim' }, spec: claimSpec }],
      },
    }),
    post('/apis/apps/v1/namespaces/default/controllerrevisions', {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: named('web-1'),
      revision: 1,
      data: { spec: {} },
    }),
    post('/apis/coordination.k8s.io/v1/namespaces/default/leases', {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: named('node-1'),
      spec: { holderIdentity: 'x', leaseDurationSeconds: 40, renewTime: '2026-01-01T00:00:00.000000Z' },
    }),
    post('/apis/storage.k8s.io/v1/storageclasses', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: named('fast'),
      provisioner: 'disk.lab.sim',
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      parameters: { type: 'ssd' },
    }),
    post('/apis/discovery.k8s.io/v1/namespaces/default/endpointslices', {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'web-1', labels: { 'kubernetes.io/service-name': 'web' } },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    }),
    post('/apis/lab.sim/v1/machines', {
      apiVersion: 'lab.sim/v1',
      kind: 'Machine',
      metadata: named('node-9'),
      spec: {
        power: 'On',
        kubelet: 'Running',
        capacity: { cpu: '4', memory: '8Gi', pods: '110' },
        address: '192.168.0.19',
        podPrefix: '10.244.9',
      },
    }),
    post(`${inDefault}/pods/web-0/binding`, {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name: 'web-0' },
      target: { kind: 'Node', name: 'node-1' },
    }),
  ]
}

const objects = [
  `${inDefault}/pods/web-0`,
  `${inDefault}/configmaps/settings`,
  `${inDefault}/services/web`,
  `${inDefault}/persistentvolumeclaims/data`,
  `${core}/persistentvolumes/pv-a`,
  `${core}/nodes/node-1`,
  '/apis/apps/v1/namespaces/default/statefulsets/web',
  '/apis/apps/v1/namespaces/default/statefulsets/web/scale',
  '/apis/coordination.k8s.io/v1/namespaces/default/leases/node-1',
  '/apis/storage.k8s.io/v1/storageclasses/fast',
  '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/web-1',
]

function reads(): HttpRequest[] {
  const lists = [
    '/api/v1/pods',
    `${inDefault}/pods?labelSelector=app%3Dweb`,
    '/api/v1/nodes',
    '/apis/apps/v1/statefulsets',
  ]
  const pages = ['/', '/api', '/apis', '/version', '/apis/apps/v1', '/healthz', '/openapi/v2']
  return [...objects, ...lists, ...pages].map(path => ({ method: 'GET', path }))
}

function changes(): HttpRequest[] {
  const merge = 'application/merge-patch+json'
  const patch = (path: string, body: unknown, contentType = merge): HttpRequest => ({
    method: 'PATCH',
    path,
    body,
    contentType,
  })
  const scale = { kind: 'Scale', apiVersion: 'autoscaling/v1', metadata: { name: 'web' }, spec: { replicas: 2 } }
  const set = '/apis/apps/v1/namespaces/default/statefulsets/web'
  return [
    patch(`${inDefault}/pods/web-0/status`, {
      status: { phase: 'Running', podIP: '10.0.0.1', conditions: [{ type: 'Ready', status: 'True' }] },
    }),
    patch(`${inDefault}/pods/web-0`, { metadata: { labels: { role: 'x' }, finalizers: ['lab.example/hold'] } }),
    patch(
      set,
      { spec: { replicas: 5, template: { spec: { containers: [{ name: 'main', image: 'app:2' }] } } } },
      'application/strategic-merge-patch+json',
    ),
    patch(set, [{ op: 'replace', path: '/spec/replicas', value: 4 }], 'application/json-patch+json'),
    patch(
      `${set}?fieldManager=me&force=true`,
      { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web' }, spec: { replicas: 1 } },
      'application/apply-patch+yaml',
    ),
    patch(`${set}/scale`, { spec: { replicas: 7 } }),
    patch(`${set}/status`, { status: { replicas: 2, readyReplicas: 1 } }),
    patch(`${core}/nodes/node-1`, { spec: { unschedulable: true, taints: null } }),
    patch(`${core}/nodes/node-1/status`, {
      status: { conditions: [{ type: 'Ready', status: 'True' }], capacity: { cpu: '4' } },
    }),
    patch(`${core}/persistentvolumes/pv-a/status`, { status: { phase: 'Bound' } }),
    patch(`${inDefault}/persistentvolumeclaims/data/status`, {
      status: { phase: 'Bound', capacity: { storage: '1Gi' } },
    }),
    patch('/apis/lab.sim/v1/machines/node-9', { spec: { power: 'Off' } }),
    { method: 'PUT', path: `${set}/scale`, body: scale, contentType: 'application/json' },
    {
      method: 'PUT',
      path: `${inDefault}/configmaps/settings`,
      body: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'settings' },
        data: { c: 'd' },
        binaryData: { e: 'Zg==' },
      },
      contentType: 'application/json',
    },
  ]
}

function removals(): HttpRequest[] {
  const options = { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 5, propagationPolicy: 'Foreground' }
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'web-0' }, deleteOptions: options }
  return [
    post(`${inDefault}/pods/web-0/eviction`, eviction),
    { method: 'DELETE', path: `${inDefault}/configmaps/settings`, body: { preconditions: { uid: 'x' } } },
    { method: 'DELETE', path: `${inDefault}/pods/web-0`, body: options, contentType: 'application/json' },
    { method: 'DELETE', path: `${inDefault}/pods?labelSelector=app%3Dweb&gracePeriodSeconds=1` },
    { method: 'DELETE', path: `${core}/namespaces/shop` },
  ]
}

function post(path: string, body: unknown): HttpRequest {
  return { method: 'POST', path, body, contentType: 'application/json' }
}

/** A good request for every kind and verb of the API, in an order in which most of them succeed. */
export const sampleRequests: readonly HttpRequest[] = [...creations(), ...reads(), ...changes(), ...removals()]
