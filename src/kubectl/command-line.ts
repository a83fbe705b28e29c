import type { Call, Command, Session } from './command'
import { CommandError, messageOf, SilentExit, usageError } from './errors'
import { type Flag, type FlagValues, flagsOf, groups, type ParsedLine, parseLine } from './flags'
import { helpOf } from './help'
import { defaultPath, readKubeconfig } from './kubeconfig'
import { print, printError, type Run } from './process'
import { suggestionsFor } from './suggestions'

const inherited = flagsOf(`${groups.globalFlags}\n${groups.helpFlag}`)

/** Finds the command that is meant, reads its flags, and runs it. Returns the exit code. */
export function* commandLineOf(root: Command, words: readonly string[]): Run<number> {
  const { command, path, rest } = found(root, words)
  const flags = [...flagsOf(command.flags ?? ''), ...inherited].filter(isFirstOfItsName)
  const line = parsed(command, path, rest, flags)
  for (const note of line.notes) yield* printError(`${note}\n`)
  if (line.flags.bool('help') || command === root) {
    yield* print(helpOf(command, path))
    return 0
  }
  if (!command.run) return yield* groupWithoutWord(command, path, line)
  const missing = flags.filter(flag => flag.isRequired && !line.flags.isSet(flag.name)).map(flag => flag.name)
  if (missing.length > 0) throw new CommandError(`required flag(s) "${missing.join('", "')}" not set`)
  yield* command.run(yield* callOf(root, command, path, line))
  return 0
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
  { flags, args, argsBeforeDash }: ParsedLine,
): Run<Call> {
  const namespace = flags.text('namespace')
  const session: Session = { root, ...userOf(flags) }
  const hasNamespaceFlag = namespace !== ''
  const usual = hasNamespaceFlag ? namespace : yield* namespaceOfContext(flags)
  return { command, path, flags, args, argsBeforeDash, namespace: usual, hasNamespaceFlag, session }
}

/** The namespace that the kubeconfig says. */
function* namespaceOfContext(flags: FlagValues): Run<string> {
  const { contexts, currentContext } = yield* readKubeconfig(flags.text('kubeconfig') || defaultPath)
  const wanted = flags.text('context')
  if (wanted !== '' && !contexts[wanted]) throw new CommandError(`context ${JSON.stringify(wanted)} does not exist`)
  return contexts[wanted || currentContext]?.namespace || 'default'
}

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
    if (command === root && word !== undefined) throw unknownCommand(root, word)
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

function unknownCommand(root: Command, word: string): CommandError {
  const names = suggestionsFor(root, word)
  const advice = names.length === 0 ? '' : `\n\nDid you mean this?\n${names.map(name => `\t${name}\n`).join('')}`
  return new CommandError(`unknown command ${JSON.stringify(word)} for "kubectl"${advice}`)
}
