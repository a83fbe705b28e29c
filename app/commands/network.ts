import type { Reference, View } from '../session'
import { mergePatch, patchLine } from './paths'
import type { Command } from './types'

/** Cut the network between a machine and the control plane, or restore it. */
export const network: Command = {
  id: 'network',
  kinds: ['Machine'],
  needsSimulation: true,
  icon: 'cut',
  label: (view, target) => (isUp(view, target) ? 'Cut network' : 'Restore network'),
  title: (view, target) =>
    isUp(view, target) ? `Cut the network of ${target.name}` : `Restore the network of ${target.name}`,
  isEnabled: (view, target) => view.get('Link', target.name) !== undefined,
  consequence: (view, target) =>
    isUp(view, target)
      ? 'What runs there runs on; the control plane just hears nothing of it.'
      : 'The kubelet reports again and obeys what it missed.',
  kubectl: (view, target) => patchLine('link', target, patch(view, target)),
  requests: (view, target) => [mergePatch({ kind: 'Link', name: target.name }, patch(view, target))],
}

function isUp(view: View, target: Reference): boolean {
  return view.get('Link', target.name)?.spec.state !== 'Cut'
}

function patch(view: View, target: Reference) {
  return { spec: { state: isUp(view, target) ? 'Cut' : 'Up' } }
}
