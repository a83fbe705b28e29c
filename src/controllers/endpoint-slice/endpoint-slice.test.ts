import { describe, expect, test } from 'vitest'
import type { Endpoint, EndpointSlice } from '../../kinds'
import { PlayedCluster } from '../../testing'
import { holdingOf, mostEndpoints, placeEndpoints } from './placement'
import { groupOf } from './ports'

const servicesPath = '/api/v1/namespaces/default/services'
const slicesPath = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices'
const triggerAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time'

function service(cluster: PlayedCluster, spec: object = {}, metadata: object = {}): void {
  const whole = { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }], ...spec }
  cluster.create(servicesPath, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', ...metadata },
    spec: whole,
  })
}

function slices(cluster: PlayedCluster): readonly EndpointSlice[] {
  return cluster.world.store.at().lookup('EndpointSlice', 'service', 'default/web')
}

function endpoints(cluster: PlayedCluster): readonly Endpoint[] {
  return slices(cluster).flatMap(slice => slice.endpoints ?? [])
}

function clusterWithPods(...names: readonly string[]): PlayedCluster {
  const cluster = new PlayedCluster()
  cluster.node('a', { labels: { 'topology.kubernetes.io/zone': 'z' } })
  for (const name of names) cluster.pod(name, { nodeName: 'a' }, { app: 'web' })
  return cluster
}

describe('endpoint slices', () => {
  test('[ES-1] an endpoint is serving when Ready, ready when it does not terminate as well; ended pods are none', () => {
    const cluster = clusterWithPods('ready', 'unready', 'leaving', 'ended', 'homeless')
    service(cluster)
    for (const name of ['ready', 'leaving', 'ended']) cluster.running(name)
    cluster.running('unready', false)
    cluster.must('DELETE', '/api/v1/namespaces/default/pods/leaving')
    cluster.must('PATCH', '/api/v1/namespaces/default/pods/ended/status', {
      status: { phase: 'Failed', conditions: [] },
    })
    cluster.run(0.1)
    const conditions = Object.fromEntries(
      endpoints(cluster).map(({ targetRef, conditions: { ready, serving, terminating } }) => [
        targetRef?.name,
        [ready, serving, terminating],
      ]),
    )
    expect(conditions).toEqual({
      ready: [true, true, false],
      unready: [false, false, false],
      leaving: [false, true, true],
    })
  })

  test('[ES-1] publishNotReadyAddresses makes every endpoint ready', () => {
    const cluster = clusterWithPods('unready')
    service(cluster, { publishNotReadyAddresses: true })
    cluster.running('unready', false)
    expect(endpoints(cluster)[0]?.conditions).toEqual({ ready: true, serving: false, terminating: false })
  })

  test('[ES-2] an endpoint says its pod, node and zone, and its hostname in the service it names', () => {
    const cluster = clusterWithPods()
    service(cluster, { clusterIP: 'None' })
    cluster.pod('web-0', { nodeName: 'a', hostname: 'web-0', subdomain: 'web' }, { app: 'web' })
    cluster.pod('other', { nodeName: 'a', hostname: 'other', subdomain: 'else' }, { app: 'web' })
    cluster.running('web-0')
    cluster.running('other')
    expect(endpoints(cluster)).toMatchObject([
      {
        addresses: ['10.244.0.1'],
        nodeName: 'a',
        zone: 'z',
        hostname: 'web-0',
        targetRef: { kind: 'Pod', name: 'web-0' },
      },
      { addresses: ['10.244.0.2'], nodeName: 'a', zone: 'z', targetRef: { name: 'other' } },
    ])
    expect(endpoints(cluster)[1]?.hostname).toBeUndefined()
  })

  test('[ES-3] pods that resolve a named port differently are in different slices', () => {
    const cluster = clusterWithPods()
    service(cluster, { ports: [{ name: 'http', port: 80, targetPort: 'web' }] })
    const offering = (containerPort: number, protocol = 'TCP') => ({
      nodeName: 'a',
      containers: [{ name: 'main', image: 'app', ports: [{ name: 'web', containerPort, protocol }] }],
    })
    cluster.pod('low', offering(8080), { app: 'web' })
    cluster.pod('high', offering(9090), { app: 'web' })
    cluster.pod('none', { nodeName: 'a' }, { app: 'web' })
    cluster.pod('other', offering(8080, 'UDP'), { app: 'web' })
    for (const name of ['low', 'high', 'none', 'other']) cluster.running(name)
    const found = slices(cluster).map(({ ports, endpoints: list }) => [
      ports?.[0]?.port,
      ...(list?.map(({ targetRef }) => targetRef?.name) ?? []),
    ])
    expect(found).toHaveLength(3)
    expect(found).toEqual(
      expect.arrayContaining([
        [8080, 'low'],
        [9090, 'high'],
        [undefined, 'none', 'other'],
      ]),
    )
  })

  test('[ES-3] ports are in the order of their hashes', () => {
    const { ports } = groupOf([
      { name: 'http', protocol: 'TCP', port: 8080 },
      { name: 'https', protocol: 'TCP', port: 8443 },
      { name: 'dns', protocol: 'UDP', port: 53 },
    ])
    expect(ports.map(({ name }) => name)).toEqual(['http', 'dns', 'https'])
  })

  test('[ES-5] without endpoints there is one empty slice, which the first endpoint takes over', () => {
    const cluster = clusterWithPods('one')
    service(cluster)
    const [empty] = slices(cluster)
    expect(empty).toMatchObject({ endpoints: null, ports: null, metadata: { generateName: 'web-', generation: 1 } })
    cluster.running('one')
    expect(slices(cluster).map(({ metadata }) => [metadata.name, metadata.generation])).toEqual([
      [empty?.metadata.name, 2],
    ])
    cluster.gone('one')
    expect(slices(cluster)).toMatchObject([{ endpoints: null, ports: null, metadata: { name: empty?.metadata.name } }])
  })

  test('[ES-6] a slice carries the labels of its service and three of its own, and is owned by it', () => {
    const cluster = clusterWithPods()
    service(cluster, { clusterIP: 'None' }, { labels: { team: 'blue' } })
    expect(slices(cluster)[0]?.metadata.labels).toEqual({
      team: 'blue',
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      'service.kubernetes.io/headless': '',
    })
    expect(slices(cluster)[0]?.metadata.ownerReferences).toMatchObject([
      { kind: 'Service', name: 'web', controller: true },
    ])
    cluster.must('DELETE', `${servicesPath}/web`)
    cluster.run(5)
    expect(slices(cluster)).toEqual([])
  })

  test('[ES-7] the trigger time is that of the change, and goes when a pod terminates', () => {
    const cluster = clusterWithPods('one', 'two')
    service(cluster)
    const trigger = () => slices(cluster)[0]?.metadata.annotations?.[triggerAnnotation]
    expect(trigger()).toBe(slices(cluster)[0]?.metadata.creationTimestamp)
    cluster.run(10)
    cluster.running('one')
    cluster.running('two')
    const changedAt = cluster.get('Pod', 'two')?.status.conditions?.find(({ type }) => type === 'Ready')
    expect(trigger()).toBe(changedAt?.lastTransitionTime)
    cluster.must('DELETE', '/api/v1/namespaces/default/pods/one')
    cluster.run(0.1)
    expect(trigger()).toBeUndefined()
  })

  test('[ES-7] of several changes that the slices do not show the first is told', () => {
    const cluster = clusterWithPods('one', 'two')
    service(cluster, { selector: { app: 'nobody' } })
    cluster.running('one')
    cluster.run(10)
    cluster.running('two')
    cluster.must('PATCH', `${servicesPath}/web`, { spec: { selector: { app: 'web' } } })
    cluster.run(0.1)
    const changedAt = cluster.get('Pod', 'one')?.status.conditions?.find(({ type }) => type === 'Ready')
    expect(endpoints(cluster)).toHaveLength(2)
    expect(slices(cluster)[0]?.metadata.annotations?.[triggerAnnotation]).toBe(changedAt?.lastTransitionTime)
  })

  test('[ES-8] an ExternalName service has no slices, whatever it selects', () => {
    const cluster = clusterWithPods('one')
    cluster.running('one')
    service(cluster, { type: 'ExternalName', externalName: 'db.example.org' })
    expect(slices(cluster)).toEqual([])
  })

  test('[ES-8] slices that others manage stay beside ours', () => {
    const cluster = clusterWithPods('one')
    const manager = 'endpointslice.kubernetes.io/managed-by'
    const metadata = { name: 'web-1', labels: { 'kubernetes.io/service-name': 'web', [manager]: 'example.org' } }
    const body = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, addressType: 'IPv4' }
    cluster.create(slicesPath, { ...body, endpoints: [{ addresses: ['192.0.2.7'] }], ports: [] })
    service(cluster)
    cluster.running('one')
    expect(
      endpoints(cluster)
        .map(({ addresses }) => addresses[0])
        .sort(),
    ).toEqual(['10.244.0.1', '192.0.2.7'])
  })

  test('[ES-8] services without selector have no slices of ours, and slices of others are left alone', () => {
    const cluster = clusterWithPods()
    service(cluster, { selector: undefined })
    const metadata = { name: 'web-1', labels: { 'kubernetes.io/service-name': 'web' } }
    const body = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, addressType: 'IPv4' }
    cluster.create(slicesPath, { ...body, endpoints: [{ addresses: ['192.0.2.7'] }], ports: [] })
    cluster.must('PATCH', `${servicesPath}/web`, { spec: { type: 'ExternalName', externalName: 'db.example.org' } })
    cluster.run(1)
    expect(slices(cluster).map(slice => slice.metadata.name)).toEqual(['web-1'])
  })

  test('[ES-9] endpoints follow selector and labels, and meddling is put right', () => {
    const cluster = clusterWithPods('one')
    cluster.pod('two', { nodeName: 'a' }, { app: 'db' })
    service(cluster)
    cluster.running('one')
    cluster.running('two')
    const names = () => endpoints(cluster).map(({ targetRef }) => targetRef?.name)
    cluster.must('PATCH', `${servicesPath}/web`, { spec: { selector: { app: 'db' } } })
    cluster.run(0.1)
    expect(names()).toEqual(['two'])
    cluster.must('PATCH', '/api/v1/namespaces/default/pods/one', { metadata: { labels: { app: 'db' } } })
    cluster.run(0.1)
    expect([...names()].sort()).toEqual(['one', 'two'])
    cluster.must('PATCH', `${slicesPath}/${slices(cluster)[0]?.metadata.name}`, { endpoints: [] })
    cluster.run(0.1)
    expect([...names()].sort()).toEqual(['one', 'two'])
    cluster.must('DELETE', `${slicesPath}/${slices(cluster)[0]?.metadata.name}`)
    cluster.run(0.1)
    expect([...names()].sort()).toEqual(['one', 'two'])
  })

  test('[ES-10] a pod whose node is gone is left out, and that is said', () => {
    const cluster = clusterWithPods('one')
    cluster.pod('lost', { nodeName: 'nowhere' }, { app: 'web' })
    service(cluster)
    cluster.running('one')
    cluster.running('lost')
    expect(endpoints(cluster).map(({ targetRef }) => targetRef?.name)).toEqual(['one'])
    expect(cluster.events('web')[0]).toMatch(
      /^FailedToUpdateEndpointSlices Error updating Endpoint Slices for Service default\/web: skipping Pod lost for Service default\/web: Node nowhere Not Found/,
    )
    cluster.node('nowhere')
    cluster.run(2)
    expect(endpoints(cluster).map(({ targetRef }) => targetRef?.name)).toEqual(['one', 'lost'])
  })
})

describe('placement', () => {
  const endpoint = (i: number): Endpoint => ({
    addresses: [`10.0.${i >> 8}.${i & 255}`],
    conditions: { ready: true },
    targetRef: { kind: 'Pod', name: `p${i}` },
  })
  const slice = (name: string, list: readonly Endpoint[]): EndpointSlice => ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name, uid: name, resourceVersion: '1', creationTimestamp: '' },
    addressType: 'IPv4',
    endpoints: list,
    ports: null,
  })
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => endpoint(from + i))
  const never = () => false

  test('[ES-4] a slice holds a hundred endpoints', () => {
    const { create } = placeEndpoints(holdingOf([], range(0, 250)), never)
    expect(create.map(list => list.length)).toEqual([mostEndpoints, mostEndpoints, 50])
  })

  test('[ES-4] new endpoints go into the slice that changes anyway, though another has room', () => {
    const full = slice('full', range(0, 100))
    const half = slice('half', range(100, 150))
    const wanted = [...range(1, 150), endpoint(200)]
    const { create, update, remove } = placeEndpoints(holdingOf([full, half], wanted), never)
    expect([create.length, remove.length, update.size]).toEqual([0, 0, 1])
    expect(update.get(full)?.at(-1)?.targetRef?.name).toBe('p200')
  })

  test('[ES-4] otherwise into the one slice that they fill best, or into a new one', () => {
    const half = slice('half', range(0, 50))
    const most = slice('most', range(50, 140))
    const ten = placeEndpoints(holdingOf([half, most], range(0, 150)), never)
    expect([...ten.update.keys()].map(({ metadata }) => metadata.name)).toEqual(['most'])
    const sixty = placeEndpoints(holdingOf([half, most], range(0, 200)), never)
    expect(sixty.update.size).toBe(0)
    expect(sixty.create.map(list => list.length)).toEqual([60])
  })

  test('[ES-4] a slice of which nothing is wanted goes; nothing changed means nothing written', () => {
    const one = slice('one', range(0, 3))
    const two = slice('two', range(3, 5))
    const { remove, update, create } = placeEndpoints(holdingOf([one, two], range(0, 3)), never)
    expect(remove.map(({ metadata }) => metadata.name)).toEqual(['two'])
    expect([update.size, create.length]).toEqual([0, 0])
  })
})
