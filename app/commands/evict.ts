import type { Reference } from '../session'
import { pathOf } from './paths'
import type { Command } from './types'

/** Ask for a pod's eviction: a delete that disruption budgets can refuse. */
export const evict: Command = {
  id: 'evict',
  kinds: ['Pod'],
  icon: 'evict',
  label: () => 'Evict',
  title: (_, target) => `Evict pod ${target.name}`,
  isEnabled: (view, target) => view.get('Pod', target.name, target.namespace) !== undefined,
  consequence: () => 'Like a delete, but a disruption budget may refuse it. This is what a drain does.',
  kubectl: (_, target) =>
    `kubectl create --raw ${pathOf(target)}/eviction -f - <<< '${JSON.stringify(eviction(target))}'`,
  requests: (_, target) => [{ method: 'POST', path: `${pathOf(target)}/eviction`, body: eviction(target) }],
}

function eviction({ name, namespace }: Reference) {
  return { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } }
}
