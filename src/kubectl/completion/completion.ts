import type { Command, Session } from '../command'
import { type Flag, flagsOf, groups } from '../flags'
import { defaultPath, readKubeconfig } from '../kubeconfig'
import type { Run } from '../process'
import { argumentsOf } from './arguments'
import { flagValues } from './flag-values'
import type { Situation } from './objects'

/** The words that could stand where the last one is; `files` where a file is meant, whose names are not the API's. */
export interface Candidates {
  readonly words: readonly string[]
  readonly wantsFile: boolean
}

const inherited = flagsOf(`${groups.globalFlags}\n${groups.helpFlag}`)

function* valuesOf({ name }: Flag, situation: Situation): Run<Candidates> {
  if (name === 'filename' || name === 'patch-file') return { words: [], wantsFile: true }
  return only(yield* flagValues(name, situation))
}

/** What could stand where the last of these words is (without the word `kubectl`); it may be empty. Asks the API for kinds, names and namespaces. */
export function* completionsOf(root: Command, words: readonly string[]): Run<Candidates> {
  const word = words.at(-1) ?? ''
  const { contexts, currentContext } = yield* readKubeconfig(defaultPath)
  const ofContext = contexts[currentContext]?.namespace ?? 'default'
  const { command, path, args, flags, open } = read(root, words.slice(0, -1), ofContext)
  const session: Session = { root, server: '' }
  const situation: Situation = { session, namespace: flags.namespace, path, args, word }
  if (open) return yield* valuesOf(open, situation)
  const [, name, value] = /^--([\w-]+)=(.*)$/.exec(word) ?? []
  if (name !== undefined && value !== undefined) {
    const flag = flags.all.find(each => each.name === name)
    const values = flag ? yield* valuesOf(flag, { ...situation, word: value }) : nothing
    return { ...values, words: values.words.map(each => `--${name}=${each}`) }
  }
  if (word.startsWith('-')) return only(flags.all.filter(({ deprecated }) => !deprecated).map(written))
  if (command.commands && args.length === 0 && (!command.run || command === root))
    return only(command.commands.map(each => each.name))
  return only(yield* argumentsOf(situation))
}

const nothing: Candidates = { words: [], wantsFile: false }

function only(words: readonly string[]): Candidates {
  return { words, wantsFile: false }
}

function written({ name, bare }: Flag): string {
  return bare === undefined ? `--${name}=` : `--${name}`
}

interface Reading {
  readonly command: Command
  /** The words that named it. */
  readonly path: readonly string[]
  readonly args: readonly string[]
  readonly flags: { readonly all: readonly Flag[]; readonly namespace: string }
  /** The flag whose value comes next. */
  readonly open: Flag | undefined
}

function read(root: Command, words: readonly string[], ofContext: string): Reading {
  let command = root
  let namespace = ofContext
  const path: string[] = []
  const args: string[] = []
  let open: Flag | undefined
  const all = () => [...flagsOf(command.flags ?? ''), ...inherited]
  for (const word of words) {
    if (open) {
      if (open.name === 'namespace') namespace = word
      open = undefined
    } else if (word.startsWith('-')) {
      const [name, value] = word.replace(/^--?/, '').split(/=(.*)/s)
      const flag = all().find(each => (word.startsWith('--') ? each.name === name : each.short === word[1]))
      const inWord = value ?? (word.startsWith('--') ? undefined : word.slice(2) || undefined)
      if (flag?.name === 'namespace' && inWord !== undefined) namespace = inWord
      else if (flag && flag.bare === undefined && inWord === undefined) open = flag
    } else {
      const next = command.commands?.find(each => each.name === word || each.aliases?.includes(word))
      if (next && args.length === 0) {
        command = next
        path.push(next.name)
      } else args.push(word)
    }
  }
  return { command, path, args, flags: { all: all(), namespace }, open }
}
