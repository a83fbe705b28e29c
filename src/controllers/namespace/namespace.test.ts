import { describe, expect, test } from 'vitest'
import { second } from '../../sim'
import { AgentCluster } from '../../testing/agent-cluster'
import { bodiesOf, PlanBench, type Sketch, wordsOf } from '../../testing/plan-bench'
import { namespaceController } from '.'

const deletionTimestamp = '2026-01-01T00:00:00Z'
const kinds = [
  { kind: 'ConfigMap', plural: 'configmaps', group: '' },
  { kind: 'Pod', plural: 'pods', group: '' },
  { kind: 'StatefulSet', plural: 'statefulsets', group: 'apps' },
]

function namespace(metadata: object = { deletionTimestamp }): Sketch {
  return {
    kind: 'Namespace',
    metadata: { name: 'shop', ...metadata },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Terminating' },
  }
}

function content(kind: string, name: string, metadata: object = {}): Sketch {
  return { kind, metadata: { name, namespace: 'shop', ...metadata } }
}

function pod(metadata: object = {}, phase = 'Running'): Sketch {
  return { ...content('Pod', 'p', metadata), spec: { terminationGracePeriodSeconds: 30 }, status: { phase } }
}

/** A bench in which the wait after the deletion is over. */
function bench(...sketches: readonly Sketch[]): PlanBench {
  const cluster = new PlanBench(namespaceController(kinds)).put(namespace(), ...sketches)
  cluster.remember('shop', cluster.now + 5 * second)
  cluster.now += 5 * second
  return cluster
}

/** The conditions that a plan writes, `Type=Status: message` for those that are not False. */
function complaintsOf(cluster: PlanBench): readonly string[] {
  const [body] = bodiesOf(cluster.plan('shop')) as {
    status: { conditions: { type: string; status: string; message: string }[] }
  }[]
  const { conditions } = (body as NonNullable<typeof body>).status
  expect(conditions).toHaveLength(5)
  return conditions.filter(({ status }) => status !== 'False').map(({ type, message }) => `${type}: ${message}`)
}

describe('the wait', () => {
  test('[NS-1] five seconds after a namespace began to terminate, and not before', () => {
    const cluster = new PlanBench(namespaceController(kinds)).put(namespace(), content('ConfigMap', 'a'))
    const dueAt = cluster.now + 5 * second
    expect(cluster.plan('shop')).toEqual({ actions: [{ memo: 'shop', value: dueAt }], wakeAt: dueAt })
    cluster.remember('shop', dueAt)
    cluster.now += 4 * second
    expect(cluster.plan('shop')).toEqual({ actions: [], wakeAt: dueAt })
  })

  test('[NS-1] a namespace that lives is left alone', () => {
    const cluster = new PlanBench(namespaceController(kinds)).put(namespace({}))
    expect(cluster.keys()).toEqual([])
    expect(wordsOf(cluster.plan('shop'))).toEqual([])
  })

  test('[NS-6] what was remembered of a namespace goes with it', () => {
    const cluster = bench().remove('Namespace', 'shop')
    expect(cluster.keys()).toEqual(['shop'])
    expect(wordsOf(cluster.plan('shop'))).toEqual(['memo shop=undefined'])
  })
})

describe('pods first', () => {
  test('[NS-2] pods are deleted and the rest stays, without a word yet', () => {
    const cluster = bench(pod(), content('ConfigMap', 'a'), content('StatefulSet', 'web'))
    expect(wordsOf(cluster.plan('shop'))).toEqual(['delete Pod shop/p'])
    expect(bodiesOf(cluster.plan('shop'))).toEqual([{ propagationPolicy: 'Background' }])
  })

  test('[NS-4] [NS-6] while pods terminate all five conditions are False; half their grace later is time to look', () => {
    const cluster = bench(pod({ deletionTimestamp }), content('ConfigMap', 'a'))
    expect(complaintsOf(cluster)).toEqual([])
    expect(cluster.plan('shop').wakeAt).toBe(cluster.now + 5 * second)
    const [body] = bodiesOf(cluster.plan('shop'))
    cluster.put(body as Sketch)
    expect(wordsOf(cluster.plan('shop'))).toEqual([`memo shop=${cluster.now + 16 * second}`])
  })

  test('[NS-4] a pod that outstays its grace is unexpected, and tried again', () => {
    const cluster = bench(pod({ deletionTimestamp }))
    cluster.now += 30 * second
    const message = 'unexpected items still remain in namespace: shop for gvr: /v1, Resource=pods'
    expect(cluster.plan('shop').retry).toBe(message)
    expect(complaintsOf(cluster)).toEqual([
      `NamespaceDeletionContentFailure: Failed to delete all resource types, 1 remaining: ${message}`,
    ])
  })

  test('[NS-4] an ended pod has no grace, but a finalizer excuses it', () => {
    expect(bench(pod({ deletionTimestamp }, 'Failed')).plan('shop').retry).toBeDefined()
    const held = bench(pod({ deletionTimestamp, finalizers: ['example.com/f'] }, 'Failed'))
    expect(held.plan('shop').retry).toBeUndefined()
    expect(complaintsOf(held)).toEqual([])
  })
})

describe('the rest', () => {
  test('[NS-3] everything is deleted once no pod is left, and looked at again at once', () => {
    const cluster = bench(
      content('ConfigMap', 'a'),
      content('StatefulSet', 'web'),
      content('ConfigMap', 'b', { deletionTimestamp }),
    )
    expect(wordsOf(cluster.plan('shop'))).toEqual(['delete ConfigMap shop/a', 'delete StatefulSet shop/web'])
    expect(cluster.plan('shop').wakeAt).toBe(cluster.now + 1)
  })

  test('[NS-5] what finalizers hold is counted by resource and by finalizer', () => {
    const held = (kind: string, name: string, ...finalizers: string[]) =>
      content(kind, name, { deletionTimestamp, finalizers })
    const cluster = bench(
      held('ConfigMap', 'a', 'x/1'),
      held('ConfigMap', 'b', 'x/1', 'x/2'),
      held('StatefulSet', 'web', 'x/2'),
    )
    expect(complaintsOf(cluster)).toEqual([
      'NamespaceContentRemaining: Some resources are remaining: configmaps. has 2 resource instances, statefulsets.apps has 1 resource instances',
      'NamespaceFinalizersRemaining: Some content in the namespace has finalizers remaining: x/1 in 2 resource instances, x/2 in 2 resource instances',
    ])
    const [body] = bodiesOf(cluster.plan('shop'))
    cluster.put(body as Sketch)
    expect(wordsOf(cluster.plan('shop'))).toEqual([`memo shop=${cluster.now + 8 * second}`])
  })

  test('[NS-7] an empty namespace loses the finalizer `kubernetes` and keeps those of others', () => {
    const cluster = bench()
    expect(wordsOf(cluster.plan('shop'))).toEqual(['update Namespace shop status', 'update Namespace shop finalize'])
    cluster.put({ ...namespace(), spec: { finalizers: ['kubernetes', 'example.com/f'] } })
    expect(bodiesOf(cluster.plan('shop'))[1]).toMatchObject({ spec: { finalizers: ['example.com/f'] } })
  })
})

test('[NS-1] [NS-3] [NS-7] a namespace with a set in it goes within seconds, and the name can be used again', () => {
  const cluster = new AgentCluster()
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }
  cluster.must('POST', '/api/v1/namespaces', body)
  cluster.must('POST', '/api/v1/namespaces/shop/configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a' },
  })
  cluster.must('DELETE', '/api/v1/namespaces/shop')
  expect(cluster.request('POST', '/api/v1/namespaces', body).code).toBe(409)
  cluster.pass(4)
  expect(cluster.request('GET', '/api/v1/namespaces/shop/configmaps/a').code).toBe(200)
  cluster.pass(2)
  expect(cluster.request('GET', '/api/v1/namespaces/shop').code).toBe(404)
  expect(cluster.request('GET', '/api/v1/namespaces/shop/configmaps/a').code).toBe(404)
  cluster.must('POST', '/api/v1/namespaces', body)
})
