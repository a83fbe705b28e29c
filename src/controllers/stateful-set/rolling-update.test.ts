import { describe, expect, test } from 'vitest'
import type { StatefulSetSpec } from '../../kinds'
import { clusterWith, newSet, TestCluster, templateWith } from './fixture'
import { maxUnavailable } from './rolling-update'

const rolling = (
  rollingUpdate: StatefulSetSpec['updateStrategy']['rollingUpdate'],
): StatefulSetSpec['updateStrategy'] => ({
  type: 'RollingUpdate',
  ...(rollingUpdate && { rollingUpdate }),
})

const imageOf = (cluster: TestCluster, name: string) => cluster.pod(name).spec.containers[0]?.image
const terminating = (cluster: TestCluster) =>
  cluster.names().filter(name => cluster.pod(name).metadata.deletionTimestamp)
const rollout = (cluster: TestCluster, image = 'app:2') =>
  cluster.changeSpec({ template: templateWith(image) }).settle()

test.each([
  [undefined, 10, 1],
  [3, 10, 3],
  ['10%', 25, 2],
  ['50%', 5, 2],
  ['100%', 5, 5],
  ['1%', 5, 1],
  ['10%', 5, 1],
  ['1%', 0, 1],
  ['0%', 0, 1],
  [3, 0, 3],
  [0, 5, 1],
])('[SS-41] maxUnavailable %s of %s replicas is %s', (value, replicas, count) => {
  expect(maxUnavailable(value, replicas)).toBe(count)
})

describe('OrderedReady', () => {
  test('[SS-40] the highest goes first, the next when its successor is ready', () => {
    const cluster = rollout(clusterWith().converge())
    expect(terminating(cluster)).toEqual(['web-2'])
    cluster.gone('web-2')
    expect(terminating(cluster)).toEqual([])
    cluster.ready('web-2')
    expect(terminating(cluster)).toEqual(['web-1'])
  })

  test('[SS-40] two at once with maxUnavailable 2', () => {
    const cluster = rollout(
      clusterWith({ replicas: 5, updateStrategy: rolling({ partition: 0, maxUnavailable: 2 }) }).converge(),
    )
    expect(terminating(cluster)).toEqual(['web-3', 'web-4'])
    cluster.gone('web-3', 'web-4')
    expect(cluster.names()).toEqual(['web-0', 'web-1', 'web-2', 'web-3'])
    expect(terminating(cluster)).toEqual([])
  })

  test('[SS-40] nothing below the partition is deleted; lowering it goes on', () => {
    const cluster = rollout(clusterWith({ updateStrategy: rolling({ partition: 3 }) }).converge())
    expect(terminating(cluster)).toEqual([])
    cluster.changeSpec({ updateStrategy: rolling({ partition: 1 }) }).converge()
    expect(['web-0', 'web-1', 'web-2'].map(name => imageOf(cluster, name))).toEqual(['app:1', 'app:2', 'app:2'])
  })

  test('[SS-40] a pod of a third revision is replaced too', () => {
    const cluster = rollout(clusterWith().converge()).gone('web-2').ready('web-2')
    rollout(cluster, 'app:3')
    cluster.converge()
    expect(['web-0', 'web-1', 'web-2'].map(name => imageOf(cluster, name))).toEqual(['app:3', 'app:3', 'app:3'])
  })

  test('[SS-12] a broken new pod is not replaced by mending the template: it must be deleted', () => {
    const cluster = rollout(clusterWith().converge(), 'broken').gone('web-2').report('Running', false, 'web-2')
    rollout(cluster, 'app:1')
    expect(terminating(cluster)).toEqual([])
    cluster.delete('Pod', 'web-2').gone('web-2').converge()
    expect(imageOf(cluster, 'web-2')).toBe('app:1')
  })
})

describe('Parallel', () => {
  const parallel = (spec: Partial<StatefulSetSpec> = {}) =>
    clusterWith({ podManagementPolicy: 'Parallel', ...spec }).converge()

  // Upstream's TestStatefulSetControlRollingUpdateWithMaxUnavailableAndUnavailableStalePod.
  test.each([
    { replicas: 1, budget: 1, unready: [0], gone: [0] },
    { replicas: 3, budget: 1, unready: [2], gone: [2] },
    { replicas: 5, budget: 2, unready: [3, 4], gone: [3, 4] },
    { replicas: 3, budget: 1, going: [2], gone: [] },
    { replicas: 5, budget: 3, unready: [3], going: [4], gone: [2, 3] },
    { replicas: 5, budget: 3, unready: [4], going: [3], gone: [2, 4] },
    { replicas: 5, partition: 2, budget: 1, unready: [4], gone: [4] },
    { replicas: 5, partition: 2, budget: 1, unready: [2], gone: [2] },
    { replicas: 5, partition: 2, budget: 1, unready: [1], gone: [] },
    { replicas: 5, partition: 3, budget: 2, unready: [3, 4], gone: [3, 4] },
    { replicas: 5, partition: 3, budget: 2, unready: [1, 4], gone: [4] },
    { replicas: 4, budget: 2, unready: [0, 1], gone: [0, 1] },
    { replicas: 5, budget: 3, unready: [0, 1], gone: [0, 1, 4] },
  ])('[SS-42] outdated pods, some unready, some on their way out: %j', testCase => {
    const { replicas, partition = 0, budget, unready = [], going = [], gone } = testCase
    const named = (ordinals: readonly number[]) => ordinals.map(ordinal => `web-${ordinal}`)
    const cluster = parallel({ replicas, updateStrategy: rolling({ partition, maxUnavailable: budget }) })
    for (const name of named(going)) cluster.delete('Pod', name)
    rollout(cluster.report('Running', false, ...named(unready)))
    expect(terminating(cluster)).toEqual(named([...gone, ...going].sort()))
  })

  test('[SS-42] available pods go from the top within the budget', () => {
    const cluster = rollout(parallel({ replicas: 5, updateStrategy: rolling({ maxUnavailable: 2 }) }))
    expect(terminating(cluster)).toEqual(['web-3', 'web-4'])
    cluster.gone('web-4')
    expect(terminating(cluster)).toEqual(['web-3'])
    cluster.ready('web-4')
    expect(terminating(cluster)).toEqual(['web-2', 'web-3'])
  })

  test('[SS-42] outdated pods that are not available go whatever the budget, and spare the others', () => {
    const cluster = rollout(parallel({ replicas: 4 }).report('Running', false, 'web-0', 'web-1'))
    expect(terminating(cluster)).toEqual(['web-0', 'web-1'])
  })

  test('[SS-42] so a broken rollout is mended by the next', () => {
    const cluster = rollout(parallel(), 'broken').gone('web-2').report('Running', false, 'web-2')
    rollout(cluster, 'app:1').converge()
    expect(imageOf(cluster, 'web-2')).toBe('app:1')
  })

  test('[SS-42] not below the partition', () => {
    const cluster = rollout(parallel({ updateStrategy: rolling({ partition: 2 }) }).report('Running', false, 'web-0'))
    expect(terminating(cluster)).toEqual([])
  })

  test('[SS-41] unavailable pods below the partition use up the budget', () => {
    const cluster = parallel({ updateStrategy: rolling({ partition: 1 }) }).report('Running', false, 'web-0')
    expect(terminating(rollout(cluster))).toEqual([])
  })

  test('[SS-42] with minReadySeconds a ready pod that is not yet available is no loss', () => {
    const cluster = new TestCluster().place(newSet({ podManagementPolicy: 'Parallel', minReadySeconds: 3600 })).settle()
    cluster.ready('web-0', 'web-1', 'web-2')
    expect(terminating(rollout(cluster))).toEqual(['web-0', 'web-1', 'web-2'])
  })
})

test('[SS-43] OnDelete waits until pods are deleted, then gives them the update revision', () => {
  const cluster = rollout(clusterWith({ updateStrategy: { type: 'OnDelete' } }).converge())
  expect(terminating(cluster)).toEqual([])
  cluster.gone('web-1').converge()
  expect(['web-0', 'web-1', 'web-2'].map(name => imageOf(cluster, name))).toEqual(['app:1', 'app:2', 'app:1'])
})

test('[SS-44] Recreate is refused with a Warning, and nothing is done', () => {
  const cluster = clusterWith({ updateStrategy: { type: 'Recreate' } })
  expect(cluster.names()).toEqual([])
  expect(cluster.set().status).toEqual({ replicas: 0, availableReplicas: 0 })
  expect(cluster.events()[0]).toMatch(
    /^Warning UnknownStrategy statefulset default\/web uses Recreate strategy but feature gate StatefulSetRecreateStrategy is disabled/,
  )
})
