import { microTimestamp } from '../kinds'
import type { Call, Command, Session } from './command'
import { CommandError, messageOf, PlainError, SilentExit, usageError } from './errors'
import {
  type Flag,
  type FlagValues,
  flagsOf,
  groups,
  type ParsedLine,
  parseBool,
  parseDuration,
  parseLine,
} from './flags'
import { helpOf } from './help'
import { type Kubeconfig, kubeconfigPath, readKubeconfig, serverOf } from './kubeconfig'
import { now, print, printError, type Run } from './process'
import { suggestionsFor } from './suggestions'

const inherited = flagsOf(`${groups.globalFlags}\n${groups.helpFlag}`)

/** Finds the command that is meant, reads its flags, and runs it. Returns the exit code. */
export function* commandLineOf(root: Command, words: readonly string[]): Run<number> {
  const { command, path, rest } = found(root, words)
  const flags = [...flagsOf(command.flags ?? ''), ...inherited].filter(isFirstOfItsName)
  const line = parsed(command, path, rest, flags)
  for (const note of line.notes) yield* printError(`${note}\n`)
  yield* noteOldDryRun(line.flags)
  if (line.flags.bool('help') || command === root) {
    yield* print(helpOf(command, path))
    return 0
  }
  if (!command.run) return yield* groupWithoutWord(command, path, line)
  const missing = flags.filter(flag => flag.isRequired && !line.flags.isSet(flag.name)).map(flag => flag.name)
  if (missing.length > 0) throw new CommandError(`required flag(s) "${missing.join('", "')}" not set`)
  const call = yield* callOf(root, command, path, line)
  yield* checked(command.run(call), call)
  return 0
}

/** `--dry-run` without a value, or with a boolean one, is an old way to say it: kubectl's log says so. */
function* noteOldDryRun(flags: FlagValues): Run {
  if (!flags.isSet('dry-run')) return
  const text = flags.text('dry-run')
  const old = parseBool(text)
  if (text !== 'unchanged' && old === undefined) return
  const [, month, day, time] = /-(\d\d)-(\d\d)T(.*)Z/.exec(microTimestamp(yield* now())) ?? []
  const shown = old === undefined ? '--dry-run is deprecated' : `--dry-run=${text} is deprecated (boolean value)`
  const advice = `and can be replaced with --dry-run=${old === false ? 'none' : 'client'}.`
  yield* printError(`W${month}${day} ${time}       1 helpers.go:714] ${shown} ${advice}\n`)
}

/** A command's own flag hides an inherited one. */
function isFirstOfItsName({ name, short }: Flag, index: number, all: readonly Flag[]): boolean {
  return all.findIndex(each => each.name === name || (short !== undefined && each.short === short)) === index
}

function parsed(command: Command, path: string, rest: readonly string[], flags: readonly Flag[]): ParsedLine {
  try {
    return parseLine(rest, flags)
  } catch (error) {
    const { flagErrorCode } = command
    if (flagErrorCode !== undefined) throw usageError(path, messageOf(error), flagErrorCode)
    const advice = path === 'kubectl options' ? `Run '${path}' without flags.` : `See '${path} --help' for usage.`
    throw new CommandError(`${messageOf(error)}\n${advice}`)
  }
}

/** Words that only group others answer with their help; unknown words below them are refused. */
function* groupWithoutWord(command: Command, path: string, { args }: ParsedLine): Run<never> {
  if (args.length > 0)
    throw new CommandError(`unknown command ${JSON.stringify(args.join(' '))}\nSee '${path} -h' for help and examples`)
  yield { type: 'print', stream: command.helpStream ?? 'stderr', text: helpOf(command, path) }
  throw new SilentExit()
}

function* callOf(
  root: Command,
  command: Command,
  path: string,
  { flags, args, argsBeforeDash, given: givenFlags }: ParsedLine,
): Run<Call> {
  const given = flags.text('namespace')
  const config = yield* readKubeconfig(kubeconfigPath(flags))
  const timeout = flags.text('request-timeout')
  const isClear = timeoutForm.test(timeout) || typeof parseDuration(timeout) === 'number'
  const problem = problemWith(config, flags, 'cluster') ?? (isClear ? undefined : new CommandError(unclearTimeout))
  const session: Session = { root, ...userOf(flags), server: serverOf(config, flags), ...(problem && { problem }) }
  return {
    command,
    path,
    flags,
    args,
    argsBeforeDash,
    typed: [path, ...args, ...givenFlags].join(' '),
    hasNamespaceFlag: given !== '',
    session,
    get namespace() {
      const problem = problemWith(config, flags, 'namespace')
      if (problem) throw problem
      return given || config.contexts[flags.text('context') || config.currentContext]?.namespace || 'default'
    },
  }
}

/**
 * What is wrong with the flags that name parts of the kubeconfig: told when somebody first needs the cluster, and in other words to who first
 * needs to know the namespace (`tools/clientcmd`: getContext, ConfirmUsable).
 */
function problemWith(
  { contexts, users, clusters, missingPath }: Kubeconfig,
  flags: FlagValues,
  need: 'namespace' | 'cluster',
): CommandError | undefined {
  const isUnknown = (name: string, entries: Readonly<Record<string, unknown>>) =>
    flags.text(name) !== '' && !Object.hasOwn(entries, flags.text(name))
  const isFirst = need === 'namespace'
  const [context, user, cluster] = [flags.text('context'), flags.text('user'), flags.text('cluster')]
  if (missingPath !== undefined) return new CommandError(`stat ${missingPath}: no such file or directory`)
  if (isUnknown('context', contexts))
    return isFirst
      ? new PlainError(`Error in configuration: context was not found for specified context: ${context}`)
      : new CommandError(`context ${JSON.stringify(context)} does not exist`)
  if (isUnknown('user', users)) return new CommandError(`auth info ${JSON.stringify(user)} does not exist`)
  if (isUnknown('cluster', clusters))
    return new CommandError(
      isFirst
        ? `no server found for cluster ${JSON.stringify(cluster)}`
        : `cluster ${JSON.stringify(cluster)} does not exist`,
    )
  return undefined
}

const timeoutForm = /^[+-]?\d+$/

/** Runs a command, which can go on without the cluster until it first asks it. */
function* checked(run: Run, { session }: Call): Run {
  let step = run.next()
  while (!step.done) {
    const effect = step.value
    const problem = effect.type === 'request' ? session.problem : undefined
    step = problem ? run.throw(problem) : run.next(yield effect)
  }
}

const unclearTimeout =
  'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)'

function userOf(flags: FlagValues): { user?: string } {
  const user = flags.text('as')
  return user === '' ? {} : { user }
}

interface Found {
  readonly command: Command
  readonly path: string
  /** The words without those that name the command. */
  readonly rest: readonly string[]
}

/** Goes down the tree by the words that are no flags (cobra's `Find`). Throws for a word that no command of the root has. */
function found(root: Command, words: readonly string[]): Found {
  let command = root
  let path = 'kubectl'
  let rest = [...words]
  for (;;) {
    const at = firstArgument(rest, [...flagsOf(command.flags ?? ''), ...inherited])
    const word = at === undefined ? undefined : rest[at]
    const next = command.commands?.find(({ name, aliases }) => name === word || aliases?.includes(word ?? ''))
    if (next && at !== undefined) {
      rest = [...rest.slice(0, at), ...rest.slice(at + 1)]
      command = next
      path += ` ${next.name}`
      continue
    }
    if (command === root && word !== undefined) throw unknownCommand(root, word, words[0])
    return { command, path, rest }
  }
}

/** Where the first word stands that is neither a flag nor a flag's value (cobra's `stripFlags`). */
function firstArgument(words: readonly string[], flags: readonly Flag[]): number | undefined {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string
    if (word === '--') return undefined
    if (word.startsWith('--') && !word.includes('=')) {
      if (flags.find(flag => flag.name === word.slice(2))?.bare === undefined) i++
    } else if (word.startsWith('-') && !word.includes('=') && word.length === 2) {
      if (flags.find(flag => flag.short === word[1])?.bare === undefined) i++
    } else if (word !== '' && !word.startsWith('-')) return i
  }
  return undefined
}

/** What is not found may be a plugin, whose name flags may not come before. */
function unknownCommand(root: Command, word: string, first = ''): CommandError {
  if (first.startsWith('-')) return new PlainError(`Error: flags cannot be placed before plugin name: ${first}`)

  const names = suggestionsFor(root, word)
  const advice = names.length === 0 ? '' : `\n\nDid you mean this?\n${names.map(name => `\t${name}\n`).join('')}`
  return new CommandError(`unknown command ${JSON.stringify(word)} for "kubectl"${advice}`)
}
