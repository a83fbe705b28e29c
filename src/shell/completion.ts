import { compareText } from '../base'
import { complete as completeKubectl, exchange, splitWords } from '../kubectl'
import { programs } from './commands'
import type { ShellRun } from './process'

/** What the last word of a line could become. */
export interface Completion {
  /** Where in the line that word begins. */
  readonly from: number
  /** In order; all begin with what stands there. */
  readonly words: readonly string[]
}

/** Completes the last word of what stands before the cursor: commands, kubectl's words through the API, files. */
export function* complete(line: string): ShellRun<Completion> {
  const command = lastCommand(line)
  const word = /(?:[^\s\\]|\\.)*$/.exec(command)?.[0] ?? ''
  const before = splitWords(command.slice(0, command.length - word.length))
  const candidates = yield* candidatesFor(before, word)
  const words = [...new Set(candidates)].filter(each => each.startsWith(word)).sort(compareText)
  return { from: line.length - word.length, words }
}

/** What stands behind the last `|`, `;`, `&&`, `||` or `$(` that is not quoted. */
function lastCommand(line: string): string {
  let from = 0
  for (const match of line.matchAll(/'[^']*'?|"(?:[^"\\]|\\.)*"?|\\.|\$\(|[|;&\n(]/gs)) {
    if (/^(?:\$\(|[|;&\n(])$/.test(match[0])) from = match.index + match[0].length
  }
  return line.slice(from).trimStart()
}

function* candidatesFor(before: readonly string[], word: string): ShellRun<readonly string[]> {
  const words = before.slice(before.findIndex(each => !/^[A-Za-z_]\w*=/.test(each)))
  const [name, ...rest] = before.length === 0 ? [] : words
  if (name === undefined) return ['kubectl', 'k', ...programs.keys()]
  if (/^[<>]+$|^2>$/.test(words.at(-1) ?? '')) return yield* files()
  if (name === 'kubectl' || name === 'k') {
    const { words: found, wantsFile } = yield* completeKubectl([...rest, word])
    return wantsFile ? yield* files() : found
  }
  if (name === 'watch' || name === 'xargs')
    return yield* candidatesFor(
      rest.filter(each => !each.startsWith('-')),
      word,
    )
  if (name === 'curl') return rest.at(-1) === '--from' ? yield* pods() : ['--from', 'localhost:8001/']
  return ['cat', 'ls', 'head', 'tail', 'wc', 'sort', 'grep', 'jq', 'awk', 'uniq'].includes(name) ? yield* files() : []
}

function* files(): ShellRun<readonly string[]> {
  return (yield { type: 'files' }) as readonly string[]
}

function* pods(): ShellRun<readonly string[]> {
  const { body } = yield* exchange({ method: 'GET', path: '/api/v1/namespaces/default/pods?limit=500' })
  const { items = [] } = (body ?? {}) as {
    readonly items?: readonly { readonly metadata?: { readonly name?: string } }[]
  }
  return items.map(({ metadata }) => metadata?.name ?? '')
}
