import type { Command } from '../../command'
import { history } from './history'
import { status } from './status'
import { pause, restart, resume } from './switches'
import { undo } from './undo'

/** `kubectl rollout` (pkg/cmd/rollout). */
export const rollout: Command = {
  name: 'rollout',
  usage: 'SUBCOMMAND',
  short: 'Manage the rollout of a resource',
  long: 'Manage the rollout of one or many resources.',
  helpStream: 'stdout',
  commands: [history, pause, restart, resume, status, undo],
}
