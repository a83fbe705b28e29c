import type { MutantGroup } from '../types'

export const eviction: MutantGroup = {
  folder: 'src/api',
  tests: ['src/api/eviction-budget.test.ts', 'src/testing/eviction-invariants.test.ts'],
  cases: ['conformance/cases/disruption'],
  mutants: [
    {
      rule: 'Eviction',
      what: 'a budget that is used up grants more',
      file: 'eviction-budget.ts',
      find: '  if (status.disruptionsAllowed === 0) throw refusal(whyClosed(budget))\n',
      replace: '',
    },
    {
      rule: 'Eviction',
      what: 'a grant is not taken off what is allowed',
      file: 'eviction-budget.ts',
      find: 'withDisruptionsAllowed(budget.status, disruptionsAllowed - 1, now)',
      replace: 'withDisruptionsAllowed(budget.status, disruptionsAllowed, now)',
    },
    {
      rule: 'Eviction',
      what: 'two budgets are as good as one',
      file: 'eviction-budget.ts',
      find: '  if (budgets.length > 1) throw internal(twoBudgetsText)\n',
      replace: '',
    },
    {
      rule: 'Eviction',
      what: 'unready pods never need a grant',
      file: 'eviction-budget.ts',
      find: 'return status.desiredHealthy > 0 && status.currentHealthy >= status.desiredHealthy',
      replace: 'return status.desiredHealthy >= 0',
    },
    {
      rule: 'Eviction',
      what: 'the budget is not asked',
      file: 'eviction.ts',
      find: 'if (!isBeyondBudgets(pod)) claimDisruption(context, evictor, pod)',
      replace: 'if (isBeyondBudgets(pod)) claimDisruption(context, evictor, pod)',
    },
  ],
}
