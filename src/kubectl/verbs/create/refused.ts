import type { Command } from '../../command'
import { CommandError } from '../../errors'

/** A word of kubectl's that the lab has no ground for: it says so. */
export function refused(name: string, short: string, aliases: readonly string[] = []): Command {
  return {
    name,
    aliases,
    short,
    usage: 'NAME [options]',
    // biome-ignore lint/correctness/useYield: it ends before it could want anything
    *run({ path }) {
      throw new CommandError(`${path} is not available in the lab: its cluster has no such kind`)
    },
  }
}
