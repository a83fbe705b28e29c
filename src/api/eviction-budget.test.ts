import { describe, expect, test } from 'vitest'
import type { Status } from '../client'
import { conditionOf, isTerminating, type Pod, type PodDisruptionBudget } from '../kinds'
import { ApiBench, podsPath } from '../testing/api-bench'

const pod = `${podsPath}/web-0`
const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets'
const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'web-0' } }
type BudgetStatus = Partial<PodDisruptionBudget['status']>

/** A running pod and a budget over it with this status. */
function guarded(status: BudgetStatus, { isReady = true, spec = {} } = {}): ApiBench {
  const bench = new ApiBench()
  bench.pod({ name: 'web-0', labels: { app: 'web' } }, { nodeName: 'node-1' })
  const conditions = [{ type: 'Ready', status: isReady ? 'True' : 'False' }]
  bench.must('PATCH', `${pod}/status`, { status: { phase: 'Running', conditions } })
  bench.must('POST', budgets, {
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  })
  bench.must('PATCH', `${budgets}/web/status`, { status: { observedGeneration: 1, ...status } })
  return bench
}

const budgetOf = (bench: ApiBench) =>
  bench.store.at().get('PodDisruptionBudget', 'web', 'default') as PodDisruptionBudget
const isEvicted = (bench: ApiBench) => isTerminating(bench.store.at().get('Pod', 'web-0', 'default') as Pod)
const evict = (bench: ApiBench, query = '') => bench.request('POST', `${pod}/eviction${query}`, eviction)

describe('an eviction asks the budget (TestEviction, recorded: disruption)', () => {
  test('a granted one is taken off, and noted until the controller has seen it', () => {
    const bench = guarded({ disruptionsAllowed: 1, currentHealthy: 2, desiredHealthy: 1 })
    expect(evict(bench).code).toBe(201)
    const { status } = budgetOf(bench)
    expect(status).toMatchObject({ disruptionsAllowed: 0, disruptedPods: { 'web-0': expect.any(String) } })
    expect(conditionOf({ status }, 'DisruptionAllowed')).toMatchObject({ status: 'False', reason: 'InsufficientPods' })
    expect(isEvicted(bench)).toBe(true)
  })

  test('a dry run is answered, and changes nothing', () => {
    const bench = guarded({ disruptionsAllowed: 1 })
    const { revision } = bench.store
    expect(evict(bench, '?dryRun=All').code).toBe(201)
    expect(bench.store.revision).toBe(revision)
  })

  test.each<[string, BudgetStatus, string]>([
    ['too few are healthy', { currentHealthy: 1, desiredHealthy: 2 }, 'needs 2 healthy pods and has 1 currently'],
    [
      'the controller could not count',
      {
        currentHealthy: 1,
        conditions: [
          { type: 'DisruptionAllowed', status: 'False', reason: 'SyncFailed', message: 'found no controllers' },
        ],
      },
      'does not allow evicting pods currently because it failed sync: found no controllers',
    ],
    ['nothing says why', { currentHealthy: 1 }, 'does not allow evicting pods currently'],
  ])('429 where %s', (_, status, text) => {
    const bench = guarded(status)
    const { code, body } = evict(bench)
    const message = `The disruption budget web ${text}`
    expect(code).toBe(429)
    expect((body as Status).details).toEqual({ causes: [{ reason: 'DisruptionBudget', message }] })
    expect(isEvicted(bench)).toBe(false)
  })

  test('429 with a time to come back where the controller has not seen the budget yet', () => {
    const { code, body } = evict(guarded({ observedGeneration: 0, disruptionsAllowed: 1 }))
    expect(code).toBe(429)
    expect((body as Status).details).toEqual({
      causes: [
        { reason: 'DisruptionBudget', message: 'The disruption budget web is still being processed by the server.' },
      ],
      retryAfterSeconds: 10,
    })
  })

  test('403 where too many grants are not carried out', () => {
    const names = Array.from({ length: 2001 }, (_, index) => [`pod-${index}`, '2026-01-01T00:00:00Z'])
    const { code, body } = evict(guarded({ disruptionsAllowed: 1, disruptedPods: Object.fromEntries(names) }))
    expect(code).toBe(403)
    expect((body as Status).message).toContain(
      'poddisruptionbudget.policy "web" is forbidden: DisruptedPods map too big',
    )
  })

  test('a pod that is not Ready goes while enough others are healthy, or always where the policy says so', () => {
    const isReady = false
    expect(evict(guarded({ currentHealthy: 1, desiredHealthy: 1 }, { isReady })).code).toBe(201)
    expect(evict(guarded({ currentHealthy: 0, desiredHealthy: 1 }, { isReady })).code).toBe(429)
    expect(evict(guarded({ currentHealthy: 0, desiredHealthy: 0 }, { isReady })).code).toBe(429)
    const spec = { unhealthyPodEvictionPolicy: 'AlwaysAllow' }
    expect(evict(guarded({ currentHealthy: 0, desiredHealthy: 1 }, { isReady, spec })).code).toBe(201)
  })

  test.each(['Pending', 'Succeeded', 'Failed'])('a pod that is %s is not guarded', phase => {
    const bench = guarded({})
    bench.must('PATCH', `${pod}/status`, { status: { phase } })
    expect(evict(bench).code).toBe(201)
  })
})
