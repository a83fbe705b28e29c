import type { Command } from '../../command'
import { CommandError } from '../../errors'
import { printerFor } from '../../output'
import { env } from './env'
import { image } from './image'
import { changeAll, infosToSet, setFlags, withPodSpec } from './pod-spec'
import { resources } from './resources'
import { selector } from './selector'

const serviceAccount: Command = {
  name: 'serviceaccount',
  aliases: ['sa'],
  usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT [options]',
  short: 'Update the service account of a resource',
  flags: setFlags,
  *run(call) {
    const { args, flags } = call
    if (args.length === 0) throw new CommandError('serviceaccount is required')
    const name = args[args.length - 1] as string
    const printer = yield* printerFor(flags, 'serviceaccount updated')
    const infos = yield* infosToSet(call, args.slice(0, -1))
    yield* changeAll(call, infos, printer, 'failed to patch ServiceAccountName ', object =>
      withPodSpec(object, spec => ({ ...spec, serviceAccountName: name })),
    )
  },
}

/** `kubectl set` (pkg/cmd/set). */
export const set: Command = {
  name: 'set',
  usage: 'SUBCOMMAND',
  short: 'Set specific features on objects',
  long: 'Configure application resources.',
  commands: [env, image, resources, selector, serviceAccount],
}
