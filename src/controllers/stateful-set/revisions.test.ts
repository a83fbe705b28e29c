import { expect, test } from 'vitest'
import { failure } from '../../client'
import type { ControllerRevision, PodTemplateSpec } from '../../kinds'
import { createStatefulSetController } from '.'
import { clusterWith, newSet, TestCluster, templateWith } from './fixture'

const numbers = (cluster: TestCluster) =>
  Object.fromEntries(cluster.revisions().map(({ data, revision }) => [imageOf(data), revision]))

function imageOf(data: unknown): string {
  const { spec } = data as { spec: { template: PodTemplateSpec } }
  return spec.template.spec.containers[0]?.image ?? ''
}

test('[SS-31] changing anything but the template makes no revision', () => {
  const cluster = clusterWith().converge()
  cluster.changeSpec({ replicas: 1, minReadySeconds: 1, updateStrategy: { type: 'OnDelete' } }).converge()
  expect(cluster.revisions()).toHaveLength(1)
})

test('[SS-34] the first revision is number 1, a new template makes the next', () => {
  const cluster = clusterWith()
    .converge()
    .changeSpec({ template: templateWith('app:2') })
    .converge()
  expect(numbers(cluster)).toEqual({ 'app:1': 1, 'app:2': 2 })
})

test('[SS-34] an equal template, written anew, reuses the newest', () => {
  const cluster = clusterWith()
    .converge()
    .changeSpec({ template: templateWith('app:1') })
    .converge()
  expect(numbers(cluster)).toEqual({ 'app:1': 1 })
})

test('[SS-34] going back to an older template gives that revision the highest number', () => {
  const cluster = clusterWith()
    .converge()
    .changeSpec({ template: templateWith('app:2') })
    .converge()
  const first = cluster.revisions().find(({ revision }) => revision === 1)?.metadata.name
  cluster.changeSpec({ template: templateWith('app:1') }).converge()
  expect(numbers(cluster)).toEqual({ 'app:1': 3, 'app:2': 2 })
  expect(cluster.set().status.currentRevision).toBe(first)
})

function stranger(cluster: TestCluster, data: unknown): TestCluster {
  const probe = clusterWith()
  const [name = ''] = probe.names('ControllerRevision')
  return cluster.place({ apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata: { name }, data, revision: 1 })
}

test('[SS-35] a taken name raises collisionCount, and the label keeps the first hash', () => {
  const cluster = stranger(new TestCluster(), { some: 'thing' }).place(newSet()).settle()
  const { collisionCount, updateRevision = '' } = cluster.set().status
  const made = cluster.get<ControllerRevision>('ControllerRevision', updateRevision)
  const hash = made?.metadata.labels?.['controller.kubernetes.io/hash']
  expect(collisionCount).toBe(1)
  expect(cluster.names('ControllerRevision')).toContain(`web-${hash}`)
  expect(updateRevision).not.toBe(`web-${hash}`)
  cluster.changeSpec({ template: templateWith('app:2') }).settle()
  const next = cluster.get<ControllerRevision>('ControllerRevision', cluster.set().status.updateRevision ?? '')
  expect(next?.metadata.name).toBe(`web-${next?.metadata.labels?.['controller.kubernetes.io/hash']}`)
})

test('[SS-35] equal data under that name is taken as it is', () => {
  const data = { spec: { template: { ...templateWith('app:1'), $patch: 'replace' } } }
  const cluster = stranger(new TestCluster(), data).place(newSet()).settle()
  expect(cluster.set().status.collisionCount).toBe(0)
  expect(cluster.revisions()).toHaveLength(1)
  expect(cluster.writes.filter(write => write.includes('ControllerRevision'))).toEqual([])
})

test('[SS-36] where the current revision is missing, the update revision is current', () => {
  const updateStrategy = { type: 'OnDelete' } as const
  const cluster = clusterWith({ updateStrategy })
    .converge()
    .changeSpec({ template: templateWith('app:2') })
    .settle()
  const { currentRevision = '', updateRevision } = cluster.set().status
  expect(currentRevision).not.toBe(updateRevision)
  cluster.remove('ControllerRevision', currentRevision).wakeAll()
  expect(cluster.set().status.currentRevision).toBe(updateRevision)
})

const rollThrough = (cluster: TestCluster, ...images: readonly string[]) => {
  for (const image of images) cluster.changeSpec({ template: templateWith(image) }).converge()
  return cluster
}

test('[SS-37] beyond the limit the oldest revisions go, those in use do not count', () => {
  const cluster = rollThrough(clusterWith({ revisionHistoryLimit: 2 }).converge(), 'app:2', 'app:3', 'app:4', 'app:5')
  expect(numbers(cluster)).toEqual({ 'app:3': 3, 'app:4': 4, 'app:5': 5 })
})

test('[SS-37] a revision that a pod names is kept, whatever the limit', () => {
  const cluster = clusterWith({ revisionHistoryLimit: 0, updateStrategy: { type: 'OnDelete' } }).converge()
  rollThrough(cluster, 'app:2').gone('web-2').converge()
  rollThrough(cluster, 'app:3')
  expect(Object.keys(numbers(cluster))).toHaveLength(3)
})

test('[SS-37] a negative limit keeps all', () => {
  const cluster = rollThrough(clusterWith({ revisionHistoryLimit: -1 }).converge(), 'app:2', 'app:3')
  expect(cluster.revisions()).toHaveLength(3)
})

test('[SS-37] history is cut even when the rest of the sync fails', () => {
  const cluster = rollThrough(clusterWith().converge(), 'app:2', 'app:3')
  cluster.refuse = ({ kind, verb }) => (kind === 'Pod' && verb === 'create' ? failure('Forbidden', 'no') : undefined)
  cluster.changeSpec({ replicas: 4, revisionHistoryLimit: 0 }).settle()
  expect(cluster.revisions()).toHaveLength(1)
})

test('[SS-38] a revision takes labels and annotations once', () => {
  const set = newSet() as { metadata: Record<string, unknown> }
  const cluster = new TestCluster()
    .place({ ...set, metadata: { ...set.metadata, annotations: { why: 'first' } } })
    .settle()
  cluster
    .change('StatefulSet', 'web', ({ metadata }) => ({ metadata: { ...metadata, annotations: { why: 'second' } } }))
    .settle()
  expect(cluster.revisions()).toHaveLength(1)
  expect(cluster.revisions()[0]?.metadata).toMatchObject({
    labels: { app: 'web', 'controller.kubernetes.io/hash': expect.anything() },
    annotations: { why: 'first' },
    ownerReferences: [{ kind: 'StatefulSet', controller: true, blockOwnerDeletion: true }],
  })
})

test('[SS-39] a stored revision without a newer default is kept, and rolls nothing', () => {
  const complete = (template: PodTemplateSpec) => ({
    ...template,
    spec: { ...template.spec, schedulerName: 'default-scheduler' },
  })
  const controller = createStatefulSetController(set => ({
    ...set,
    spec: { ...set.spec, template: complete(set.spec.template) },
  }))
  const cluster = new TestCluster(controller).place(newSet()).converge()
  cluster.writes.length = 0
  cluster.changeSpec({ template: complete(templateWith('app:1')) }).converge()
  expect(cluster.writes).toEqual([])
  expect(cluster.set().status.observedGeneration).toBe(2)
  cluster.changeSpec({ template: complete(templateWith('app:2')) }).converge()
  expect(cluster.revisions()).toHaveLength(2)
})
