import type { Call } from '../../command'
import { CommandError } from '../../errors'
import { groups } from '../../flags'
import type { Run } from '../../process'
import { type Found, find } from '../../resources'

/** Flags of all words below `rollout`. */
export const rolloutFlags = `
  ${groups.fileFlags}
  ${groups.selectorFlag}
`

/** What a word below `rollout` is about. Throws CommandError. */
export function* findRollouts(call: Call): Run<Found> {
  const { flags, args } = call
  if (args.length === 0 && flags.list('filename').length === 0)
    throw new CommandError('required resource not specified')
  return yield* find(call, {
    words: args,
    files: flags.list('filename'),
    mayOmitNames: true,
    labelSelector: flags.text('selector'),
    latest: true,
    continues: true,
  })
}
