import { patchClock } from './clock-target'
import { pause } from './pause'
import type { Command } from './types'

/** Let the cluster's clock run again. */
export const resume: Command = {
  ...pause,
  id: 'resume',
  icon: 'play',
  label: () => 'Resume',
  title: () => 'Let the clock run',
  kubectl: () => patchClock({ paused: false }).kubectl,
  requests: () => [patchClock({ paused: false }).request],
}
