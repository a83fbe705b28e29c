import { expect, test } from 'vitest'
import { failure, type WriteRequest } from '../../client'
import type { PersistentVolumeClaim } from '../../kinds'
import { claimTemplates, clusterWith, newSet, TestCluster } from './fixture'

const nameOf = (request: WriteRequest) => (request.body as { metadata?: { name?: string } } | undefined)?.metadata?.name
const terminate = (cluster: TestCluster, name: string) =>
  cluster.change<PersistentVolumeClaim>('PersistentVolumeClaim', name, ({ metadata }) => ({
    metadata: { ...metadata, deletionTimestamp: 'now' },
  }))

test('[SS-26] a claim has the labels of the selector over those of its template, and the template’s annotations', () => {
  const [template] = claimTemplates('data')
  const metadata = { name: 'data', labels: { app: 'other', tier: 'disk' }, annotations: { a: 'b' } }
  const cluster = clusterWith({ volumeClaimTemplates: [{ ...template, metadata } as never] })
  expect(cluster.claim('data-web-0').metadata).toMatchObject({
    labels: { app: 'web', tier: 'disk' },
    annotations: { a: 'b' },
  })
})

test('[SS-26] a claim of that name is used as it is', () => {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data-web-0' },
    spec: { any: 'thing' },
    status: {},
  }
  const cluster = new TestCluster().place(claim)
  cluster.place(newSet({ replicas: 1, volumeClaimTemplates: claimTemplates('data') })).settle()
  expect(cluster.names()).toEqual(['web-0'])
  expect(cluster.claim('data-web-0')).toMatchObject({ spec: { any: 'thing' }, metadata: { resourceVersion: '1' } })
})

test('[SS-26] of two templates with one name the last counts', () => {
  const [first, second] = claimTemplates('data', 'data')
  const other = { ...second, spec: { ...second?.spec, storageClassName: 'last' } }
  const cluster = clusterWith({ replicas: 1, volumeClaimTemplates: [first, other] as never })
  expect(cluster.claim('data-web-0').spec.storageClassName).toBe('last')
  expect(cluster.pod('web-0').spec.volumes).toHaveLength(1)
})

test('[SS-27] claims come before their pod, with an event each', () => {
  const cluster = clusterWith({ replicas: 1, volumeClaimTemplates: claimTemplates('data', 'log') })
  expect(cluster.writes.slice(1)).toEqual([
    'create PersistentVolumeClaim data-web-0',
    'create PersistentVolumeClaim log-web-0',
    'create Pod web-0',
  ])
  expect(cluster.events()).toEqual([
    'Normal SuccessfulCreate Create Claim data-web-0 Pod web-0 in StatefulSet web success',
    'Normal SuccessfulCreate Create Claim log-web-0 Pod web-0 in StatefulSet web success',
    'Normal SuccessfulCreate Create Pod web-0 in StatefulSet web successful',
  ])
})

test('[SS-27] a refused claim gives two Warnings and no pod, the other claim is made, the status is written', () => {
  const cluster = new TestCluster()
  cluster.refuse = request => (nameOf(request) === 'data-web-0' ? failure('Invalid', 'bad label') : undefined)
  cluster.place(newSet({ replicas: 1, volumeClaimTemplates: claimTemplates('data', 'log') })).settle(2)
  expect(cluster.events().map(event => event.replace(/ \(\d+\)$/, ''))).toEqual([
    'Warning FailedCreate Create Claim data-web-0 for Pod web-0 in StatefulSet web failed error: bad label',
    'Normal SuccessfulCreate Create Claim log-web-0 Pod web-0 in StatefulSet web success',
    'Warning FailedCreate Create Pod web-0 in StatefulSet web failed error: failed to create PVC data-web-0: bad label',
  ])
  expect(cluster.names()).toEqual([])
  expect(cluster.set().status.observedGeneration).toBe(1)
  cluster.refuse = () => undefined
  expect(cluster.settle(2000).names()).toEqual(['web-0'])
})

test('[SS-27] several failures are told as one of the pod', () => {
  const cluster = new TestCluster()
  cluster.refuse = ({ kind }) => (kind === 'PersistentVolumeClaim' ? failure('Forbidden', 'no') : undefined)
  cluster.place(newSet({ replicas: 1, volumeClaimTemplates: claimTemplates('a', 'b') })).settle(2)
  expect(cluster.events()[2]).toMatch(/error: \[failed to create PVC a-web-0: no, failed to create PVC b-web-0: no\]/)
})

test('[SS-27] a pod that is refused is told and tried again; its claim stays', () => {
  const cluster = new TestCluster()
  cluster.refuse = ({ kind, verb }) =>
    kind === 'Pod' && verb === 'create' ? failure('Invalid', 'too long') : undefined
  cluster.place(newSet({ replicas: 1, volumeClaimTemplates: claimTemplates('data') })).settle()
  expect(cluster.events()[1]).toMatch(
    /^Warning FailedCreate Create Pod web-0 in StatefulSet web failed error: too long/,
  )
  expect(cluster.names('PersistentVolumeClaim')).toEqual(['data-web-0'])
})

test('[SS-28] a terminating claim keeps the pod from being created until it is gone', () => {
  const cluster = clusterWith({ replicas: 1, volumeClaimTemplates: claimTemplates('data') }).converge()
  terminate(cluster, 'data-web-0').gone('web-0')
  expect(cluster.names()).toEqual([])
  expect(cluster.events().at(-1)).toMatch(
    /^Warning FailedCreate Create Pod web-0 in StatefulSet web failed error: pvc data-web-0 is being deleted/,
  )
  cluster.remove('PersistentVolumeClaim', 'data-web-0').settle(2000)
  expect(cluster.names()).toEqual(['web-0'])
})

test('[SS-28] a terminating claim does not keep the pod’s other claims from being made', () => {
  const cluster = clusterWith({ replicas: 1, volumeClaimTemplates: claimTemplates('data', 'log') }).converge()
  terminate(cluster, 'data-web-0').remove('PersistentVolumeClaim', 'log-web-0').gone('web-0')
  expect(cluster.names('PersistentVolumeClaim')).toEqual(['data-web-0', 'log-web-0'])
})

test('[SS-29] a claim that goes with an earlier pod keeps the new one waiting, without an event, until the next sync after it is gone', () => {
  const cluster = clusterWith({
    replicas: 2,
    volumeClaimTemplates: claimTemplates('data'),
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' },
  }).converge()
  cluster.changeSpec({ replicas: 1 }).settle().gone('web-1').changeSpec({ replicas: 2 }).settle()
  const events = cluster.events()
  expect(cluster.names()).toEqual(['web-0'])
  cluster.remove('PersistentVolumeClaim', 'data-web-1').settle()
  expect(cluster.names()).toEqual(['web-0'])
  expect(cluster.events()).toEqual(events)
  cluster.changeSpec({}).settle()
  expect(cluster.names()).toEqual(['web-0', 'web-1'])
})

test('[SS-29] unless whenScaled is Delete such a claim does not matter', () => {
  const cluster = new TestCluster()
  const earlier = { apiVersion: 'v1', kind: 'Pod', name: 'web-0', uid: 'earlier', controller: true }
  const metadata = { name: 'data-web-0', ownerReferences: [earlier] }
  cluster.place({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: {}, status: { phase: 'Pending' } })
  cluster.place(newSet({ replicas: 1, volumeClaimTemplates: claimTemplates('data') })).settle()
  expect(cluster.names()).toEqual(['web-0'])
})
