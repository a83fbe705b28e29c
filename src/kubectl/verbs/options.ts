import type { Command } from '../command'
import { flagsOf, groups } from '../flags'
import { optionOf } from '../help'
import { print } from '../process'

/** `kubectl options`: the flags that all commands take. */
export const options: Command = {
  name: 'options',
  short: 'Print the list of flags inherited by all commands',
  *run() {
    const lines = flagsOf(groups.globalFlags).map(optionOf)
    yield* print(`The following options can be passed to any command:\n\n${lines.join('\n')}\n`)
  },
}
