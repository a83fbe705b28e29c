import type { Reference, View } from '../session'
import { mergePatch, patchLine } from './paths'
import type { Command } from './types'

/** Stop the kubelet on a machine, or start it again. Its containers run on without it. */
export const kubelet: Command = {
  id: 'kubelet',
  kinds: ['Machine'],
  needsSimulation: true,
  icon: 'kubelet',
  label: (view, target) => (isRunning(view, target) ? 'Stop kubelet' : 'Start kubelet'),
  title: (view, target) => `${isRunning(view, target) ? 'Stop' : 'Start'} the kubelet on ${target.name}`,
  isEnabled: (view, target) => view.get('Machine', target.name)?.spec.power === 'On',
  consequence: (view, target) =>
    isRunning(view, target)
      ? 'The containers run on; nobody starts, stops or reports them.'
      : 'It looks at what runs and reports it.',
  kubectl: (view, target) => patchLine('machine', target, patch(view, target)),
  requests: (view, target) => [mergePatch({ kind: 'Machine', name: target.name }, patch(view, target))],
}

function isRunning(view: View, target: Reference): boolean {
  return view.get('Machine', target.name)?.spec.kubelet === 'Running'
}

function patch(view: View, target: Reference) {
  return { spec: { kubelet: isRunning(view, target) ? 'Stopped' : 'Running' } }
}
