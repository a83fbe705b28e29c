import type { Call, Command } from '../command'
import { discover } from '../discovery'
import { CommandError, usageError } from '../errors'
import { groups } from '../flags'
import type { Run } from '../process'

/** The lab measures nothing; where a real cluster does, that is for the real kubectl. */
function* refuse({ session, args, flags, path }: Call, word: string): Run {
  if (args.length > 1) throw usageError(path, `${word} [NAME | -l label]`)
  if (args.length === 1 && flags.text('selector') !== '')
    throw new CommandError(`only one of NAME or ${word === 'node' ? '--' : ''}selector can be provided`)
  const by = flags.text('sort-by')
  if (by !== '' && by !== 'cpu' && by !== 'memory') throw new CommandError('--sort-by accepts only cpu or memory')
  const hasMetrics = (yield* discover(session)).some(({ group }) => group === 'metrics.k8s.io')
  throw new CommandError(hasMetrics ? 'metrics cannot be shown here' : 'Metrics API not available')
}

/** `kubectl top` (pkg/cmd/top). */
export const top: Command = {
  name: 'top',
  suggestFor: ['stats'],
  usage: '[flags]',
  short: 'Display resource (CPU/memory) usage',
  commands: [
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      usage: '[NAME | -l label] [options]',
      short: 'Display resource (CPU/memory) usage of nodes',
      flags: `
        --no-headers bool
        ${groups.selectorFlag}
        --show-capacity bool
        --show-swap bool
        --sort-by string
        --use-protocol-buffers bool =true
      `,
      run: call => refuse(call, 'node'),
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      usage: '[NAME | -l label] [options]',
      short: 'Display resource (CPU/memory) usage of pods',
      flags: `
        -A --all-namespaces bool
        --containers bool
        ${groups.fieldSelectorFlag}
        --no-headers bool
        ${groups.selectorFlag}
        --show-swap bool
        --sort-by string
        --sum bool
        --use-protocol-buffers bool =true
      `,
      run: call => refuse(call, 'pod'),
    },
  ],
}
