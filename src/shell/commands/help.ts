import { print } from '../../kubectl'
import type { Program } from '../process'

const keys = `
Keys: arrow up and down go through what was typed, Ctrl+R searches it, Tab completes, Ctrl+C interrupts,
Ctrl+L clears, Escape leaves the terminal.

A line may have quotes, pipes, ; && || $(…), variables, < > >> <<EOF, and 2>&1.
Waiting is in the cluster's time: while the clock stands, so does what waits.
`

/** What this shell knows. `programs` are told when it is made, for the list cannot import itself. */
export function helpOn(programs: () => Iterable<Program>): Program {
  return {
    name: 'help',
    usage: '',
    short: 'this',
    *run() {
      const rows = [
        ['kubectl', "the cluster's command line, also as k; kubectl --help lists its commands"],
        ...[...programs()].map(({ name, usage, short }) => [`${name} ${usage}`.trim(), short]),
      ]
      for (const [line = '', short = ''] of rows)
        yield* print(line.length < 30 ? `  ${line.padEnd(30)}${short}\n` : `  ${line}\n${' '.repeat(32)}${short}\n`)
      yield* print(keys)
      return 0
    },
  }
}
