import { matchesSelector } from '../../../src/client'
import type { Pod, PodDisruptionBudget, StatefulSet } from '../../../src/kinds'
import type { View } from '../../session'
import { type Description, type Fact, fact } from './types'

/** The budgets that guard these pods against evictions, one fact each. */
export function budgetFacts(
  view: View,
  namespace: string | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): readonly Fact[] {
  return view
    .list('PodDisruptionBudget', namespace)
    .filter(({ spec }) => matchesSelector(spec.selector, labels))
    .flatMap(budget => {
      const { name } = budget.metadata
      return fact('Budget', `${name}: ${allowedWords(budget)}`, [
        { kind: 'PodDisruptionBudget', name, namespace: namespace ?? 'default' },
      ])
    })
}

/** What a PodDisruptionBudget allows now, and why. */
export function describeBudget(view: View, budget: PodDisruptionBudget): Description {
  const { metadata, spec, status } = budget
  const { namespace = 'default' } = metadata
  const pods = view.list('Pod', namespace).filter(pod => matchesSelector(spec.selector, pod.metadata.labels))
  const sets = ownersOf(view, pods)
  const isOpen = status.disruptionsAllowed > 0
  return {
    kind: 'PodDisruptionBudget',
    word: isOpen ? 'Allows evictions' : 'Allows none now',
    tone: isOpen ? 'good' : 'warn',
    story: [
      pods.length === 0
        ? 'It selects no pod, so it guards nothing.'
        : `Of ${status.expectedPods} expected pods ${status.currentHealthy} are healthy, and ${status.desiredHealthy} must stay so.`,
      'Only evictions ask it, as a drain makes them. A delete, a scale-down, a rollout and a machine that dies do not.',
    ],
    facts: [
      ...fact('Evictions', allowedWords(budget)),
      ...fact('At least', spec.minAvailable),
      ...fact('Unavailable at most', spec.maxUnavailable),
      ...fact(
        'Guards',
        sets.map(set => set.metadata.name).join(', '),
        sets.map(({ metadata: { name } }) => ({ kind: 'StatefulSet', name, namespace })),
      ),
      ...fact('Granted, not yet gone', Object.keys(status.disruptedPods ?? {}).join(', ')),
      ...fact('uid', metadata.uid),
    ],
  }
}

function allowedWords({ status }: PodDisruptionBudget): string {
  const { disruptionsAllowed, currentHealthy, desiredHealthy } = status
  if (disruptionsAllowed > 0) return `${disruptionsAllowed} may be evicted now`
  return `none may be evicted now, ${currentHealthy} healthy of ${desiredHealthy} needed`
}

function ownersOf(view: View, pods: readonly Pod[]): readonly StatefulSet[] {
  const owners = new Set(pods.flatMap(({ metadata }) => metadata.ownerReferences?.map(({ uid }) => uid) ?? []))
  return view.list('StatefulSet').filter(({ metadata }) => owners.has(metadata.uid))
}
