import { describe, expect, test } from 'vitest'
import { failure } from '../../client'
import type { StatefulSet } from '../../kinds'
import { clusterWith, newSet, TestCluster, templateWith } from './fixture'
import { type Counts, completeUpdate } from './status'

test('[SS-45] a terminating pod counts as replica and as ready, not of any revision', () => {
  const cluster = clusterWith().converge().delete('Pod', 'web-1').settle()
  expect(cluster.set().status).toMatchObject({
    replicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
    currentReplicas: 2,
    updatedReplicas: 2,
  })
})

test('[SS-45] a condemned pod counts as long as it is there', () => {
  const cluster = clusterWith().converge().report('Running', false, 'web-0').changeSpec({ replicas: 1 }).settle()
  expect(cluster.set().status).toMatchObject({ replicas: 3, readyReplicas: 2, currentReplicas: 3 })
})

test('[SS-45] a Ready condition counts only while the pod is Running', () => {
  const cluster = clusterWith({ replicas: 1 }).report('Pending', true, 'web-0')
  expect(cluster.set().status).toMatchObject({ replicas: 1, availableReplicas: 0 })
  expect(cluster.set().status.readyReplicas).toBeUndefined()
})

describe('completion', () => {
  const set = { spec: { replicas: 2 } } as StatefulSet
  const done: Counts = {
    observedGeneration: 2,
    replicas: 2,
    readyReplicas: 2,
    availableReplicas: 0,
    currentReplicas: 0,
    updatedReplicas: 2,
    currentRevision: 'old',
    updateRevision: 'new',
  }

  test('[SS-46] all updated and ready, though not available', () => {
    expect(completeUpdate(set, done)).toMatchObject({ currentRevision: 'new', currentReplicas: 2 })
  })

  test.each(['replicas', 'readyReplicas', 'updatedReplicas'] as const)('[SS-46] not while %s differs', counter => {
    for (const count of [1, 3]) expect(completeUpdate(set, { ...done, [counter]: count }).currentRevision).toBe('old')
  })

  test('[SS-46] OnDelete converges too', () => {
    const cluster = clusterWith({ replicas: 2, updateStrategy: { type: 'OnDelete' } }).converge()
    cluster
      .changeSpec({ template: templateWith('app:2') })
      .settle()
      .gone('web-0')
      .converge()
    expect(cluster.set().status.currentRevision).not.toBe(cluster.set().status.updateRevision)
    cluster.gone('web-1').converge()
    expect(cluster.set().status).toMatchObject({ currentReplicas: 2, updatedReplicas: 2 })
    expect(cluster.set().status.currentRevision).toBe(cluster.set().status.updateRevision)
  })
})

test('[SS-47] a change of the spec that needs nothing else is observed', () => {
  const cluster = clusterWith({ replicas: 0 }).changeSpec({ minReadySeconds: 5 }).settle()
  expect(cluster.set().status.observedGeneration).toBe(2)
})

test('[SS-47] the status is written although creating the pod fails, and zeros are left out', () => {
  const cluster = new TestCluster()
  cluster.refuse = ({ kind, verb }) => (kind === 'Pod' && verb === 'create' ? failure('Forbidden', 'no') : undefined)
  cluster.place(newSet()).settle()
  const { updateRevision } = cluster.set().status
  expect(cluster.set().status).toEqual({
    observedGeneration: 1,
    replicas: 0,
    availableReplicas: 0,
    collisionCount: 0,
    currentRevision: updateRevision,
    updateRevision,
  })
})

test('[SS-47] the status is not written where the revision could not be', () => {
  const cluster = new TestCluster()
  cluster.refuse = ({ kind }) => (kind === 'ControllerRevision' ? failure('Forbidden', 'no') : undefined)
  cluster.place(newSet()).settle()
  expect(cluster.set().status).toEqual({ replicas: 0, availableReplicas: 0 })
  expect(cluster.names()).toEqual([])
  cluster.refuse = () => undefined
  expect(cluster.settle(2000).set().status.observedGeneration).toBe(1)
})

test('[SS-47] a refused status is tried again', () => {
  const cluster = new TestCluster()
  cluster.refuse = ({ subresource }) => (subresource === 'status' ? failure('Conflict', 'too late') : undefined)
  cluster.place(newSet()).settle()
  expect(cluster.set().status.observedGeneration).toBeUndefined()
  cluster.refuse = () => undefined
  expect(cluster.settle(2000).set().status.observedGeneration).toBe(1)
})

test('[SS-47] conditions of others stay', () => {
  const cluster = clusterWith()
  const conditions = [{ type: 'Custom', status: 'True' }]
  cluster.change<StatefulSet>('StatefulSet', 'web', ({ status }) => ({ status: { ...status, conditions } }))
  expect(cluster.ready('web-0').set().status).toMatchObject({ conditions, readyReplicas: 1 })
})

test('[SS-48] a pod that is deleted for an update leaves currentReplicas in the same sync', () => {
  const cluster = clusterWith().converge()
  const statuses: unknown[] = []
  cluster.refuse = ({ subresource, body }) => {
    if (subresource === 'status')
      statuses.push((body as { status: { currentReplicas: number } }).status.currentReplicas)
    return undefined
  }
  cluster.changeSpec({ template: templateWith('app:2') }).settle()
  expect(statuses).toEqual([2])
  expect(cluster.set().status).toMatchObject({ replicas: 3, readyReplicas: 3, currentReplicas: 2 })
})
