import { namespaceFlag, pathOf } from './paths'
import type { Command } from './types'

/** Remove a pod object at once, without waiting for its kubelet. */
export const forceDelete: Command = {
  id: 'force-delete',
  kinds: ['Pod'],
  icon: 'force',
  isDangerous: true,
  label: () => 'Force-delete',
  title: (_, target) => `Force-delete pod ${target.name}`,
  isEnabled: (view, target) => view.get('Pod', target.name, target.namespace) !== undefined,
  consequence: (view, target) => {
    const node = view.get('Pod', target.name, target.namespace)?.spec.nodeName
    return node
      ? `The pod object goes at once; nobody asks ${node}, which may still run it. Then two processes may hold one identity.`
      : 'The pod object goes at once.'
  },
  kubectl: (_, target) => `kubectl delete pod ${target.name}${namespaceFlag(target)} --force --grace-period=0`,
  requests: (_, target) => [
    { method: 'DELETE', path: pathOf(target), body: { gracePeriodSeconds: 0, propagationPolicy: 'Background' } },
  ],
}
