import { describe, expect, test } from 'vitest'
import type { ReplicaSet } from '../../kinds'
import { names, templateOf, WorkloadCluster } from '../../testing/workload-cluster'
import { deploymentController } from '.'

const noUnavailable = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }
const revision = 'deployment.kubernetes.io/revision'
const image = (tag: string) => ({ template: { spec: { containers: [{ name: 'main', image: `app:${tag}` }] } } })

function clusterWith(spec: object = {}, metadata: object = {}): WorkloadCluster {
  return new WorkloadCluster().create('Deployment', 'web', { replicas: 2, ...spec }, metadata)
}

describe('its sets', () => {
  test('[DE-1] [DE-2] a set of nobody with the same template becomes its newest, under its own name', () => {
    const cluster = new WorkloadCluster().create('ReplicaSet', 'old', { replicas: 2 }, { labels: { app: 'web' } })
    cluster.create('Deployment', 'web', { replicas: 2 })
    expect(names(cluster.sets())).toEqual(['old'])
    expect(cluster.conditions()).toContain('Progressing True ReplicaSetUpdated')
  })

  test('[DE-1] [DE-2] a set whose labels change goes free, and another is made', () => {
    const cluster = clusterWith().converge()
    const [name] = names(cluster.sets()) as [string]
    const labels = { app: 'free', 'pod-template-hash': null }
    cluster.change('ReplicaSet', name, { metadata: { labels } })
    expect(cluster.set(name).metadata.ownerReferences).toBeUndefined()
    expect(cluster.deployment().status.collisionCount).toBe(1)
    expect(cluster.sets()).toHaveLength(1)
  })

  test('[DE-3] going back to an earlier template uses its set again', () => {
    const cluster = clusterWith().converge().changeSpec('Deployment', 'web', image('2')).converge()
    const [first] = names(cluster.sets()) as [string]
    cluster.changeSpec('Deployment', 'web', image('1')).converge()
    expect(names(cluster.sets())).toHaveLength(2)
    expect(cluster.set(first).spec.replicas).toBe(2)
  })

  test('[DE-4] a set is named, labelled and selected by the hash of its template', () => {
    const [set] = clusterWith().sets()
    const hash = '5fb567484f'
    const labels = { app: 'web', 'pod-template-hash': hash }
    expect(set?.metadata).toMatchObject({ name: `web-${hash}`, labels })
    expect(set?.spec.selector.matchLabels).toEqual(labels)
    expect(set?.spec.template.metadata?.labels).toEqual(labels)
  })

  test('[DE-5] where the name is taken, the next hash has the collision count in it', () => {
    const cluster = new WorkloadCluster()
    const other = {
      selector: { matchLabels: { app: 'x' } },
      template: { ...templateOf(), metadata: { labels: { app: 'x' } } },
    }
    cluster
      .create('ReplicaSet', 'web-5fb567484f', { replicas: 0, ...other })
      .create('Deployment', 'web', { replicas: 1 })
    expect(names(cluster.sets())).toEqual(['web-6f7b9db9bd'])
    expect(cluster.deployment().status.collisionCount).toBe(1)
  })

  test('[DE-6] revisions rise, and a set keeps the numbers that it had', () => {
    const cluster = clusterWith().converge()
    for (const tag of ['2', '1', '2']) cluster.changeSpec('Deployment', 'web', image(tag)).converge()
    const [first, second] = cluster.sets()
    expect(first?.metadata.annotations).toMatchObject({ [revision]: '3', [`${revision}-history`]: '1' })
    expect(second?.metadata.annotations).toMatchObject({ [revision]: '4', [`${revision}-history`]: '2' })
    expect(cluster.deployment().metadata.annotations?.[revision]).toBe('4')
  })

  test('[DE-7] annotations and minReadySeconds go on to the newest set', () => {
    const applied = 'kubectl.kubernetes.io/last-applied-configuration'
    const cluster = clusterWith({}, { annotations: { note: 'a', [applied]: '{}' } })
    cluster.change('Deployment', 'web', { metadata: { annotations: { note: 'b' } }, spec: { minReadySeconds: 7 } })
    const [set] = cluster.sets()
    expect(set?.metadata.annotations).toMatchObject({ note: 'b' })
    expect(set?.metadata.annotations?.[applied]).toBeUndefined()
    expect(set?.spec.minReadySeconds).toBe(7)
  })

  test('[DE-16] the oldest empty sets go beyond the limit, when the rollout is complete', () => {
    const cluster = clusterWith({ revisionHistoryLimit: 1 }).converge()
    cluster.changeSpec('Deployment', 'web', image('2')).converge().changeSpec('Deployment', 'web', image('3'))
    expect(cluster.sets()).toHaveLength(3)
    expect(cluster.converge().sets()).toHaveLength(2)
  })

  test('[DE-23] a set that cannot be created is told as event and condition, and tried again', () => {
    const cluster = clusterWith({ replicas: 1 }, { name: 'web' }).converge()
    const labels = { ...templateOf().metadata.labels, 'a b': 'c' }
    const { store } = cluster.world
    const deployment = cluster.deployment()
    const template = { ...deployment.spec.template, metadata: { labels } }
    const broken = { ...deployment, spec: { ...deployment.spec, template } }
    store.commit({ actor: 'test', verb: 'break' }, tx => {
      const metadata = { ...broken.metadata, generation: 2, resourceVersion: String(tx.revision) }
      tx.put({ ...broken, metadata } as never)
    })
    cluster.pass(2)
    expect(cluster.conditions()).toContain('Progressing False ReplicaSetCreateError')
    expect(cluster.events('web').join()).toMatch(
      /ReplicaSetCreateError Failed to create new replica set "web-\w+": ReplicaSet.apps/,
    )
  })
})

describe('a rolling update', () => {
  test('[DE-9] [DE-10] [DE-25] with surge a new pod comes first, and an old one goes when it is available', () => {
    const cluster = clusterWith(noUnavailable).converge().changeSpec('Deployment', 'web', image('2'))
    expect(cluster.sizes()).toEqual([2, 1])
    cluster.report('ready', ...names(cluster.living(cluster.sets()[1]?.metadata.name))).pass(1)
    expect(cluster.sizes()).toEqual([1, 2])
    cluster.converge()
    expect(cluster.sizes()).toEqual([0, 2])
    expect(
      cluster
        .events('web')
        .filter(text => text.includes('Scaled'))
        .map(text => text.replace(/web-\w+/, 'web')),
    ).toEqual([
      'ScalingReplicaSet Scaled up replica set web from 0 to 2',
      'ScalingReplicaSet Scaled up replica set web from 0 to 1',
      'ScalingReplicaSet Scaled down replica set web from 2 to 1',
      'ScalingReplicaSet Scaled up replica set web from 1 to 2',
      'ScalingReplicaSet Scaled down replica set web from 1 to 0',
    ])
  })

  test('[DE-10] without surge old pods go first', () => {
    const spec = { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } }
    const cluster = clusterWith(spec).converge().changeSpec('Deployment', 'web', image('2'))
    expect(cluster.sizes()).toEqual([1, 1])
  })

  test('[DE-10] an old pod that is not available anyway goes at once', () => {
    const cluster = clusterWith({ replicas: 3, ...noUnavailable }).converge()
    cluster.changeSpec('Deployment', 'web', image('2')).changeSpec('Deployment', 'web', image('3'))
    expect(cluster.sizes()).toEqual([3, 0, 1])
  })
})

describe('an old set that lags behind', () => {
  test('[DE-10] one that reports more available pods than it is to have is never grown again (swarm, seed 7)', () => {
    const cluster = clusterWith({
      replicas: 4,
      strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    }).converge()
    cluster.changeSpec('Deployment', 'web', image('2'))
    const from = cluster.world.store.revision
    cluster.changeSpec('Deployment', 'web', { replicas: 1 }).converge()
    const commits = cluster.world.store.changesSince(from)
    const grown = (commits === 'compacted' ? [] : commits)
      .flatMap(({ changes }) => changes)
      .filter(({ kind, name }) => kind === 'ReplicaSet' && name === cluster.sets()[0]?.metadata.name)
      .filter(({ before, after }) => sizeOf(after) > sizeOf(before))
    expect(grown).toEqual([])
    expect(cluster.sizes()).toEqual([0, 1])
  })
})

describe('Recreate', () => {
  const spec = { strategy: { type: 'Recreate' } }

  test('[DE-1] [DE-11] the new set is made when the last old pod is gone', () => {
    const cluster = clusterWith(spec).converge().changeSpec('Deployment', 'web', image('2'))
    expect(cluster.sizes()).toEqual([0])
    const [first, second] = names(cluster.pods()) as [string, string]
    cluster.report('gone', first).pass(1)
    expect(cluster.sizes()).toEqual([0])
    cluster.report('gone', second).pass(1)
    expect(cluster.sizes()).toEqual([0, 2])
  })

  test('[DE-11] an ended pod does not keep it waiting', () => {
    const cluster = clusterWith({ ...spec, replicas: 1 }).converge()
    cluster.report('failed', ...names(cluster.living())).pass(1)
    cluster.changeSpec('Deployment', 'web', image('2'))
    const ending = cluster.pods().filter(({ metadata }) => metadata.deletionTimestamp)
    cluster.report('gone', ...names(ending)).pass(1)
    expect(cluster.sizes()).toEqual([0, 1])
  })
})

describe('scaling and pausing', () => {
  test('[DE-12] the only set with pods gets all, without a step of a rollout', () => {
    const cluster = clusterWith().converge().changeSpec('Deployment', 'web', { replicas: 5 })
    expect(cluster.sizes()).toEqual([5])
    expect(cluster.deployment().metadata.annotations?.[revision]).toBe('1')
  })

  test('[DE-13] in the middle of a rollout the sets share', () => {
    const cluster = clusterWith({ replicas: 4, ...noUnavailable }).converge()
    cluster.changeSpec('Deployment', 'web', image('2')).changeSpec('Deployment', 'web', { replicas: 8 })
    expect(cluster.sizes()).toEqual([7, 2])
  })

  test('[DE-14] [DE-15] a paused deployment scales but makes no set, and goes on when it is resumed', () => {
    const cluster = clusterWith().converge().changeSpec('Deployment', 'web', { paused: true })
    expect(cluster.conditions()).toContain('Progressing Unknown DeploymentPaused')
    cluster.changeSpec('Deployment', 'web', { ...image('2'), replicas: 3 })
    expect(cluster.sizes()).toEqual([3])
    cluster.changeSpec('Deployment', 'web', { paused: null })
    expect(cluster.sets()).toHaveLength(2)
    expect(cluster.converge().conditions()).toContain('Progressing True NewReplicaSetAvailable')
  })

  test('[DE-15] pausing does not hide that the deadline has passed', () => {
    const cluster = clusterWith({ progressDeadlineSeconds: 5 }).pass(9)
    cluster.changeSpec('Deployment', 'web', { paused: true })
    expect(cluster.conditions()).toContain('Progressing False ProgressDeadlineExceeded')
  })
})

describe('status', () => {
  test('[DE-17] [DE-18] counts what its sets report', () => {
    const cluster = clusterWith({ replicas: 3, ...noUnavailable })
    cluster.report('ready', ...names(cluster.pods()).slice(0, 2)).pass(1)
    expect(cluster.deployment().status).toMatchObject({
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 2,
      availableReplicas: 2,
      unavailableReplicas: 1,
      terminatingReplicas: 0,
      observedGeneration: 1,
    })
    expect(cluster.conditions()).toEqual([
      'Available False MinimumReplicasUnavailable',
      'Progressing True ReplicaSetUpdated',
    ])
  })

  test('[DE-18] [DE-19] when all are available both conditions say so, the last change last', () => {
    expect(clusterWith().converge().conditions()).toEqual([
      'Available True MinimumReplicasAvailable',
      'Progressing True NewReplicaSetAvailable',
    ])
  })

  test('[DE-20] without progress the deadline is told a second after it, and the next progress mends it', () => {
    const cluster = clusterWith({ replicas: 1, progressDeadlineSeconds: 10 }).pass(8)
    expect(cluster.conditions()).toContain('Progressing True ReplicaSetUpdated')
    expect(cluster.pass(4).conditions()).toContain('Progressing False ProgressDeadlineExceeded')
    expect(cluster.converge().conditions()).toContain('Progressing True NewReplicaSetAvailable')
  })

  test('[DE-21] without a deadline nothing is said about progress', () => {
    const cluster = clusterWith({ progressDeadlineSeconds: 2147483647 }).pass(20)
    expect(cluster.conditions()).toEqual(['Available False MinimumReplicasUnavailable'])
  })

  test('[DE-22] the failure of a set is the deployment’s', () => {
    const template = templateOf('app:1', {}, { priorityClassName: 'nope' })
    const cluster = clusterWith({ template })
    expect(cluster.conditions()).toContain('ReplicaFailure True FailedCreate')
    cluster.changeSpec('Deployment', 'web', { template: { spec: { priorityClassName: null } } }).converge()
    expect(cluster.conditions().join()).not.toContain('ReplicaFailure')
  })

  test('[DE-24] a deployment that is being deleted only counts', () => {
    const cluster = clusterWith().converge()
    cluster.change('Deployment', 'web', { metadata: { finalizers: ['a.b/c'] } })
    cluster.delete('Deployment', 'web', { propagationPolicy: 'Foreground' })
    cluster.attempt('Deployment', 'web', { spec: { replicas: 5 } })
    cluster.pass(1)
    expect(cluster.events('web').join()).not.toContain('to 5')
    expect(cluster.deployment().status.observedGeneration).toBe(cluster.deployment().metadata.generation)
  })

  test('[DE-26] [DE-27] a sync writes the status once, and at rest nothing', () => {
    const cluster = clusterWith(noUnavailable).converge()
    expect(deploymentController.plan(cluster.world.store.at(), 'default/web', cluster.world.now).actions).toEqual([])
    const from = cluster.world.store.revision
    cluster.changeSpec('Deployment', 'web', image('2')).converge()
    const commits = cluster.world.store.changesSince(from)
    const plans = new Map<number, number>()
    for (const { cause, changes } of commits === 'compacted' ? [] : commits) {
      const isStatus = cause.actor === 'deployment-controller' && changes[0]?.kind === 'Deployment'
      if (isStatus) plans.set(cause.because ?? 0, (plans.get(cause.because ?? 0) ?? 0) + 1)
    }
    expect(Math.max(...plans.values())).toBe(1)
  })
})

function sizeOf(object: unknown): number {
  return (object as ReplicaSet | undefined)?.spec.replicas ?? 0
}
