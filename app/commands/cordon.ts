import type { Reference, View } from '../session'
import { pathOf } from './paths'
import type { Command } from './types'

/** Keep new pods away from a node, or let them come again. */
export const cordon: Command = {
  id: 'cordon',
  kinds: ['Node'],
  icon: 'cordon',
  label: (view, target) => (isCordoned(view, target) ? 'Uncordon' : 'Cordon'),
  title: (view, target) => `${isCordoned(view, target) ? 'Uncordon' : 'Cordon'} ${target.name}`,
  isEnabled: (view, target) => view.get('Node', target.name) !== undefined,
  consequence: (view, target) =>
    isCordoned(view, target) ? 'The scheduler may use it again.' : 'No new pod is placed here; those that run stay.',
  kubectl: (view, target) => `kubectl ${isCordoned(view, target) ? 'uncordon' : 'cordon'} ${target.name}`,
  requests: (view, target) => [
    {
      method: 'PATCH',
      path: pathOf({ kind: 'Node', name: target.name }),
      contentType: 'application/strategic-merge-patch+json',
      body: { spec: { unschedulable: isCordoned(view, target) ? null : true } },
    },
  ],
}

function isCordoned(view: View, target: Reference): boolean {
  return view.get('Node', target.name)?.spec.unschedulable === true
}
