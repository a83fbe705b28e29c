import { describe, expect, it } from 'vitest'
import type { Pod, PodSpec, PodStatus } from '../../kinds'
import { VersionedStore } from '../../store'
import { podResource } from './pod'
import { admitPod } from './pod-admission'
import { qualityOf } from './pod-quality'
import type { Resource, RuleContext } from './types'

const resource = podResource as unknown as Required<Resource<Pod>>
const context = { now: Date.UTC(2026, 0, 1), seed: 1 } as unknown as RuleContext
const nothing = new VersionedStore({ clock: () => 0 }).at()

function podWith(spec: object = {}, metadata: object = {}): Pod {
  return resource.defaults({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-0', namespace: 'default', uid: 'u', resourceVersion: '1', ...metadata },
    spec: { containers: [{ name: 'main', image: 'nginx', resources: {} }], ...spec },
  } as unknown as Pod)
}

function withContainer(fields: object): Pod {
  return podWith({ containers: [{ name: 'main', image: 'nginx', resources: {}, ...fields }] })
}

describe('defaults of a pod', () => {
  it('are the same object when nothing is missing', () => {
    const pod = admitPod(podWith({ volumes: [{ name: 'v', configMap: { name: 'c' } }] }), nothing)
    expect(resource.defaults(pod)).toBe(pod)
  })

  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['registry:5000/a/b', 'Always'],
    ['nginx:1.27', 'IfNotPresent'],
    [`nginx@sha256:${'0'.repeat(64)}`, 'IfNotPresent'],
    [' i ', 'IfNotPresent'],
  ])('the tag of %s says whether it is pulled %s', (image, policy) => {
    expect(withContainer({ image }).spec.containers[0]?.imagePullPolicy).toBe(policy)
  })

  it('limits count as requests', () => {
    const { resources } = withContainer({ resources: { limits: { cpu: '0.5' }, requests: { memory: '1Ki' } } }).spec
      .containers[0] as PodSpec['containers'][0]
    expect(resources).toEqual({ limits: { cpu: '500m' }, requests: { cpu: '500m', memory: '1Ki' } })
  })

  it('a pod in the network of its host has its ports there', () => {
    const pod = podWith({
      hostNetwork: true,
      containers: [{ name: 'main', image: 'i', ports: [{ containerPort: 80 }] }],
    })
    expect(pod.spec.containers[0]?.ports).toEqual([{ containerPort: 80, protocol: 'TCP', hostPort: 80 }])
  })
})

describe('a new pod', () => {
  it('is pending, whatever status it came with', () => {
    const pod = { ...podWith(), status: { phase: 'Running' } as PodStatus }
    expect(resource.prepareForCreate(pod, context).status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' })
  })

  it('with gates is not to be scheduled', () => {
    const { status } = resource.prepareForCreate(podWith({ schedulingGates: [{ name: 'g' }] }), context)
    expect(status.conditions).toMatchObject([{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }])
  })

  it('writes its own labels into selectors that ask for them', () => {
    const constraint = {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: {},
      matchLabelKeys: ['revision'],
    }
    const pod = podWith({ topologySpreadConstraints: [constraint] }, { labels: { revision: 'a' } })
    const { topologySpreadConstraints } = resource.prepareForCreate(pod, context).spec
    expect(topologySpreadConstraints?.[0]?.labelSelector).toEqual({
      matchExpressions: [{ key: 'revision', operator: 'In', values: ['a'] }],
    })
  })
})

describe('quality of service', () => {
  it.each([
    [{}, 'BestEffort'],
    [{ requests: { cpu: '0' } }, 'BestEffort'],
    [{ requests: { cpu: '1' } }, 'Burstable'],
    [{ limits: { cpu: '1' } }, 'Burstable'],
    [{ limits: { cpu: '1', memory: '1Gi' } }, 'Guaranteed'],
    [{ limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '1000m', memory: '1024Mi' } }, 'Guaranteed'],
    [{ limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '1', memory: '1Gi' } }, 'Burstable'],
  ])('of %j is %s', (resources, quality) => expect(qualityOf(withContainer({ resources }))).toBe(quality))
})

describe('grace of a delete', () => {
  const running = (spec: object, phase = 'Running') =>
    ({ ...podWith({ nodeName: 'node-1', ...spec }), status: { phase } }) as Pod

  it.each([
    ['what the pod asks for', running({}), undefined, 30],
    ['what the request says', running({}), 5, 5],
    ['1 for a negative request', running({}), -3, 1],
    ['0 without a node', running({ nodeName: undefined }), 60, 0],
    ['0 when it has ended', running({}, 'Failed'), 60, 0],
  ])('is %s', (_title, pod, requested, seconds) => {
    expect(resource.deletionGraceSeconds(pod, requested)).toBe(seconds)
  })
})

describe('the status door', () => {
  const previous: Pod = {
    ...podWith(),
    status: {
      phase: 'Pending',
      qosClass: 'BestEffort',
      conditions: [{ type: 'Ready', status: 'False', observedGeneration: 3 }],
    },
  }

  it('changes no spec, keeps what the writer does not know and completes addresses', () => {
    const status: PodStatus = { phase: 'Running', podIP: '10.1.1.1', conditions: [{ type: 'Ready', status: 'True' }] }
    const next = { ...previous, spec: { ...previous.spec, nodeName: 'other' }, status }
    const prepared = resource.prepareForStatusUpdate(next, previous, context)
    expect(prepared.spec).toBe(previous.spec)
    expect(prepared.status).toEqual({
      phase: 'Running',
      podIP: '10.1.1.1',
      podIPs: [{ ip: '10.1.1.1' }],
      qosClass: 'BestEffort',
      conditions: [{ type: 'Ready', status: 'True', lastProbeTime: null, observedGeneration: 3 }],
    })
  })

  it('does not change the class of service', () => {
    const next: Pod = { ...previous, status: { ...previous.status, qosClass: 'Burstable' } }
    expect(resource.validateStatusUpdate(next, previous)).toMatchObject([{ path: 'status.qosClass' }])
  })
})
