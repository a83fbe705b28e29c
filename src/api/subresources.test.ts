import { describe, expect, test } from 'vitest'
import { conditionOf, type Pod, type StatefulSet } from '../kinds'
import { ApiBench, podsPath, setsPath } from '../testing/api-bench'

const set = `${setsPath}/web`
const pod = `${podsPath}/web-0`

interface Scale {
  readonly metadata: Readonly<Record<string, string>>
  readonly spec: { readonly replicas?: number }
  readonly status: { readonly replicas: number; readonly selector: string }
}

function withSet(spec: object = {}): ApiBench {
  const bench = new ApiBench()
  bench.statefulSet({ name: 'web' }, { replicas: 3, ...spec } as Readonly<Record<string, unknown>>)
  return bench
}

function withPod(spec: object = {}): ApiBench {
  const bench = new ApiBench()
  bench.must('POST', '/api/v1/nodes', {
    metadata: {
      name: 'node-1',
      labels: { 'topology.kubernetes.io/zone': 'a', 'kubernetes.io/hostname': 'node-1', other: 'x' },
    },
  })
  bench.pod({ name: 'web-0' }, spec as Readonly<Record<string, unknown>>)
  return bench
}

const podOf = (bench: ApiBench) => bench.store.at().get('Pod', 'web-0', 'default') as Pod
const setOf = (bench: ApiBench) => bench.store.at().get('StatefulSet', 'web', 'default') as StatefulSet

describe('scale (TestScaleGet, TestScaleUpdate)', () => {
  test('shows replicas and the selector as a query writes it', () => {
    const matchExpressions = [
      { key: 'tier', operator: 'In', values: ['b', 'a'] },
      { key: 'old', operator: 'DoesNotExist' },
    ]
    const labels = { app: 'web', tier: 'a' }
    const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'app' }] } }
    const bench = withSet({ selector: { matchLabels: { app: 'web' }, matchExpressions }, template })
    const scale = bench.must<Scale>('GET', `${set}/scale`)
    expect(scale).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 3 },
      status: { replicas: 0, selector: 'app=web,!old,tier in (a,b)' },
    })
    expect(Object.keys(scale.metadata)).toEqual(['name', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp'])
  })

  test('0 replicas are an empty spec (recorded)', () => {
    expect(withSet({ replicas: 0 }).must<Scale>('GET', `${set}/scale`).spec).toEqual({})
  })

  test('PUT and PATCH write replicas, and nothing else', () => {
    const bench = withSet()
    const before = setOf(bench)
    bench.must('PATCH', `${set}/scale`, { spec: { replicas: 5 } })
    expect(setOf(bench).spec).toEqual({ ...before.spec, replicas: 5 })
    expect(setOf(bench).metadata.generation).toBe(2)
    bench.must('PUT', `${set}/scale`, { metadata: { name: 'web', labels: { x: 'y' } }, spec: { replicas: 1 } })
    expect(setOf(bench).spec.replicas).toBe(1)
    expect(setOf(bench).metadata.labels).toBeUndefined()
  })

  test('the same number writes nothing', () => {
    const bench = withSet()
    const { revision } = bench.store
    bench.must('PATCH', `${set}/scale`, { spec: { replicas: 3 } })
    expect(bench.store.revision).toBe(revision)
  })

  test('an old resourceVersion is a conflict (TestScalePatchConflicts)', () => {
    const scale = { metadata: { name: 'web', resourceVersion: '1' }, spec: { replicas: 9 } }
    expect(withSet().refused('PUT', `${set}/scale`, scale)).toMatch(/^409 /)
  })

  test('fewer than none, half a pod and other kinds are refused', () => {
    const bench = withSet()
    expect(bench.refused('PATCH', `${set}/scale`, { spec: { replicas: -1 } })).toMatch(
      /^422 .*spec.replicas: Invalid value: -1: must be greater than or equal to 0/,
    )
    expect(bench.refused('PATCH', `${set}/scale`, { spec: { replicas: 1.5 } })).toMatch(/^4/)
    expect(bench.refused('PUT', `${set}/scale`, { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'web' } })).toMatch(
      /^400/,
    )
    expect(bench.refused('GET', `${setsPath}/nobody/scale`)).toBe('404 statefulsets.apps "nobody" not found')
  })
})

describe('status', () => {
  test('writes status and metadata, never spec; the main resource never writes status', () => {
    const bench = withSet()
    bench.must('PATCH', `${set}/status`, {
      status: { replicas: 2 },
      spec: { replicas: 9 },
      metadata: { labels: { x: 'y' } },
    })
    expect(setOf(bench)).toMatchObject({
      spec: { replicas: 3 },
      status: { replicas: 2 },
      metadata: { labels: { x: 'y' } },
    })
    expect(setOf(bench).metadata.generation).toBe(1)
    bench.must('PATCH', set, { status: { replicas: 7 } })
    expect(setOf(bench).status.replicas).toBe(2)
  })

  test('kinds without it answer 404', () => {
    const bench = new ApiBench()
    bench.configMap({ name: 'a' })
    expect(bench.request('GET', '/api/v1/namespaces/default/configmaps/a/status').code).toBe(404)
  })
})

describe('binding', () => {
  const target = { kind: 'Node', name: 'node-1' }

  test('puts a pod on a node, says so in a condition, and copies the zone', () => {
    const bench = withPod()
    expect(bench.request('POST', `${pod}/binding`, { metadata: { name: 'web-0' }, target })).toMatchObject({
      code: 201,
      body: { status: 'Success' },
    })
    const bound = podOf(bench)
    expect(bound.spec.nodeName).toBe('node-1')
    expect(conditionOf(bound, 'PodScheduled')?.status).toBe('True')
    expect(bound.metadata.labels).toEqual({ 'topology.kubernetes.io/zone': 'a' })
  })

  test('the zone of the node goes over what the pod says', () => {
    const bench = withPod()
    bench.must('PATCH', pod, { metadata: { labels: { 'topology.kubernetes.io/zone': 'mine', app: 'web' } } })
    bench.must('POST', `${pod}/binding`, { metadata: { name: 'web-0' }, target })
    expect(podOf(bench).metadata.labels).toEqual({ 'topology.kubernetes.io/zone': 'a', app: 'web' })
  })

  test('a pod that is created on a node has its zone as well; on one that is not there, none', () => {
    expect(podOf(withPod({ nodeName: 'node-1' })).metadata.labels).toEqual({ 'topology.kubernetes.io/zone': 'a' })
    expect(podOf(withPod({ nodeName: 'node-2' })).metadata.labels).toBeUndefined()
  })

  test('annotations of the binding come along', () => {
    const bench = withPod()
    bench.must('POST', `${pod}/binding`, { metadata: { name: 'web-0', annotations: { by: 'hand' } }, target })
    expect(podOf(bench).metadata.annotations).toEqual({ by: 'hand' })
  })

  test('a pod that has a node, or goes, is refused', () => {
    const bound = withPod({ nodeName: 'node-1' })
    expect(bound.refused('POST', `${pod}/binding`, { target })).toBe(
      '409 Operation cannot be fulfilled on pods/binding "web-0": pod web-0 is already assigned to node "node-1"',
    )
    const going = withPod()
    going.must('PATCH', pod, { metadata: { finalizers: ['lab.example/hold'] } })
    going.must('DELETE', pod)
    expect(going.refused('POST', `${pod}/binding`, { target })).toMatch(/^409 .*is being deleted/)
  })
})

describe('eviction', () => {
  const eviction = (extra: object = {}) => ({
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name: 'web-0' },
    ...extra,
  })

  test('marks the pod first and deletes it with its own grace', () => {
    const bench = withPod({ nodeName: 'node-1' })
    expect(bench.request('POST', `${pod}/eviction`, eviction()).code).toBe(201)
    const evicted = podOf(bench)
    expect(conditionOf(evicted, 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
    })
    expect(evicted.metadata.deletionGracePeriodSeconds).toBe(30)
  })

  test('passes delete options on', () => {
    const bench = withPod({ nodeName: 'node-1' })
    bench.must('POST', `${pod}/eviction`, eviction({ deleteOptions: { gracePeriodSeconds: 3 } }))
    expect(podOf(bench).metadata.deletionGracePeriodSeconds).toBe(3)
    const other = withPod({ nodeName: 'node-1' })
    const deleteOptions = { preconditions: { uid: 'another' } }
    expect(other.refused('POST', `${pod}/eviction`, eviction({ deleteOptions }))).toMatch(/^409 /)
    expect(podOf(other).metadata.deletionTimestamp).toBeUndefined()
  })

  test('a dry run changes nothing', () => {
    const bench = withPod({ nodeName: 'node-1' })
    const { revision } = bench.store
    expect(bench.request('POST', `${pod}/eviction`, eviction({ deleteOptions: { dryRun: ['All'] } })).code).toBe(201)
    expect(bench.request('POST', `${pod}/eviction?dryRun=All`, eviction()).code).toBe(201)
    expect(bench.store.revision).toBe(revision)
  })

  test('a pod that has ended is only deleted (TestTerminalPodEviction)', () => {
    const bench = withPod({ nodeName: 'node-1' })
    bench.must('PATCH', `${pod}/status`, { status: { phase: 'Failed' } })
    bench.must('POST', `${pod}/eviction`, eviction())
    expect(podOf(bench)).toBeUndefined()
  })

  test('a finalizer keeps an evicted pod (TestEvictionWithFinalizers)', () => {
    const bench = withPod({ nodeName: 'node-1' })
    bench.must('PATCH', pod, { metadata: { finalizers: ['lab.example/hold'] } })
    bench.must('POST', `${pod}/eviction`, eviction({ deleteOptions: { gracePeriodSeconds: 0 } }))
    expect(podOf(bench)).toMatchObject({ metadata: { deletionGracePeriodSeconds: 0 } })
  })

  test('another name in the body, and a pod that is not there, are refused', () => {
    const bench = withPod()
    expect(bench.refused('POST', `${pod}/eviction`, eviction({ metadata: { name: 'web-1' } }))).toMatch(
      /^400 name in URL/,
    )
    expect(bench.refused('POST', `${podsPath}/nobody/eviction`, eviction({ metadata: { name: 'nobody' } }))).toMatch(
      /^404/,
    )
    expect(bench.request('GET', `${pod}/eviction`).code).toBe(405)
  })
})
