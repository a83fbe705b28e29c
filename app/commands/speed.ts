import { patchClock } from './clock-target'
import type { Command } from './types'

/** Choose how fast the cluster's clock runs, and let it run. `input` is `1`, `10`, `100` or `max`. */
export const speed: Command = {
  id: 'speed',
  kinds: [],
  needsSimulation: true,
  icon: 'speed',
  label: () => 'Speed',
  title: () => 'Choose the speed of the clock',
  isEnabled: () => true,
  kubectl: (_view, _target, input) => patchClock(specOf(input)).kubectl,
  requests: (_view, _target, input) => [patchClock(specOf(input)).request],
}

function specOf(input = '1') {
  return { paused: false, speed: input === 'max' ? 'max' : Number(input) }
}
