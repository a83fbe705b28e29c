import type { Command } from '../../command'
import { CommandError } from '../../errors'
import { groups } from '../../flags'
import { printerFor } from '../../output'
import { namedLocally } from '../../resources'
import { env } from './env'
import { image } from './image'
import { changeAll, infosToSet, setFlags, withPodSpec } from './pod-spec'
import { amountsIn, resources } from './resources'
import { selector } from './selector'

const serviceAccount: Command = {
  name: 'serviceaccount',
  aliases: ['sa'],
  usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT [options]',
  short: 'Update the service account of a resource',
  flags: `${setFlags}\n${groups.recordFlag}`,
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

/** `kubectl set subject` (pkg/cmd/set/set_subject.go): of role bindings, which the lab does not have. */
const subject: Command = {
  name: 'subject',
  usage:
    '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
  short: 'Update the user, group, or service account in a role binding or cluster role binding',
  flags: `
    ${setFlags}
    --group stringArray
    ${groups.selectorFlag}
    --serviceaccount stringArray
    --user stringArray
  `,
  *run(call) {
    const { args, flags } = call
    yield* printerFor(flags, 'subjects updated')
    if (flags.bool('local') && args.length > 0) throw new CommandError(namedLocally)
    const infos = yield* infosToSet(call, args)
    if (flags.bool('all') && flags.text('selector') !== '')
      throw new CommandError('cannot set --all and --selector at the same time')
    const accounts = flags.list('serviceaccount')
    if (flags.list('user').length + flags.list('group').length + accounts.length === 0)
      throw new CommandError('you must specify at least one value of user, group or serviceaccount')
    if (accounts.some(account => !/^[^:]*:[^:]+$/.test(account)))
      throw new CommandError('serviceaccount must be <namespace>:<name>')
    const [info] = infos
    if (info) throw new CommandError(`setting subjects is only supported for RoleBinding/ClusterRoleBinding`)
  },
}

export { amountsIn }

/** `kubectl set` (pkg/cmd/set). */
export const set: Command = {
  name: 'set',
  usage: 'SUBCOMMAND',
  short: 'Set specific features on objects',
  long: 'Configure application resources.',
  commands: [env, image, resources, selector, serviceAccount, subject],
}
