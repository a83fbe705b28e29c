import { describe, expect, test } from 'vitest'
import { failure, type WriteRequest } from '../../client'
import type { RetentionPolicyType, StatefulSetSpec } from '../../kinds'
import { claimTemplates, newSet, TestCluster, templateWith } from './fixture'

/*
 * The scenarios that upstream runs for both management policies and all retention policies (stateful_set_control_test.go,
 * TestStatefulSetControl and TestParallelScale), each until the world is at rest.
 */
const managements = ['OrderedReady', 'Parallel'] as const
const retentions: readonly RetentionPolicyType[] = ['Retain', 'Delete']
const matrix = managements.flatMap(policy =>
  retentions.flatMap(whenScaled => retentions.map(whenDeleted => [policy, whenScaled, whenDeleted] as const)),
)

const ordinals = (from: number, count: number) => Array.from({ length: count }, (_, index) => `web-${from + index}`)
const creates = (name: string, kind: string) => (request: WriteRequest) =>
  request.verb === 'create' &&
  request.kind === kind &&
  (request.body as { metadata: { name: string } }).metadata.name === name
const refusal = failure('InternalError', 'not now')

describe.each(matrix)('%s, whenScaled %s, whenDeleted %s', (podManagementPolicy, whenScaled, whenDeleted) => {
  const start = (spec: Partial<StatefulSetSpec> = {}) =>
    new TestCluster().place(
      newSet({
        podManagementPolicy,
        volumeClaimTemplates: claimTemplates('data'),
        persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
        ...spec,
      }),
    )

  const expectWhole = (cluster: TestCluster, from: number, count: number, image = 'app:1') => {
    const names = ordinals(from, count)
    expect(cluster.names()).toEqual(names)
    for (const name of names) {
      expect(cluster.pod(name).spec.containers[0]?.image).toBe(image)
      expect(cluster.claim(`data-${name}`).metadata.ownerReferences?.map(({ kind }) => kind)).toEqual(
        whenDeleted === 'Delete' ? ['StatefulSet'] : undefined,
      )
    }
    const revision = cluster.set().status.updateRevision
    const all = { replicas: count, availableReplicas: count, currentRevision: revision, updateRevision: revision }
    expect(cluster.set().status).toMatchObject({
      ...all,
      ...(count > 0 && { readyReplicas: count, currentReplicas: count, updatedReplicas: count }),
    })
  }

  test('[SS-11] creates pods', () => expectWhole(start().converge(), 0, 3))
  test('[SS-10] creates pods from a start ordinal', () =>
    expectWhole(start({ ordinals: { start: 4 } }).converge(), 4, 3))
  test('[SS-11] scales up', () => expectWhole(start().converge().changeSpec({ replicas: 5 }).converge(), 0, 5))
  test('[SS-22] scales down', () => expectWhole(start().converge().changeSpec({ replicas: 1 }).converge(), 0, 1))
  test('[SS-22] scales to zero', () => expectWhole(start().converge().changeSpec({ replicas: 0 }).converge(), 0, 0))

  test.each([0, 1, 2])('[SS-11] replaces the pod of ordinal %s', ordinal => {
    const cluster = start().converge()
    const { uid } = cluster.pod(`web-${ordinal}`).metadata
    cluster.gone(`web-${ordinal}`).converge()
    expectWhole(cluster, 0, 3)
    expect(cluster.pod(`web-${ordinal}`).metadata.uid).not.toBe(uid)
  })

  test.each(['Failed', 'Succeeded'] as const)(
    '[SS-14] replaces pods that have %s, though deleting them fails at first',
    phase => {
      const cluster = start().converge()
      cluster.refuse = ({ verb }) => (verb === 'delete' ? refusal : undefined)
      cluster.report(phase, false, 'web-0', 'web-2').settle(1)
      cluster.refuse = () => undefined
      expectWhole(cluster.settle(2000).converge(), 0, 3)
    },
  )

  test.each(['Pod', 'PersistentVolumeClaim'])('[SS-27] creates all although a %s is refused at first', kind => {
    const cluster = start()
    const name = kind === 'Pod' ? 'web-1' : 'data-web-1'
    cluster.refuse = request => (creates(name, kind)(request) ? refusal : undefined)
    cluster
      .settle(1)
      .ready(...cluster.names())
      .settle(1)
    expect(cluster.names()).not.toContain('web-1')
    expect(cluster.set().status.replicas).toBe(cluster.names().length)
    cluster.refuse = () => undefined
    expectWhole(cluster.settle(2000).converge(), 0, 3)
  })

  test('[SS-17] a Pending pod gets its claim again', () => {
    const cluster = start({ replicas: 1 }).settle().remove('PersistentVolumeClaim', 'data-web-0')
    cluster.report('Pending', false, 'web-0').settle()
    expect(cluster.names('PersistentVolumeClaim')).toEqual(['data-web-0'])
    expectWhole(cluster.converge(), 0, 1)
  })

  test('[SS-40] rolls all pods to a new template and back, while scaling too', () => {
    const cluster = start().converge()
    expectWhole(cluster.changeSpec({ template: templateWith('app:2') }).converge(), 0, 3, 'app:2')
    expectWhole(cluster.changeSpec({ template: templateWith('app:3'), replicas: 5 }).converge(), 0, 5, 'app:3')
    expectWhole(cluster.changeSpec({ template: templateWith('app:1'), replicas: 2 }).converge(), 0, 2)
    expect(cluster.revisions()).toHaveLength(3)
  })

  test('[SS-47] a refused status or revision is made up for', () => {
    const cluster = start()
    cluster.refuse = ({ subresource, kind }) =>
      subresource === 'status' || kind === 'ControllerRevision' ? refusal : undefined
    cluster.settle(1)
    expect(cluster.names()).toEqual([])
    cluster.refuse = () => undefined
    expectWhole(cluster.settle(2000).converge(), 0, 3)
  })
})

test.each([
  [3, 30],
  [10, 1],
  [3, 0],
  [0, 3],
])('[SS-13] Parallel goes from %s to %s at once', (before, after) => {
  const cluster = new TestCluster().place(newSet({ replicas: before, podManagementPolicy: 'Parallel' })).converge()
  cluster.changeSpec({ replicas: after }).settle()
  const living = cluster.names().filter(name => !cluster.pod(name).metadata.deletionTimestamp)
  expect(living).toHaveLength(after)
})
