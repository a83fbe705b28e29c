import { timestamp } from '../../kinds'
import { now, sleep } from '../../kubectl'
import { CommandProblem, type Program } from '../process'

/** Runs a line again and again, and shows what it says now. */
export const watch: Program = {
  name: 'watch',
  usage: '[-n SECONDS] COMMAND…',
  short: "a command again and again, every 2 seconds of the cluster's time",
  *run({ words, outputOf }) {
    const rest = [...words]
    let seconds = 2
    let hasTitle = true
    while (rest[0]?.startsWith('-')) {
      const word = rest.shift() as string
      const [, value] = /^(?:-n|--interval=?)(.*)$/.exec(word) ?? []
      if (value !== undefined) seconds = Number(value === '' ? rest.shift() : value)
      else if (word === '-t' || word === '--no-title') hasTitle = false
      else if (!/^-[dcx]+$/.test(word)) throw new CommandProblem(`invalid option -- '${word.replace(/^-+/, '')}'`)
    }
    if (!(seconds > 0)) throw new CommandProblem('failed to parse argument')
    const line = rest.join(' ')
    if (line === '') throw new CommandProblem('usage: watch [-n SECONDS] COMMAND…')
    const intervalMs = Math.max(0.1, seconds) * 1000
    for (;;) {
      const text = yield* outputOf(`${line} 2>&1`)
      const title = hasTitle ? `Every ${seconds.toFixed(1)}s: ${line}    ${timestamp(yield* now())}\n\n` : ''
      yield { type: 'screen', text: title + text }
      yield* sleep(intervalMs)
    }
  },
}
