import { describe, expect, test } from 'vitest'
import { bodiesOf, PlanBench, type Sketch, wordsOf } from '../../testing/plan-bench'
import { endpointMirroringController, endpointsController } from '.'

const key = 'default/web'
const port = { name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }

function service(spec: object = {}, metadata: object = {}): Sketch {
  return {
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default', ...metadata },
    spec: { type: 'ClusterIP', clusterIP: '10.96.0.1', selector: { app: 'web' }, ports: [port], ...spec },
  }
}

function pod(name: string, ip: string, { ready = true, number = 8080, ...metadata }: PodSketch = {}): Sketch {
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: '2026-01-01T00:00:09Z' }]
  return {
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: 'web' }, ...metadata },
    spec: { nodeName: 'node-1', containers: [{ ports: [{ name: 'http', containerPort: number, protocol: 'TCP' }] }] },
    status: { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions },
  }
}

interface PodSketch {
  readonly ready?: boolean
  readonly number?: number
  readonly deletionTimestamp?: string
}

const node: Sketch = { kind: 'Node', metadata: { name: 'node-1' } }
const bench = (...sketches: readonly Sketch[]) => new PlanBench(endpointsController).put(node, ...sketches)
const bodyOf = (cluster: PlanBench) => bodiesOf(cluster.plan(key))[0] as Sketch & { subsets?: readonly object[] }
const going = { deletionTimestamp: '2026-01-01T00:00:00Z' }

describe('the Endpoints of a service (endpoints_controller_test.go)', () => {
  test('[EO-1] ready pods, those that are not, and none that terminate or have ended', () => {
    const ended = { ...pod('ended', '10.0.0.5'), status: { phase: 'Failed', podIP: '10.0.0.5' } }
    const cluster = bench(
      service(),
      pod('b', '10.0.0.2'),
      pod('a', '10.0.0.1'),
      pod('c', '10.0.0.3', { ready: false }),
      pod('d', '10.0.0.4', going),
      ended,
    )
    expect(wordsOf(cluster.plan(key))).toEqual(['create Endpoints default/web'])
    expect(bodyOf(cluster).subsets).toMatchObject([
      {
        addresses: [{ ip: '10.0.0.1', nodeName: 'node-1', targetRef: { kind: 'Pod', name: 'a' } }, { ip: '10.0.0.2' }],
        notReadyAddresses: [{ ip: '10.0.0.3' }],
        ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      },
    ])
  })

  test('[EO-1] publishNotReadyAddresses shows all as ready, also those that terminate', () => {
    const pods = [pod('a', '10.0.0.1', { ready: false }), pod('b', '10.0.0.2', going)]
    const cluster = bench(service({ publishNotReadyAddresses: true }), ...pods)
    expect(bodyOf(cluster).subsets).toMatchObject([{ addresses: [{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }] }])
  })

  test('[EO-1] ports that other addresses have are another subset; a headless service needs no ports', () => {
    const mixed = bench(service(), pod('a', '10.0.0.1'), pod('b', '10.0.0.2', { number: 9090 }))
    expect(bodyOf(mixed).subsets).toMatchObject([
      { addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 8080 }] },
      { addresses: [{ ip: '10.0.0.2' }], ports: [{ port: 9090 }] },
    ])
    const several = [port, { ...port, name: 'other', targetPort: 1 }]
    const shared = bench(service({ ports: several }), pod('a', '10.0.0.1'), pod('b', '10.0.0.2'))
    expect(bodyOf(shared).subsets).toMatchObject([{ ports: [expect.anything(), expect.anything()] }])
    const headless = bench(service({ ports: [], clusterIP: 'None' }), pod('a', '10.0.0.1'))
    expect(bodyOf(headless).subsets?.[0]).not.toHaveProperty('ports')
  })

  test('[EO-2] labels of the service, its own and headless; the time of the change; what is right is left alone', () => {
    const cluster = bench(service({ clusterIP: 'None' }, { labels: { team: 'red' } }), pod('a', '10.0.0.1'))
    const { metadata } = bodyOf(cluster)
    const labels = { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller', 'service.kubernetes.io/headless': '' }
    expect(metadata).toMatchObject({ labels: { ...labels, team: 'red' }, annotations: expect.anything() })
    cluster.put(bodyOf(cluster))
    expect(cluster.keys()).toEqual([key])
    expect(wordsOf(cluster.plan(key))).toEqual([])
    cluster.put(pod('a', '10.0.0.1', { ready: false }))
    const annotations = { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-01-01T00:00:09Z' }
    expect(bodyOf(cluster).metadata).toMatchObject({ annotations })
    cluster.remove('Pod', 'a', 'default')
    expect(bodyOf(cluster)).not.toHaveProperty('subsets')
    expect(bodyOf(cluster).metadata).not.toHaveProperty('annotations')
  })

  test('[EO-1] they go with the service, but for those that never had one', () => {
    const cluster = bench(service(), { kind: 'Endpoints', metadata: { name: 'web', namespace: 'default' } })
    cluster.remove('Service', 'web', 'default')
    expect(cluster.keys()).toEqual([`gone/${key}`])
    expect(wordsOf(cluster.plan(`gone/${key}`))).toEqual(['delete Endpoints default/web'])
    expect(wordsOf(cluster.plan(key))).toEqual([])
  })

  test.each([
    ['without a selector', { selector: undefined }],
    ['that is a name elsewhere', { type: 'ExternalName' }],
  ])('[EO-1] a service %s is left alone', (_, spec) => {
    expect(wordsOf(bench(service(spec)).plan(key))).toEqual([])
  })

  test('[EO-3] [EO-4] a thousand addresses, ready ones first, and not again for a while', () => {
    const pods = Array.from({ length: 1100 }, (_, i) => pod(`p${i}`, `10.0.${i >> 8}.${i & 255}`, { ready: i >= 200 }))
    const cluster = bench(service(), ...pods)
    const [subset] = bodyOf(cluster).subsets as [{ addresses: readonly object[]; notReadyAddresses: readonly object[] }]
    expect([subset.addresses.length, subset.notReadyAddresses.length]).toEqual([900, 100])
    const annotations = { 'endpoints.kubernetes.io/over-capacity': 'truncated' }
    expect(bodyOf(cluster).metadata).toMatchObject({ annotations })
    cluster.remember(`written/${key}`, cluster.now)
    expect(cluster.plan(key)).toEqual({ actions: [], wakeAt: cluster.now + 1100 })
  })
})

describe('hand-made Endpoints as slices (endpointslicemirroring)', () => {
  const subset = { addresses: [{ ip: '192.0.2.9' }], ports: [{ name: 'sql', port: 5432, protocol: 'TCP' }] }
  const made = (fields: object = {}, metadata: object = {}): Sketch => ({
    kind: 'Endpoints',
    metadata: { name: 'web', namespace: 'default', ...metadata },
    subsets: [subset],
    ...fields,
  })
  const labels = {
    'kubernetes.io/service-name': 'web',
    'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
  }
  const slice: Sketch = {
    kind: 'EndpointSlice',
    metadata: { name: 'web-1', namespace: 'default', labels },
    addressType: 'IPv4',
    endpoints: [],
    ports: null,
  }
  const mirrors = (...sketches: readonly Sketch[]) => new PlanBench(endpointMirroringController).put(...sketches)
  const bare = service({ selector: undefined })

  test('[EM-1] [EM-4] a slice is made, owned and named after the Endpoints, with their labels and annotations', () => {
    const cluster = mirrors(bare, made({}, { labels: { team: 'red' }, annotations: { note: 'x' } }))
    expect(bodiesOf(cluster.plan(key))).toMatchObject([
      {
        metadata: {
          generateName: 'web-',
          labels: { ...labels, team: 'red' },
          annotations: { note: 'x' },
          ownerReferences: [{ kind: 'Endpoints', name: 'web', controller: true }],
        },
        addressType: 'IPv4',
        endpoints: [{ addresses: ['192.0.2.9'], conditions: { ready: true } }],
        ports: [{ name: 'sql', port: 5432, protocol: 'TCP' }],
      },
    ])
  })

  test('[EM-4] a slice that would go is used for another; a right one is left alone', () => {
    const cluster = mirrors(bare, made(), slice)
    const plan = cluster.plan(key)
    expect(wordsOf(plan)).toEqual(['update EndpointSlice default/web-1'])
    cluster.put(bodiesOf(plan)[0] as Sketch)
    expect(wordsOf(cluster.plan(key))).toEqual([])
  })

  test.each<[string, readonly Sketch[]]>([
    ['[EM-1] without Endpoints', [bare]],
    ['[EM-1] without a service', [made()]],
    ['[EM-1] with a selector', [service(), made()]],
    [
      '[EM-2] with the label skip-mirror',
      [bare, made({}, { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } })],
    ],
    [
      '[EM-2] of a leader election',
      [bare, made({}, { annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' } })],
    ],
  ])('%s mirrors go', (_, sketches) => {
    expect(wordsOf(mirrors(...sketches, slice).plan(key))).toEqual(['delete EndpointSlice default/web-1'])
  })

  test('[EM-3] one slice a family, a thousand addresses each, and a word about the rest', () => {
    const addresses = Array.from({ length: 1001 }, (_, i) => ({ ip: `10.0.${i >> 8}.${i & 255}` }))
    const two = [{ ...subset, addresses: [{ ip: '192.0.2.9' }, { ip: 'fd00::1' }] }]
    expect(wordsOf(mirrors(bare, made({ subsets: two })).plan(key))).toHaveLength(2)
    const plan = mirrors(bare, made({ subsets: [{ ...subset, addresses }] })).plan(key)
    expect(wordsOf(plan)[0]).toContain('TooManyAddressesToMirror: A max of 1000 addresses can be mirrored')
    const [body] = bodiesOf(plan) as readonly { readonly endpoints: readonly unknown[] }[]
    expect(body?.endpoints).toHaveLength(1000)
  })
})
