import type { Reference, View } from '../session'
import { mergePatch, namespaceFlag } from './paths'
import type { Command } from './types'

function scaleBy(step: 1 | -1): Command {
  const wanted = (view: View, target: Reference) => replicasAt(view, target) + step
  return {
    id: step > 0 ? 'scale-up' : 'scale-down',
    kinds: ['StatefulSet'],
    icon: step > 0 ? 'plus' : 'minus',
    shortcut: step > 0 ? '+' : '-',
    label: () => (step > 0 ? 'Scale up' : 'Scale down'),
    title: (view, target) => `Scale ${target.name} ${step > 0 ? 'up' : 'down'} to ${Math.max(0, wanted(view, target))}`,
    isEnabled: (view, target) =>
      view.get('StatefulSet', target.name, target.namespace) !== undefined && wanted(view, target) >= 0,
    consequence: () =>
      step > 0
        ? 'The next ordinal is created once all before it are Ready; a claim kept from earlier is used again.'
        : 'The pod with the highest ordinal goes first; its claim and data stay.',
    kubectl: (view, target) =>
      `kubectl scale statefulset ${target.name}${namespaceFlag(target)} --replicas=${wanted(view, target)}`,
    requests: (view, target) => [mergePatch(target, { spec: { replicas: wanted(view, target) } }, 'scale')],
  }
}

function replicasAt(view: View, target: Reference): number {
  return view.get('StatefulSet', target.name, target.namespace)?.spec.replicas ?? 0
}

/** One pod more. */
export const scaleUp = scaleBy(1)
/** One pod less. */
export const scaleDown = scaleBy(-1)
