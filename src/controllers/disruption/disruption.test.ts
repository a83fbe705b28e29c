import { describe, expect, test } from 'vitest'
import { timestamp } from '../../kinds'
import { second } from '../../sim'
import { bodiesOf, PlanBench, type Sketch, wordsOf } from '../../testing/plan-bench'
import { disruptionController } from '.'

const key = '/default/web'
const selector = { matchLabels: { app: 'web' } }
const write = 'update PodDisruptionBudget default/web status'

function budget(spec: object, status: object = {}): Sketch {
  return {
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'default', generation: 1 },
    spec: { selector, ...spec },
    status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0, ...status },
  }
}

function pod(name: string, { owner = '', ready = true, ...metadata }: PodSketch = {}): Sketch {
  const [kind = '', ownerName = ''] = owner.split('/')
  const reference = { apiVersion: 'apps/v1', kind, name: ownerName, uid: `uid-${ownerName}`, controller: true }
  return {
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      labels: { app: 'web' },
      ...(owner && { ownerReferences: [reference] }),
      ...metadata,
    },
    spec: {},
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  }
}

interface PodSketch {
  readonly labels?: Readonly<Record<string, string>>
  readonly owner?: string
  readonly ready?: boolean
  readonly deletionTimestamp?: string
}

function scaled(kind: string, name: string, replicas: number, owner?: string): Sketch {
  const reference = owner && {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: owner,
    uid: `uid-${owner}`,
    controller: true,
  }
  return {
    kind,
    apiVersion: 'apps/v1',
    metadata: { name, namespace: 'default', ...(reference && { ownerReferences: [reference] }) },
    spec: { replicas },
  }
}

const bench = (...sketches: readonly Sketch[]) => new PlanBench(disruptionController).put(...sketches)
const set = 'StatefulSet/web'

/** The status that the controller would write. */
function statusOf(cluster: PlanBench): Record<string, unknown> | undefined {
  return (bodiesOf(cluster.plan(key))[0] as { status: Record<string, unknown> } | undefined)?.status
}

describe('what is allowed (disruption_test.go)', () => {
  test('[DB-1] [DB-2] [DB-5] of three pods, one not Ready, two are healthy, and one may go', () => {
    const pods = [pod('web-0'), pod('web-1'), pod('web-2', { ready: false })]
    const cluster = bench(budget({ minAvailable: 1 }), ...pods)
    expect(statusOf(cluster)).toMatchObject({
      observedGeneration: 1,
      disruptionsAllowed: 1,
      currentHealthy: 2,
      desiredHealthy: 1,
      expectedPods: 3,
    })
  })

  test('[DB-1] a pod that is being deleted is not healthy', () => {
    const going = pod('web-1', { deletionTimestamp: '2026-01-01T00:00:00Z' })
    expect(statusOf(bench(budget({ minAvailable: 1 }), pod('web-0'), going))).toMatchObject({ currentHealthy: 1 })
  })

  test('[DB-3] [DB-5] maxUnavailable counts against the scale of the owner, and desired is never below zero', () => {
    const cluster = bench(budget({ maxUnavailable: 5 }), scaled('StatefulSet', 'web', 3), pod('web-0', { owner: set }))
    expect(statusOf(cluster)).toMatchObject({ desiredHealthy: 0, expectedPods: 3, disruptionsAllowed: 1 })
  })

  test.each([
    ['minAvailable', '50%', 3, 2],
    ['minAvailable', '34%', 3, 2],
    ['maxUnavailable', '50%', 3, 1],
    ['maxUnavailable', '10%', 3, 2],
  ])('[DB-3] %s %s of %i: %i are desired', (field, value, replicas, desiredHealthy) => {
    const cluster = bench(
      budget({ [field]: value }),
      scaled('StatefulSet', 'web', replicas),
      pod('web-0', { owner: set }),
    )
    expect(statusOf(cluster)).toMatchObject({ desiredHealthy, expectedPods: replicas })
  })

  test('[DB-3] the scales of several owners are added up', () => {
    const cluster = bench(
      budget({ maxUnavailable: 1 }),
      scaled('StatefulSet', 'web', 3),
      scaled('ReplicaSet', 'api', 2),
      pod('a', { owner: set }),
      pod('b', { owner: 'ReplicaSet/api' }),
    )
    expect(statusOf(cluster)).toMatchObject({ expectedPods: 5, desiredHealthy: 4 })
  })

  test('[DB-4] pods of two ReplicaSets of one Deployment are expected once', () => {
    const cluster = bench(
      budget({ maxUnavailable: 1 }),
      scaled('Deployment', 'web', 4),
      scaled('ReplicaSet', 'web-old', 2, 'web'),
      scaled('ReplicaSet', 'web-new', 3, 'web'),
      pod('a', { owner: 'ReplicaSet/web-old' }),
      pod('b', { owner: 'ReplicaSet/web-new' }),
    )
    expect(statusOf(cluster)).toMatchObject({ expectedPods: 4, desiredHealthy: 3 })
  })

  test('[DB-4] a ReplicaSet without a Deployment, or whose Deployment is gone, counts itself', () => {
    const replicaSet = scaled('ReplicaSet', 'web', 2, 'gone')
    const cluster = bench(budget({ maxUnavailable: 1 }), replicaSet, pod('a', { owner: 'ReplicaSet/web' }))
    expect(statusOf(cluster)).toMatchObject({ expectedPods: 2 })
  })

  test('[DB-6] the condition says it, and keeps its time while it stays', () => {
    const cluster = bench(budget({ minAvailable: 1 }), pod('web-0'))
    const insufficient = { type: 'DisruptionAllowed', status: 'False', reason: 'InsufficientPods', message: '' }
    expect(statusOf(cluster)).toMatchObject({ conditions: [{ ...insufficient, observedGeneration: 1 }] })
    const lastTransitionTime = '2025-01-01T00:00:00Z'
    cluster.put(budget({ minAvailable: 1 }, { conditions: [{ ...insufficient, lastTransitionTime }] }))
    expect(statusOf(cluster)).toMatchObject({ conditions: [{ ...insufficient, lastTransitionTime }] })
    cluster.put(pod('web-1'))
    const conditions = [{ status: 'True', reason: 'SufficientPods', lastTransitionTime: timestamp(cluster.now) }]
    expect(statusOf(cluster)).toMatchObject({ disruptionsAllowed: 1, conditions })
  })
})

describe('granted evictions', () => {
  const granted = (cluster: PlanBench, secondsAgo: number) =>
    budget({ minAvailable: 1 }, { disruptedPods: { 'web-0': timestamp(cluster.now - secondsAgo * second) } })

  test('[DB-1] [DB-7] a granted pod is not healthy, and is looked at again after two minutes', () => {
    const cluster = bench(pod('web-0'), pod('web-1'))
    cluster.put(granted(cluster, 30))
    expect(statusOf(cluster)).toMatchObject({ currentHealthy: 1, disruptedPods: { 'web-0': expect.anything() } })
    expect(cluster.plan(key).wakeAt).toBe(cluster.now + 90 * second + 1)
  })

  test('[DB-7] a pod that is being deleted, or gone, is taken off the list', () => {
    const cluster = bench(pod('web-0', { deletionTimestamp: '2026-01-01T00:00:00Z' }))
    cluster.put(granted(cluster, 1))
    expect(statusOf(cluster)).not.toHaveProperty('disruptedPods')
    cluster.remove('Pod', 'web-0', 'default')
    expect(statusOf(cluster)).not.toHaveProperty('disruptedPods')
  })

  test('[DB-7] a pod that is still there after two minutes counts again, and that is said about it', () => {
    const cluster = bench(pod('web-0'))
    cluster.put(granted(cluster, 121))
    expect(statusOf(cluster)).toMatchObject({ currentHealthy: 1 })
    const text = "event web-0 NotDeleted: Pod was expected by PDB default/default to be deleted but it wasn't"
    expect(wordsOf(cluster.plan(key))).toEqual([text, write])
  })
})

describe('what is said', () => {
  test('[DB-8] no pods: with the first status, and with every change of the budget, but not when nothing happens', () => {
    const cluster = bench(budget({ minAvailable: 1 }))
    const noPods = 'event web NoPods: No matching pods found'
    expect(wordsOf(cluster.plan(key))).toEqual([noPods, write])
    cluster.put({ ...budget({ minAvailable: 1 }), status: statusOf(cluster) })
    expect(cluster.keys()).toEqual([`changed${key}`])
    expect(wordsOf(cluster.plan(`changed${key}`))).toEqual([noPods])
    expect(wordsOf(cluster.plan(key))).toEqual([])
  })

  test('[DB-8] pods without an owner are not expected, and that is said with the selector', () => {
    const cluster = bench(budget({ maxUnavailable: 1 }), pod('web-0'))
    expect(statusOf(cluster)).toMatchObject({ expectedPods: 0, currentHealthy: 1, disruptionsAllowed: 0 })
    expect(wordsOf(cluster.plan(key))[0]).toContain(
      'UnmanagedPods: Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:[]LabelSelectorRequirement{},}) were found',
    )
  })

  test.each([
    ['is gone', set, 'found no controllers for pod "web-0"'],
    ['has no scale', 'Job/web', 'no matches for kind "Job" in version "apps/v1"'],
  ])('[DB-9] an owner that %s closes the budget', (_, owner, message) => {
    const cluster = bench(budget({ maxUnavailable: 1 }, { disruptionsAllowed: 2 }), pod('web-0', { owner }))
    const conditions = [{ type: 'DisruptionAllowed', status: 'False', reason: 'SyncFailed', message }]
    expect(statusOf(cluster)).toMatchObject({ disruptionsAllowed: 0, conditions })
    const event = `event web CalculateExpectedPodCountFailed: Failed to calculate the number of expected pods: ${message}`
    expect(wordsOf(cluster.plan(key))).toEqual([event, write])
  })

  test('[DB-9] another object that has the name of the owner is not it', () => {
    const later = scaled('StatefulSet', 'web', 3)
    const web = { ...later, metadata: { ...later.metadata, uid: 'uid-later' } } as Sketch
    const cluster = bench(budget({ maxUnavailable: 1 }), web, pod('web-0', { owner: set }))
    const conditions = [{ reason: 'SyncFailed', message: 'found no controllers for pod "web-0"' }]
    expect(statusOf(cluster)).toMatchObject({ disruptionsAllowed: 0, conditions })
  })

  test('[DB-10] a pod that two budgets select', () => {
    const other = { ...budget({ minAvailable: 0 }), metadata: { name: 'zoo', namespace: 'default' } }
    const said = { reason: 'MultiplePodDisruptionBudgets', involvedObject: { uid: 'uid-web-0' } }
    const cluster = bench(budget({ minAvailable: 0 }), other, pod('web-0'))
    expect(cluster.keys()).toContain('pod/default/web-0')
    expect(wordsOf(cluster.plan('pod/default/web-0'))).toEqual([
      'event web-0 MultiplePodDisruptionBudgets: Pod "default"/"web-0" matches multiple PodDisruptionBudgets.  Chose "web" arbitrarily.',
    ])
    cluster.put({ kind: 'Event', metadata: { name: 'e', namespace: 'default' }, ...said })
    expect(wordsOf(cluster.plan('pod/default/web-0'))).toEqual([])
    cluster.put(pod('web-0', { ready: false }))
    expect(cluster.keys()).toEqual(['changed-pod/default/web-0', `changed${key}`])
    expect(wordsOf(cluster.plan('changed-pod/default/web-0'))).toHaveLength(1)
  })
})

test('[DB-10] a budget that is never the first of a pod keeps its status, until it changes itself', () => {
  const web = budget({ minAvailable: 0 }, { observedGeneration: 1 })
  const zoo = { ...web, metadata: { name: 'zoo', namespace: 'default', generation: 1 } }
  const cluster = bench(web, zoo, pod('web-0'))
  expect(wordsOf(cluster.plan(key))).toEqual([write])
  expect(wordsOf(cluster.plan('/default/zoo'))).toEqual([])
  expect(wordsOf(cluster.plan('changed/default/zoo'))).toEqual(['update PodDisruptionBudget default/zoo status'])
})

describe('which budgets a change concerns', () => {
  test('[DB-3] a changed scale is told to nobody: the pods that come or go are', () => {
    const cluster = bench(budget({ maxUnavailable: 1 }), scaled('StatefulSet', 'web', 2))
    cluster.put(scaled('StatefulSet', 'web', 3))
    expect(cluster.keys()).toEqual([])
    cluster.put(pod('web-2'))
    expect(cluster.keys()).toEqual([`changed${key}`])
  })

  test('[DB-1] a budget hears of a pod that it begins to select, not of one that it no longer does', () => {
    const other = pod('web-0', { labels: { app: 'other' } })
    const cluster = bench(budget({ minAvailable: 1 }), pod('web-0'))
    cluster.put(other)
    expect(cluster.keys()).toEqual([])
    cluster.put(pod('web-0'))
    expect(cluster.keys()).toEqual([`changed${key}`])
  })
})

describe('[DB-11] announced disruptions that do not happen (TestStalePodDisruption)', () => {
  const announced = (fields: object = {}, metadata: object = {}, phase = 'Running') => ({
    ...pod('web-0', metadata),
    status: {
      phase,
      conditions: [{ type: 'DisruptionTarget', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z', ...fields }],
    },
  })
  const at = (seconds: number, sketch: Sketch) => {
    const cluster = bench()
    cluster.now = Date.UTC(2026, 0, 1) + seconds * second
    return cluster.put(sketch)
  }

  test('after two minutes the condition becomes False', () => {
    const early = at(119, announced())
    expect(early.keys()).toEqual(['pod/default/web-0'])
    expect(wordsOf(early.plan('pod/default/web-0'))).toEqual([])
    expect(early.plan('pod/default/web-0').wakeAt).toBe(early.now + second)
    const late = at(120, announced())
    expect(wordsOf(late.plan('pod/default/web-0'))).toEqual(['update Pod default/web-0 status'])
    const conditions = [{ type: 'DisruptionTarget', status: 'False', lastTransitionTime: timestamp(late.now) }]
    expect(bodiesOf(late.plan('pod/default/web-0'))).toMatchObject([{ status: { conditions } }])
  })

  test.each<[string, Sketch]>([
    ['a pod that is being deleted', announced({}, { deletionTimestamp: '2026-01-01T00:00:00Z' })],
    ['a pod that has ended', announced({}, {}, 'Failed')],
    ['what a kubelet has announced', announced({ reason: 'TerminationByKubelet' })],
    ['what is False already', announced({ status: 'False' })],
  ])('but not for %s', (_, sketch) => {
    const cluster = at(500, sketch)
    expect(cluster.keys()).toEqual([])
    expect(wordsOf(cluster.plan('pod/default/web-0'))).toEqual([])
  })
})
