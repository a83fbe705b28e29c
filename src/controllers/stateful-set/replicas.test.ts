import { describe, expect, test } from 'vitest'
import { failure, type WriteRequest } from '../../client'
import type { Pod } from '../../kinds'
import { claimTemplates, clusterWith, newSet, TestCluster, templateWith } from './fixture'

const isCreation = (request: WriteRequest, name: string) =>
  request.verb === 'create' && (request.body as { metadata?: { name?: string } }).metadata?.name === name
const forbidden = failure('Forbidden', 'exceeded quota')

describe('pods that stay', () => {
  test('[SS-10] ordinals begin at ordinals.start', () => {
    expect(
      clusterWith({ ordinals: { start: 5 }, replicas: 2 })
        .converge()
        .names(),
    ).toEqual(['web-5', 'web-6'])
  })

  test('[SS-10] raising the start makes the pods above before it deletes those below', () => {
    const cluster = clusterWith({ replicas: 2 }).converge()
    cluster.writes.length = 0
    cluster.changeSpec({ ordinals: { start: 2 } }).converge()
    expect(cluster.writes).toEqual(['create Pod web-2', 'create Pod web-3', 'delete Pod web-1', 'delete Pod web-0'])
  })

  test('[SS-10] an ordinal of more than 32 bits is ignored', () => {
    const cluster = clusterWith({ replicas: 0 })
    cluster.place({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-2147483648', labels: { app: 'web' } },
      spec: {},
      status: { phase: 'Running' },
    })
    cluster.settle()
    expect(cluster.pod('web-2147483648').metadata.deletionTimestamp).toBeUndefined()
    expect(cluster.set().status.replicas).toBe(0)
  })

  test('[SS-11] OrderedReady creates one pod and waits for it', () => {
    const cluster = clusterWith()
    expect(cluster.names()).toEqual(['web-0'])
    cluster.ready('web-0')
    expect(cluster.names()).toEqual(['web-0', 'web-1'])
  })

  test('[SS-11] a missing lower pod is made again although a higher one is unready', () => {
    const cluster = clusterWith().ready('web-0')
    cluster.gone('web-0')
    expect(cluster.names()).toEqual(['web-0', 'web-1'])
  })

  test.each([
    ['not ready', (cluster: TestCluster) => cluster.report('Running', false, 'web-0')],
    ['terminating', (cluster: TestCluster) => cluster.delete('Pod', 'web-0').settle()],
  ])('[SS-12] OrderedReady makes nothing above a pod that is %s', (_, happen) => {
    const cluster = clusterWith({ replicas: 1 }).ready('web-0')
    happen(cluster).changeSpec({ replicas: 2 }).settle()
    expect(cluster.names()).toEqual(['web-0'])
  })

  test('[SS-13] Parallel creates all at once, whatever their state, and replaces a terminating pod when it is gone', () => {
    const cluster = clusterWith({ podManagementPolicy: 'Parallel' })
    expect(cluster.names()).toEqual(['web-0', 'web-1', 'web-2'])
    cluster.ready('web-1').delete('Pod', 'web-1').settle()
    expect(cluster.pod('web-1').metadata.deletionTimestamp).toBeDefined()
    const { uid } = cluster.pod('web-1').metadata
    expect(cluster.gone('web-1').pod('web-1').metadata.uid).not.toBe(uid)
  })

  test('[SS-13] a failure lets its batch finish and keeps later batches from being tried', () => {
    const cluster = new TestCluster()
    cluster.refuse = request => (isCreation(request, 'web-3') ? forbidden : undefined)
    cluster.place(newSet({ replicas: 10, podManagementPolicy: 'Parallel' })).settle()
    expect(cluster.names()).toEqual(['web-0', 'web-1', 'web-2', 'web-4', 'web-5', 'web-6'])
    cluster.refuse = () => undefined
    expect(cluster.settle(2000).names()).toHaveLength(10)
  })

  test.each(['Failed', 'Succeeded'] as const)('[SS-14] a %s pod is deleted, and followed when it is gone', phase => {
    const cluster = clusterWith({ replicas: 2 }).ready('web-0')
    const { uid } = cluster.pod('web-0').metadata
    cluster.report(phase, false, 'web-0')
    expect(cluster.pod('web-0').metadata).toMatchObject({ uid, deletionTimestamp: expect.anything() })
    cluster.writes.length = 0
    expect(cluster.wakeAll().writes).toEqual([])
    cluster.gone('web-0')
    expect(cluster.pod('web-0').metadata.uid).not.toBe(uid)
    expect(cluster.events()).toContain('Normal SuccessfulDelete Delete Pod web-0 in StatefulSet web successful')
  })

  test('[SS-14] while a failed pod is in the way nothing above is made', () => {
    const cluster = clusterWith({ replicas: 1 }).ready('web-0')
    cluster.report('Failed', false, 'web-0').changeSpec({ replicas: 3 }).settle()
    expect(cluster.names()).toEqual(['web-0'])
  })

  test('[SS-14] a failed deletion is told and tried again', () => {
    const cluster = clusterWith({ replicas: 1 }).ready('web-0')
    cluster.refuse = ({ verb }) => (verb === 'delete' ? forbidden : undefined)
    cluster.report('Failed', false, 'web-0')
    expect(cluster.events().at(-1)).toMatch(
      /^Warning FailedDelete Delete Pod web-0 in StatefulSet web failed error: exceeded quota/,
    )
    cluster.refuse = () => undefined
    expect(cluster.settle(2000).pod('web-0').metadata.deletionTimestamp).toBeDefined()
  })

  test('[SS-17] a Pending pod gets a claim that went missing', () => {
    const cluster = clusterWith({ replicas: 1, volumeClaimTemplates: claimTemplates('data') })
    cluster.remove('PersistentVolumeClaim', 'data-web-0').settle()
    expect(cluster.names('PersistentVolumeClaim')).toEqual([])
    cluster.report('Pending', false, 'web-0')
    expect(cluster.names('PersistentVolumeClaim')).toEqual(['data-web-0'])
  })

  test('[SS-17] the claim of a running pod is not made again', () => {
    const cluster = clusterWith({ replicas: 1, volumeClaimTemplates: claimTemplates('data') }).ready('web-0')
    cluster.remove('PersistentVolumeClaim', 'data-web-0').wakeAll()
    expect(cluster.names('PersistentVolumeClaim')).toEqual([])
  })

  test('[SS-17] a terminating claim of a Pending pod is waited for, without an event', () => {
    const cluster = clusterWith({ replicas: 1, volumeClaimTemplates: claimTemplates('data') })
    const events = cluster.events()
    cluster.change('PersistentVolumeClaim', 'data-web-0', ({ metadata }) => ({
      metadata: { ...metadata, deletionTimestamp: 'now' },
    }))
    cluster.report('Pending', false, 'web-0')
    cluster.remove('PersistentVolumeClaim', 'data-web-0')
    expect(cluster.events()).toEqual(events)
    cluster.settle(2000)
    expect(cluster.names('PersistentVolumeClaim')).toEqual(['data-web-0'])
  })

  test('[SS-20] with minReadySeconds the next pod waits until this one is available, to the moment', () => {
    const cluster = clusterWith({ replicas: 2, minReadySeconds: 30 }).settle(60)
    cluster.change<Pod>('Pod', 'web-0', () => {
      const condition = { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:02:00Z' }
      return { status: { phase: 'Running', conditions: [condition] } }
    })
    cluster.settle(29)
    expect(cluster.names()).toEqual(['web-0'])
    expect(cluster.set().status).toMatchObject({ readyReplicas: 1, availableReplicas: 0 })
    cluster.settle(2)
    expect(cluster.names()).toEqual(['web-0', 'web-1'])
    expect(cluster.set().status.availableReplicas).toBe(1)
  })
})

describe('pods that must go', () => {
  test('[SS-21] the claims of all condemned pods are handed over before the first is deleted', () => {
    const cluster = clusterWith({
      volumeClaimTemplates: claimTemplates('data'),
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' },
    }).converge()
    cluster.writes.length = 0
    cluster.changeSpec({ replicas: 1 }).settle()
    expect(cluster.writes).toEqual([
      'patch PersistentVolumeClaim data-web-2',
      'patch PersistentVolumeClaim data-web-1',
      'delete Pod web-2',
    ])
    expect(cluster.claim('data-web-2').metadata.ownerReferences?.[0]).toMatchObject({
      kind: 'Pod',
      name: 'web-2',
      controller: true,
    })
  })

  test('[SS-22] OrderedReady deletes the highest, and the next when that is gone', () => {
    const cluster = clusterWith().converge().changeSpec({ replicas: 0 }).settle()
    const terminating = () => cluster.names().filter(name => cluster.pod(name).metadata.deletionTimestamp)
    expect(terminating()).toEqual(['web-2'])
    cluster.gone('web-2')
    expect(terminating()).toEqual(['web-1'])
  })

  test('[SS-22] it waits while a pod that stays is unready', () => {
    const cluster = clusterWith().converge().report('Running', false, 'web-0').changeSpec({ replicas: 1 }).settle()
    expect(cluster.pod('web-2').metadata.deletionTimestamp).toBeUndefined()
    cluster.ready('web-0')
    expect(cluster.pod('web-2').metadata.deletionTimestamp).toBeDefined()
  })

  test('[SS-22] a failed deletion is told and tried again', () => {
    const cluster = clusterWith({ replicas: 1 }).converge()
    cluster.refuse = ({ verb }) => (verb === 'delete' ? forbidden : undefined)
    cluster.changeSpec({ replicas: 0 }).settle(5)
    expect(cluster.events().at(-1)).toMatch(/^Warning FailedDelete Delete Pod web-0/)
    cluster.refuse = () => undefined
    expect(cluster.settle(2000).pod('web-0').metadata.deletionTimestamp).toBeDefined()
  })

  test('[SS-23] a healthy highest pod goes although a lower condemned one is unready', () => {
    const cluster = clusterWith().converge().report('Running', false, 'web-1').changeSpec({ replicas: 1 }).settle()
    expect(cluster.pod('web-2').metadata.deletionTimestamp).toBeDefined()
    expect(cluster.gone('web-2').pod('web-1').metadata.deletionTimestamp).toBeDefined()
  })

  test('[SS-23] an unready highest pod waits for a lower condemned one that is unready too', () => {
    const cluster = clusterWith()
      .converge()
      .report('Running', false, 'web-1', 'web-2')
      .changeSpec({ replicas: 1 })
      .settle()
    expect(cluster.pod('web-2').metadata.deletionTimestamp).toBeUndefined()
    cluster.ready('web-1')
    expect(cluster.pod('web-2').metadata.deletionTimestamp).toBeDefined()
  })

  test('[SS-24] Parallel deletes all at once, ready or not', () => {
    const cluster = clusterWith({ podManagementPolicy: 'Parallel' }).converge().report('Running', false, 'web-1')
    cluster.changeSpec({ replicas: 0 }).settle()
    for (const name of cluster.names()) expect(cluster.pod(name).metadata.deletionTimestamp).toBeDefined()
    expect(cluster.names()).toHaveLength(3)
  })

  test('[SS-25] an ordered set scales before it updates', () => {
    const cluster = clusterWith({ replicas: 2 }).converge()
    cluster.writes.length = 0
    cluster.changeSpec({ replicas: 3, template: templateWith('app:2') }).converge()
    expect(cluster.writes.slice(1, 3)).toEqual(['create Pod web-2', 'delete Pod web-1'])
  })

  test('[SS-25] nothing is updated while a condemned pod is there', () => {
    const cluster = clusterWith()
      .converge()
      .changeSpec({ replicas: 2, template: templateWith('app:2') })
      .settle()
    expect(cluster.pod('web-1').metadata.deletionTimestamp).toBeUndefined()
    expect(cluster.gone('web-2').pod('web-1').metadata.deletionTimestamp).toBeDefined()
  })
})
