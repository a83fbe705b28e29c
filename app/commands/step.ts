import { clockPath } from './clock-target'
import type { Command } from './types'

/** Let time pass up to the next thing that a person would notice, then stand still. */
export const step: Command = {
  id: 'step',
  kinds: [],
  needsSimulation: true,
  icon: 'step',
  shortcut: '.',
  label: () => 'Step',
  title: () => 'Step to the next event',
  isEnabled: () => true,
  kubectl: () => `kubectl create --raw ${clockPath}/step -f /dev/null`,
  requests: () => [{ method: 'POST', path: `${clockPath}/step` }],
}
