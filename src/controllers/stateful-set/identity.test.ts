import { describe, expect, test } from 'vitest'
import { failure } from '../../client'
import type { Pod, StatefulSet, StatefulSetSpec } from '../../kinds'
import { claimTemplates, clusterWith, newSet, type TestCluster, templateWith } from './fixture'
import { newPod, volumesOf } from './identity'
import { claimNameOf, noOrdinal, ordinalIn, trailingOrdinal } from './names'

test.each([
  ['web-0', 'web', 0],
  ['web-12', 'web', 12],
  ['web-01', 'web', 1],
  ['web-2147483647', 'web', 2147483647],
  ['web-2147483648', 'web', noOrdinal],
  ['my-web-3', 'my-web', 3],
  ['my-web-3', 'web', undefined],
  ['web-a', 'web', undefined],
  ['web-', 'web', undefined],
  ['web', 'web', undefined],
  ['web-1-2', 'web', undefined],
  ['webb-1', 'web', undefined],
])('[SS-4] %s is of the set %s with ordinal %s', (pod, set, ordinal) => {
  expect(ordinalIn(pod, set)).toBe(ordinal)
})

test('[SS-26] a claim’s name ends in its ordinal', () => {
  expect(claimNameOf('data', 'web', 3)).toBe('data-web-3')
  expect(trailingOrdinal('data-web-3')).toBe(3)
  expect(trailingOrdinal('data-web-x')).toBeUndefined()
})

const setWith = (spec: Partial<StatefulSetSpec> = {}) => {
  const set = newSet(spec) as unknown as StatefulSet
  return { ...set, metadata: { ...set.metadata, namespace: 'default', uid: 'u' } }
}

test('[SS-15] a new pod has the identity of its ordinal', () => {
  const set = setWith({ volumeClaimTemplates: claimTemplates('data') })
  const template = {
    ...set.spec.template,
    metadata: { labels: { app: 'web' }, annotations: { a: 'b' }, finalizers: ['x.y/z'] },
  }
  expect(newPod(set, 2, template, 'web-abc')).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web-2',
      generateName: 'web-',
      namespace: 'default',
      labels: {
        app: 'web',
        'apps.kubernetes.io/pod-index': '2',
        'controller-revision-hash': 'web-abc',
        'statefulset.kubernetes.io/pod-name': 'web-2',
      },
      annotations: { a: 'b' },
      finalizers: ['x.y/z'],
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          name: 'web',
          uid: 'u',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      ...template.spec,
      hostname: 'web-2',
      subdomain: 'service',
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-web-2' } }],
    },
  })
})

test('[SS-15] without a serviceName there is no subdomain, without volumes none', () => {
  const pod = newPod(setWith({ serviceName: '' }), 0, templateWith('app:1'), 'r')
  expect(Object.keys(pod.spec)).toEqual(['containers', 'hostname'])
})

test('[SS-15] a claim takes the place of a volume of its name; others stay behind it', () => {
  const set = setWith({ volumeClaimTemplates: claimTemplates('data', 'log') })
  const volumes = volumesOf(set, 0, [
    { name: 'tmp', emptyDir: {} },
    { name: 'data', emptyDir: {} },
  ])
  expect(volumes?.map(({ name }) => name)).toEqual(['data', 'log', 'tmp'])
  expect(volumes?.[0]?.persistentVolumeClaim).toEqual({ claimName: 'data-web-0' })
})

describe('the revision of a new pod', () => {
  const revisionOf = (cluster: TestCluster, name: string) =>
    cluster.pod(name).metadata.labels?.['controller-revision-hash']
  const imageOf = (cluster: TestCluster, name: string) => cluster.pod(name).spec.containers[0]?.image

  test('[SS-16] below the partition it is the current one, with the template of then', () => {
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2, maxUnavailable: 1 } } as const
    const cluster = clusterWith({ updateStrategy })
      .converge()
      .changeSpec({ template: templateWith('app:2') })
      .converge()
    expect(['web-0', 'web-1', 'web-2'].map(name => imageOf(cluster, name))).toEqual(['app:1', 'app:1', 'app:2'])
    cluster.gone('web-0').converge().gone('web-2').converge()
    expect(['web-0', 'web-1', 'web-2'].map(name => imageOf(cluster, name))).toEqual(['app:1', 'app:1', 'app:2'])
    expect(revisionOf(cluster, 'web-0')).toBe(cluster.set().status.currentRevision)
    expect(revisionOf(cluster, 'web-2')).toBe(cluster.set().status.updateRevision)
  })

  test('[SS-16] the partition counts from the start ordinal', () => {
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } as const
    const cluster = clusterWith({ updateStrategy, ordinals: { start: 5 }, replicas: 2 }).converge()
    cluster
      .changeSpec({ template: templateWith('app:2') })
      .converge()
      .gone('web-5')
      .converge()
    expect(['web-5', 'web-6'].map(name => imageOf(cluster, name))).toEqual(['app:1', 'app:2'])
  })

  test('[SS-16] a pod that dies in the middle of a rollout comes back at the update revision', () => {
    const cluster = clusterWith()
      .converge()
      .changeSpec({ template: templateWith('app:2') })
      .settle()
    cluster.gone('web-0')
    expect(imageOf(cluster, 'web-0')).toBe('app:2')
  })

  test('[SS-16] without a rollingUpdate struct it comes back at the current revision below currentReplicas', () => {
    const cluster = clusterWith({ updateStrategy: { type: 'RollingUpdate' } }).converge()
    cluster.changeSpec({ template: templateWith('app:2') }).settle()
    expect(cluster.set().status.currentReplicas).toBe(2)
    cluster.gone('web-0')
    expect(imageOf(cluster, 'web-0')).toBe('app:1')
  })

  test('[SS-16] OnDelete always takes the update revision', () => {
    const cluster = clusterWith({ updateStrategy: { type: 'OnDelete' } }).converge()
    cluster
      .changeSpec({ template: templateWith('app:2') })
      .settle()
      .gone('web-0')
    expect(imageOf(cluster, 'web-0')).toBe('app:2')
  })
})

describe('repair', () => {
  const relabel = (cluster: TestCluster, labels: Record<string, string>) =>
    cluster.change<Pod>('Pod', 'web-0', ({ metadata }) => {
      const revision = metadata.labels?.['controller-revision-hash'] ?? ''
      return { metadata: { ...metadata, labels: { ...labels, 'controller-revision-hash': revision } } }
    })

  test('[SS-18] a missing pod-name label is restored, and the index with it', () => {
    const cluster = clusterWith({ replicas: 1 }).converge()
    relabel(cluster, { app: 'web' }).settle()
    expect(cluster.pod('web-0').metadata.labels).toMatchObject({
      'apps.kubernetes.io/pod-index': '0',
      'statefulset.kubernetes.io/pod-name': 'web-0',
    })
    expect(cluster.events().at(-1)).toBe('Normal SuccessfulUpdate Update Pod web-0 in StatefulSet web successful')
  })

  test('[SS-18] a missing pod-index alone is not noticed', () => {
    const cluster = clusterWith({ replicas: 1 }).converge()
    const labels = { app: 'web', 'statefulset.kubernetes.io/pod-name': 'web-0' }
    relabel(cluster, labels).settle()
    expect(cluster.pod('web-0').metadata.labels).not.toHaveProperty(['apps.kubernetes.io/pod-index'])
  })

  test('[SS-18] OrderedReady restores only once the pod is ready, Parallel at once', () => {
    const restored = (cluster: TestCluster) =>
      'statefulset.kubernetes.io/pod-name' in (cluster.pod('web-0').metadata.labels ?? {})
    const ordered = relabel(clusterWith({ replicas: 1 }), { app: 'web' }).settle()
    expect(restored(ordered)).toBe(false)
    expect(restored(ordered.ready('web-0'))).toBe(true)
    expect(
      restored(relabel(clusterWith({ replicas: 1, podManagementPolicy: 'Parallel' }), { app: 'web' }).settle()),
    ).toBe(true)
  })

  test('[SS-18] with minReadySeconds OrderedReady restores once the pod is available', () => {
    const cluster = clusterWith({ replicas: 1, minReadySeconds: 10 })
    const labels = { ...cluster.pod('web-0').metadata.labels, 'statefulset.kubernetes.io/pod-name': 'other' }
    relabel(cluster, labels).settle()
    const name = () => cluster.pod('web-0').metadata.labels?.['statefulset.kubernetes.io/pod-name']
    expect(name()).toBe('other')
    cluster.ready('web-0')
    expect(name()).toBe('web-0')
  })

  test('[SS-18] a refused repair is told and tried again', () => {
    const cluster = clusterWith({ replicas: 1 }).converge()
    cluster.refuse = ({ verb, kind }) =>
      verb === 'patch' && kind === 'Pod' ? failure('InternalError', 'no') : undefined
    relabel(cluster, { app: 'web' }).settle()
    expect(cluster.events().at(-1)).toMatch(
      /^Warning FailedUpdate Update Pod web-0 in StatefulSet web failed error: no/,
    )
    cluster.refuse = () => undefined
    expect(cluster.settle(2000).events().join()).toContain('SuccessfulUpdate')
  })

  test('[SS-19] a pod without the volume of a claim template is updated, claim first, and a refusal is told', () => {
    const cluster = clusterWith({ replicas: 1, volumeClaimTemplates: claimTemplates('data') }).converge()
    cluster.refuse = ({ verb, kind }) =>
      verb === 'patch' && kind === 'Pod' ? failure('Invalid', 'spec: Forbidden') : undefined
    cluster.writes.length = 0
    cluster.remove('PersistentVolumeClaim', 'data-web-0')
    cluster.change<Pod>('Pod', 'web-0', ({ spec }) => ({ spec: { ...spec, volumes: [] } })).settle(1)
    expect(cluster.writes.slice(0, 2)).toEqual(['create PersistentVolumeClaim data-web-0', 'patch Pod web-0: Invalid'])
    expect(cluster.events().at(-1)).toMatch(
      /^Warning FailedUpdate Update Pod web-0 in StatefulSet web failed error: spec: Forbidden/,
    )
  })
})
