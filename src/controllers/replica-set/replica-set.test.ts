import { describe, expect, test } from 'vitest'
import { failure } from '../../client'
import type { Pod } from '../../kinds'
import { names, templateOf, WorkloadCluster } from '../../testing/workload-cluster'
import { replicaSetController } from '.'
import { replicaActions } from './replicas'
import { statusReport } from './status'

const unfit = { template: templateOf('app:1', {}, { priorityClassName: 'nope' }) }
const refusal = 'pods "web-" is forbidden: no PriorityClass with name nope was found'

function clusterWith(replicas: number, spec: object = {}): WorkloadCluster {
  return new WorkloadCluster().create('ReplicaSet', 'web', { replicas, ...spec })
}

describe('making and deleting', () => {
  test('[RS-1] a pod that goes wakes its set, which replaces it', () => {
    const cluster = clusterWith(2).converge()
    const [pod] = names(cluster.pods()) as [string]
    cluster.delete('Pod', pod)
    expect(cluster.living()).toHaveLength(2)
    expect(names(cluster.living())).not.toContain(pod)
  })

  test('[RS-2] the first failing creation keeps all others from being tried', () => {
    const cluster = clusterWith(5, unfit)
    const tried = cluster.events('web').filter(text => text.startsWith('FailedCreate'))
    expect(tried).toEqual([`FailedCreate Error creating: ${refusal}`])
  })

  test('[RS-2] pods are made in batches of 1, 2, 4', () => {
    const set = clusterWith(7).set('web')
    const sizes = replicaActions(new WorkloadCluster().world.store.at(), set, 0, () => [], 0).map(action =>
      'abreast' in action ? action.abreast.length : 1,
    )
    expect(sizes).toEqual([1, 2, 4])
  })

  test('[RS-3] one sync makes 500 pods at most', () => {
    const cluster = clusterWith(0)
    const set = { ...cluster.set('web'), spec: { ...cluster.set('web').spec, replicas: 2000 } }
    const actions = replicaActions(cluster.world.store.at(), set, 0, () => [], 0)
    const count = actions.reduce((sum, action) => sum + ('abreast' in action ? action.abreast.length : 1), 0)
    expect(count).toBe(500)
  })

  test('[RS-4] [RS-16] surplus pods go at once, each with an event', () => {
    const cluster = clusterWith(3).converge().changeSpec('ReplicaSet', 'web', { replicas: 0 })
    expect(cluster.living()).toHaveLength(0)
    expect(cluster.events('web').filter(text => text.startsWith('SuccessfulDelete Deleted pod: web-'))).toHaveLength(3)
  })

  test('[RS-4] they go in one sync, and nobody minds if one is gone already', () => {
    const cluster = clusterWith(4).converge()
    cluster.attempt('ReplicaSet', 'web', { spec: { replicas: 1 } })
    const { actions } = replicaSetController.plan(cluster.world.store.at(), 'default/web', cluster.world.now)
    const [group] = actions
    const deletions = group && 'abreast' in group ? group.abreast.flat() : []
    expect(deletions).toHaveLength(3)
    for (const deletion of deletions)
      expect(deletion).toMatchObject({ write: { verb: 'delete', kind: 'Pod' }, tolerate: ['NotFound'] })
  })

  test('[RS-11] an ended pod stays and another comes; a terminating one is replaced before it is gone', () => {
    const cluster = clusterWith(1).converge()
    const [first] = names(cluster.pods()) as [string]
    cluster.report('failed', first).pass(1)
    expect(cluster.pods()).toHaveLength(2)
    const [second] = names(cluster.living()) as [string]
    cluster.delete('Pod', second)
    expect(cluster.pods()).toHaveLength(3)
    expect(cluster.set('web').status).toMatchObject({ replicas: 1, terminatingReplicas: 1 })
  })

  test('[RS-12] a pod is the template’s, and the set’s', () => {
    const metadata = { labels: { app: 'web', tier: 'front' }, annotations: { note: 'x' }, finalizers: ['a.b/c'] }
    const [pod] = clusterWith(1, { template: { ...templateOf(), metadata } }).pods() as [Pod]
    expect(pod.metadata).toMatchObject({ generateName: 'web-', ...metadata })
    expect(pod.metadata.ownerReferences).toMatchObject([{ kind: 'ReplicaSet', name: 'web', controller: true }])
    expect(pod.metadata.name).toMatch(/^web-[a-z0-9]{5}$/)
  })

  test('[RS-12] it is made with its manager, and need not be adopted', () => {
    const cluster = clusterWith(0)
    cluster.attempt('ReplicaSet', 'web', { spec: { replicas: 1 } })
    const { actions } = replicaSetController.plan(cluster.world.store.at(), 'default/web', cluster.world.now)
    expect(actions[0]).toMatchObject({
      write: { verb: 'create', body: { metadata: { ownerReferences: [{ name: 'web', controller: true }] } } },
    })
  })
})

describe('whose pods', () => {
  test('[RS-1] [RS-8] a new pod of nobody is adopted, and one too many goes', () => {
    const cluster = clusterWith(1).converge().bare('mine')
    expect(cluster.pods('web')).toHaveLength(2)
    expect(cluster.living('web')).toHaveLength(1)
    expect(cluster.set('web').status).toMatchObject({ replicas: 1, terminatingReplicas: 1 })
  })

  test('[RS-8] a matching pod that is there before the set is counted among its pods', () => {
    const cluster = new WorkloadCluster().bare('mine').create('ReplicaSet', 'web', { replicas: 2 })
    expect(names(cluster.pods('web'))).toContain('mine')
    expect(cluster.pods()).toHaveLength(2)
  })

  test('[RS-8] an ended pod of nobody is left alone', () => {
    const cluster = new WorkloadCluster().bare('ended').report('succeeded', 'ended')
    cluster.create('ReplicaSet', 'web', { replicas: 1 })
    expect(cluster.pod('ended')?.metadata.ownerReferences).toBeUndefined()
    expect(cluster.living()).toHaveLength(1)
  })

  test('[RS-9] a pod whose labels change goes free and is replaced', () => {
    const cluster = clusterWith(1).converge()
    const [pod] = names(cluster.pods()) as [string]
    cluster.change('Pod', pod, { metadata: { labels: { app: 'free' } } })
    expect(cluster.pod(pod)?.metadata.ownerReferences).toBeUndefined()
    expect(cluster.pods('web')).toHaveLength(1)
  })

  test('[RS-9] an ended pod is not released', () => {
    const cluster = clusterWith(1).converge()
    const [pod] = names(cluster.pods()) as [string]
    cluster.report('failed', pod).change('Pod', pod, { metadata: { labels: { app: 'free' } } })
    expect(cluster.pod(pod)?.metadata.ownerReferences).toHaveLength(1)
  })

  test('[RS-9] nor is it when another is', () => {
    const cluster = clusterWith(2).converge()
    const [ended, living] = names(cluster.pods()) as [string, string]
    const labels = { app: 'free' }
    cluster.report('failed', ended).change('Pod', ended, { metadata: { labels } })
    cluster.change('Pod', living, { metadata: { labels } })
    expect(cluster.pod(living)?.metadata.ownerReferences).toBeUndefined()
    expect(cluster.pod(ended)?.metadata.ownerReferences).toHaveLength(1)
  })

  test('[RS-10] a set that is being deleted releases nothing', () => {
    const cluster = clusterWith(1)
      .converge()
      .change('ReplicaSet', 'web', { metadata: { finalizers: ['a.b/c'] } })
    cluster.delete('ReplicaSet', 'web', { propagationPolicy: 'Background' })
    const [pod] = names(cluster.pods()) as [string]
    cluster.change('Pod', pod, { metadata: { labels: { app: 'free' } } })
    expect(cluster.pod(pod)?.metadata.ownerReferences).toHaveLength(1)
  })

  test('[RS-10] a set that is being deleted replaces nothing, and counts what is left', () => {
    const cluster = clusterWith(2)
      .converge()
      .change('ReplicaSet', 'web', { metadata: { finalizers: ['a.b/c'] } })
    cluster.delete('ReplicaSet', 'web', { propagationPolicy: 'Orphan' })
    const [pod] = names(cluster.pods()) as [string]
    cluster.delete('Pod', pod).bare('mine')
    expect(cluster.pod('mine')?.metadata.ownerReferences).toBeUndefined()
    expect(cluster.living('web').length).toBeLessThan(2)
    expect(cluster.set('web').status.replicas).toBe(cluster.living('web').length)
  })
})

describe('status', () => {
  test('[RS-18] a generation that changes no count is observed', () => {
    const cluster = clusterWith(1).converge()
    cluster.changeSpec('ReplicaSet', 'web', { template: { spec: { terminationGracePeriodSeconds: 9 } } })
    expect(cluster.set('web').metadata.generation).toBe(2)
    expect(cluster.set('web').status.observedGeneration).toBe(2)
  })

  test('[RS-13] [RS-19] another template makes other labels count', () => {
    const cluster = clusterWith(1).converge()
    expect(cluster.set('web').status.fullyLabeledReplicas).toBe(1)
    cluster.changeSpec('ReplicaSet', 'web', { template: { metadata: { labels: { more: 'yes' } } } })
    expect(cluster.set('web').status.fullyLabeledReplicas).toBeUndefined()
  })

  test('[RS-13] counts pods, ready ones, and those with all labels of the template', () => {
    const cluster = clusterWith(2, { template: templateOf('app:1', { tier: 'front' }) })
    const [ready, other] = names(cluster.pods()) as [string, string]
    cluster.report('ready', ready).change('Pod', other, { metadata: { labels: { tier: null } } })
    expect(cluster.set('web').status).toEqual({
      replicas: 2,
      fullyLabeledReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
      terminatingReplicas: 0,
      observedGeneration: 1,
    })
  })

  test('[RS-14] a ready pod is available after minReadySeconds, without anything happening then', () => {
    const cluster = clusterWith(1, { minReadySeconds: 30 })
    cluster.report('ready', ...names(cluster.pods())).pass(28)
    expect(cluster.set('web').status).toMatchObject({ readyReplicas: 1 })
    expect(cluster.set('web').status.availableReplicas).toBeUndefined()
    expect(cluster.pass(3).set('web').status.availableReplicas).toBe(1)
  })

  test('[RS-13] a pod that has ended and is being deleted does not terminate any more', () => {
    const cluster = clusterWith(1, {
      template: { ...templateOf(), metadata: { ...templateOf().metadata, finalizers: ['a.b/c'] } },
    })
    const [pod] = names(cluster.pods()) as [string]
    cluster.report('failed', pod).delete('Pod', pod)
    expect(cluster.pod(pod)?.metadata.deletionTimestamp).toBeDefined()
    expect(cluster.set('web').status.terminatingReplicas).toBe(0)
  })

  test('[RS-15] what could not be deleted is told as that', () => {
    const set = clusterWith(1).set('web')
    const counts = { active: 3, ready: 0, fullyLabeled: 3, terminating: 0 }
    const action = statusReport(set, counts, 0, 0)
    const write = 'report' in action ? action.report(failure('Forbidden', 'no')) : undefined
    expect(write?.body).toMatchObject({
      status: { conditions: [{ reason: 'FailedDelete', message: 'unable to delete pods: no' }] },
    })
  })

  test('[RS-15] [RS-16] a failure becomes a condition that keeps its first text, and goes when all is well', () => {
    const cluster = clusterWith(2, unfit)
    expect(cluster.set('web').status.conditions).toMatchObject([
      { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: refusal },
    ])
    cluster.changeSpec('ReplicaSet', 'web', templateSpec)
    cluster.pass(30)
    expect(cluster.set('web').status.conditions).toBeUndefined()
    expect(cluster.living()).toHaveLength(2)
  })

  test('[RS-17] in a namespace that is going nobody complains', () => {
    const cluster = new WorkloadCluster()
    const space = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'old' } }
    const selector = { matchLabels: { app: 'web' } }
    const set = { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web', finalizers: ['a.b/c'] } }
    const spec = { replicas: 1, selector, template: templateOf() }
    cluster.must('POST', '/api/v1/namespaces', space).must('DELETE', '/api/v1/namespaces/old')
    const answer = cluster.request('POST', '/apis/apps/v1/namespaces/old/replicasets', { ...set, spec })
    expect(answer.code).toBe(403)
    const { store } = cluster.world
    const metadata = {
      ...set.metadata,
      namespace: 'old',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
    }
    store.commit({ actor: 'test', verb: 'create' }, tx =>
      tx.put({ ...set, metadata, spec, status: { replicas: 0 } } as never),
    )
    cluster.pass(3)
    expect(cluster.events('web')).toEqual([])
    expect(store.at().get('ReplicaSet', 'web', 'old')?.status.conditions).toBeUndefined()
  })

  test('[RS-18] a status that says the same is not written', () => {
    const cluster = clusterWith(2).converge()
    const { resourceVersion } = cluster.set('web').metadata
    cluster.change('ReplicaSet', 'web', { metadata: { labels: { new: 'label' } } })
    expect(Number(cluster.set('web').metadata.resourceVersion) - Number(resourceVersion)).toBeGreaterThan(0)
    const after = cluster.set('web').metadata.resourceVersion
    expect(cluster.pass(5).set('web').metadata.resourceVersion).toBe(after)
  })

  test('[RS-19] at rest a plan does nothing, counted from scratch as well', () => {
    const cluster = clusterWith(3).converge()
    const view = cluster.world.store.at()
    expect(replicaSetController.plan(view, 'default/web', cluster.world.now).actions).toHaveLength(1)
    const { revision } = cluster.world.store
    const set = cluster.set('web')
    const fresh = { ...set, spec: { ...set.spec, selector: { ...set.spec.selector } } }
    const scratch = { ...view, get: () => fresh, lookup: view.lookup.bind(view), list: view.list.bind(view) } as never
    const [action] = replicaSetController.plan(scratch, 'default/web', cluster.world.now).actions
    expect(action && 'report' in action && action.report(undefined)).toBeUndefined()
    expect(cluster.world.store.revision).toBe(revision)
  })
})

const templateSpec = { template: { spec: { priorityClassName: null } } }
