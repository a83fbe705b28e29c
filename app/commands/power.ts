import type { Reference, View } from '../session'
import { mergePatch, patchLine } from './paths'
import type { Command } from './types'

/** Switch a machine off, or on again. */
export const power: Command = {
  id: 'power',
  kinds: ['Machine'],
  needsSimulation: true,
  icon: 'power',
  label: (view, target) => (isOn(view, target) ? 'Power off' : 'Power on'),
  title: (view, target) => `${isOn(view, target) ? 'Power off' : 'Power on'} ${target.name}`,
  isEnabled: (view, target) => view.get('Machine', target.name) !== undefined,
  consequence: (view, target) =>
    isOn(view, target)
      ? 'All its processes end at once, and nobody tells the control plane.'
      : 'It boots, its kubelet starts and asks what should run here.',
  kubectl: (view, target) => patchLine('machine', target, patch(view, target)),
  requests: (view, target) => [mergePatch({ kind: 'Machine', name: target.name }, patch(view, target))],
}

function isOn(view: View, target: Reference): boolean {
  return view.get('Machine', target.name)?.spec.power === 'On'
}

function patch(view: View, target: Reference) {
  return { spec: { power: isOn(view, target) ? 'Off' : 'On' } }
}
