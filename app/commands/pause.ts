import { patchClock } from './clock-target'
import type { Command } from './types'

/** Stop the cluster's clock. */
export const pause: Command = {
  id: 'pause',
  kinds: [],
  needsSimulation: true,
  icon: 'pause',
  label: () => 'Pause',
  title: () => 'Pause the clock',
  isEnabled: () => true,
  kubectl: () => patchClock({ paused: true }).kubectl,
  requests: () => [patchClock({ paused: true }).request],
}
