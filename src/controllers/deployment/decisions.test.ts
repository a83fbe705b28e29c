import { describe, expect, test } from 'vitest'
import { type Deployment, type DeploymentStatus, type Pod, type ReplicaSet, timestamp } from '../../kinds'
import { epoch, hour, minute } from '../../sim'
import { VersionedStore } from '../../store'
import { names, WorkloadCluster } from '../../testing/workload-cluster'
import { deploymentController } from '.'
import { sizeAnnotations } from './annotations'
import { withDeploymentCondition } from './conditions'
import { syncRolloutStatus } from './progress'
import { newestSet } from './replica-sets'
import { rollOut } from './rolling'
import { scale } from './scaling'
import { statusFrom } from './status'
import { newSync, type Sync } from './sync'

/** What a sync decides from sets that a story would hardly come to. */

const now = epoch + 5 * hour
const templateOf = (image: string) => ({ metadata: { labels: {} }, spec: { containers: [{ name: 'main', image }] } })

function deploymentOf(replicas: number, rollingUpdate: object = {}, status: object = {}): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', uid: 'd', generation: 1 },
    spec: {
      replicas,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 0, ...rollingUpdate } },
      selector: {},
      template: templateOf('new'),
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
    },
    status,
  } as unknown as Deployment
}

/** A set as its deployment left it; `image` `new` makes it the newest. */
function setOf(name: string, image: string, replicas: number, owner: Deployment, status: object = {}): ReplicaSet {
  const age = { a: 3, b: 2, c: 1 }[name] ?? 0
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      creationTimestamp: timestamp(epoch - age * hour),
      annotations: { 'deployment.kubernetes.io/revision': String(4 - age), ...sizeAnnotations(owner) },
    },
    spec: { replicas, selector: {}, template: templateOf(image) },
    status: { replicas, readyReplicas: replicas, availableReplicas: replicas, ...status },
  } as unknown as ReplicaSet
}

function syncOf(deployment: Deployment, ...sets: readonly ReplicaSet[]): Sync {
  return newSync(new VersionedStore({ clock: () => now }).at(), deployment, now, sets)
}

/** `a from 5 to 2` for each set that the sync gives another size. */
function resized(sync: Sync): readonly string[] {
  return sync.actions.flatMap(action => {
    if (!('write' in action) || action.write.kind !== 'ReplicaSet') return []
    const { spec } = action.write.body as { readonly spec?: { readonly replicas?: number } }
    return spec?.replicas === undefined ? [] : [`${action.write.name} to ${spec.replicas}`]
  })
}

test('[DE-1] a pod that is gone wakes a Recreate, and no rolling update', () => {
  const keysOf = (strategy: object) => {
    const cluster = new WorkloadCluster().create('Deployment', 'web', { replicas: 1, strategy })
    const pod = cluster.pods()[0] as Pod
    const change = { kind: 'Pod', name: pod.metadata.name, namespace: 'default', before: pod }
    const interest = deploymentController.interests.find(({ kind }) => kind === 'Pod')
    return interest?.keysOf(change, cluster.world.store.at())
  }
  expect(keysOf({ type: 'Recreate' })).toEqual(['default/web'])
  expect(keysOf({ type: 'RollingUpdate' })).toEqual([])
})

test('[DE-3] of two sets with the template the older one is the newest', () => {
  const deployment = deploymentOf(1)
  const [a, b] = [setOf('a', 'new', 1, deployment), setOf('b', 'new', 1, deployment)]
  expect(newestSet(deployment, [a, b])).toBe(a)
})

describe('a step of a rolling update', () => {
  test('[DE-9] grows the newest set and leaves the old ones for the next sync', () => {
    const deployment = deploymentOf(10, { maxSurge: 3, maxUnavailable: 2 })
    const sync = syncOf(deployment, setOf('a', 'old', 10, deployment), setOf('c', 'new', 0, deployment))
    rollOut(sync)
    expect(resized(sync)).toEqual(['c to 3'])
  })

  test('[DE-10] takes from the oldest set first', () => {
    const deployment = deploymentOf(10, { maxUnavailable: 3 })
    const sets = [
      setOf('a', 'older', 5, deployment),
      setOf('b', 'old', 5, deployment),
      setOf('c', 'new', 0, deployment),
    ]
    const sync = syncOf(deployment, ...sets)
    rollOut(sync)
    expect(resized(sync)).toEqual(['a to 2'])
  })
})

describe('scaling', () => {
  test('[DE-12] the only set with pods gets all, though it is not the newest', () => {
    const before = deploymentOf(4)
    const [old, newest] = [setOf('a', 'old', 4, before), setOf('c', 'new', 0, before)]
    const sync = syncOf(deploymentOf(6), old, newest)
    scale(sync, { newest, old: [old] })
    expect(resized(sync)).toEqual(['a to 6'])
  })

  test('[DE-13] a newest set that is full empties the others', () => {
    const deployment = deploymentOf(4, { maxSurge: 2 })
    const [old, newest] = [setOf('a', 'old', 1, deployment), setOf('c', 'new', 4, deployment)]
    const sync = syncOf(deployment, old, newest)
    scale(sync, { newest, old: [old] })
    expect(resized(sync)).toEqual(['a to 0'])
  })
})

describe('tidying up while paused', () => {
  const image = (tag: string) => ({ template: { spec: { containers: [{ name: 'main', image: `app:${tag}` }] } } })
  const strategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  const started = () => new WorkloadCluster().create('Deployment', 'web', { replicas: 2, strategy }).converge()
  const pause = { paused: true, revisionHistoryLimit: 0 }

  test('[DE-14] [DE-16] empty sets beyond the limit go', () => {
    const cluster = started().changeSpec('Deployment', 'web', image('2')).converge()
    const [, newest] = names(cluster.sets())
    expect(names(cluster.changeSpec('Deployment', 'web', pause).sets())).toEqual([newest])
  })

  test('[DE-16] sets with pods stay', () => {
    const cluster = started().changeSpec('Deployment', 'web', image('2'))
    expect(cluster.changeSpec('Deployment', 'web', pause).sizes()).toEqual([2, 1])
  })
})

describe('the status', () => {
  test('[DE-17] no pod is unavailable while more are available than wanted', () => {
    const deployment = deploymentOf(1)
    const newest = setOf('c', 'new', 1, deployment, { availableReplicas: 2 })
    expect(statusFrom(syncOf(deployment, newest), { newest, old: [] }).unavailableReplicas).toBe(0)
  })

  test('[DE-18] another reason alone is no transition', () => {
    const [before, after] = [timestamp(epoch), timestamp(now)]
    const known = { type: 'Available', status: 'True', reason: 'A', lastUpdateTime: before, lastTransitionTime: before }
    const next = { ...known, reason: 'B', lastUpdateTime: after, lastTransitionTime: after } as const
    expect(withDeploymentCondition([{ ...known, status: 'True' }], { ...next, status: 'True' })).toEqual([
      { ...next, lastTransitionTime: before },
    ])
  })

  test('[DE-19] that an old pod went is progress, and no transition', () => {
    const before = timestamp(now - minute)
    const progress = { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message: '' }
    const status = {
      replicas: 5,
      updatedReplicas: 2,
      readyReplicas: 4,
      availableReplicas: 4,
      conditions: [{ ...progress, lastUpdateTime: before, lastTransitionTime: before }],
    }
    const deployment = deploymentOf(4, { maxSurge: 1 }, status)
    const [old, newest] = [setOf('a', 'old', 2, deployment), setOf('c', 'new', 2, deployment)]
    const sync = syncOf(deployment, old, newest)
    syncRolloutStatus(sync, { newest, old: [old] })
    expect(conditionIn(sync.status, 'Progressing')).toMatchObject({
      lastUpdateTime: timestamp(now),
      lastTransitionTime: before,
    })
  })

  test('[DE-22] the failure of the newest set is told before that of another', () => {
    const failed = (message: string) => ({
      conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message }],
    })
    const deployment = deploymentOf(2)
    const old = setOf('a', 'old', 1, deployment, failed('of the old'))
    const newest = setOf('c', 'new', 1, deployment, failed('of the new'))
    const sync = syncOf(deployment, old, newest)
    syncRolloutStatus(sync, { newest, old: [old] })
    expect(conditionIn(sync.status, 'ReplicaFailure')?.message).toBe('of the new')
  })
})

function conditionIn({ conditions = [] }: DeploymentStatus, type: string) {
  return conditions.find(condition => condition.type === type)
}
