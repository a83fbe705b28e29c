import { compareText } from '../base'
import type { Command, Session } from './command'
import { discover, groupResourceOf, pathOf, type ResourceType, resourceTypeFor } from './discovery'
import { type Flag, flagsOf, groups } from './flags'
import { defaultPath, readKubeconfig } from './kubeconfig'
import { exchange, type Run } from './process'
import { type ApiObject, itemsOf, withQuery } from './resources'

/** The words that could stand where the last one is; `files` where a file is meant, whose names are not the API's. */
export interface Candidates {
  readonly words: readonly string[]
  readonly wantsFile: boolean
}

/** What a command's arguments name. */
type Subject = 'types' | 'pods' | 'nodes' | 'workloads' | 'nothing'

const subjects: Readonly<Record<string, Subject>> = {
  attach: 'pods',
  cordon: 'nodes',
  debug: 'pods',
  drain: 'nodes',
  exec: 'pods',
  logs: 'pods',
  'port-forward': 'pods',
  rollout: 'workloads',
  scale: 'workloads',
  set: 'workloads',
  uncordon: 'nodes',
  annotate: 'types',
  autoscale: 'workloads',
  delete: 'types',
  describe: 'types',
  edit: 'types',
  explain: 'types',
  expose: 'types',
  get: 'types',
  label: 'types',
  patch: 'types',
  taint: 'types',
  wait: 'types',
}
const workloads = ['deployments', 'replicasets', 'statefulsets']
const formats = ['json', 'yaml', 'kyaml', 'name', 'wide', 'jsonpath=', 'custom-columns=', 'go-template=']
const inherited = flagsOf(`${groups.globalFlags}\n${groups.helpFlag}`)

/** What could stand where the last of these words is (without the word `kubectl`); it may be empty. Asks the API for kinds, names and namespaces. */
export function* completionsOf(root: Command, words: readonly string[]): Run<Candidates> {
  const word = words.at(-1) ?? ''
  const { contexts, currentContext } = yield* readKubeconfig(defaultPath)
  const ofContext = contexts[currentContext]?.namespace ?? 'default'
  const { command, path, args, flags, open } = read(root, words.slice(0, -1), ofContext)
  const session: Session = { root, server: '' }
  if (open) return yield* valuesOf(open, session)
  const [, name, value] = /^--([\w-]+)=(.*)$/.exec(word) ?? []
  if (name !== undefined && value !== undefined) {
    const flag = flags.all.find(each => each.name === name)
    const values = flag ? yield* valuesOf(flag, session) : nothing
    return { ...values, words: values.words.map(each => `--${name}=${each}`) }
  }
  if (word.startsWith('-')) return only(flags.all.filter(({ deprecated }) => !deprecated).map(written))
  if (command.commands && args.length === 0 && (!command.run || command === root))
    return only(command.commands.map(each => each.name))
  const subject = subjects[path[0] ?? ''] ?? 'nothing'
  return only(yield* argumentsOf(subject, args, word, flags.namespace, session))
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

function* valuesOf({ name }: Flag, session: Session): Run<Candidates> {
  if (name === 'namespace') return only(yield* namesOf('namespaces', '', session))
  if (name === 'output') return only(formats)
  if (name === 'filename') return { words: [], wantsFile: true }
  if (name === 'cascade') return only(['background', 'foreground', 'orphan'])
  if (name === 'dry-run') return only(['none', 'client', 'server'])
  return nothing
}

function* argumentsOf(
  subject: Subject,
  args: readonly string[],
  word: string,
  namespace: string,
  session: Session,
): Run<readonly string[]> {
  if (subject === 'nothing') return []
  if (subject === 'nodes') return yield* namesOf('nodes', '', session)
  const slash = word.indexOf('/')
  if (slash >= 0) {
    const kind = word.slice(0, slash)
    return (yield* namesOf(kind, namespace, session)).map(name => `${kind}/${name}`)
  }
  if (subject === 'pods') return args.length > 0 ? [] : yield* namesOf('pods', namespace, session)
  if (args.length === 0) return subject === 'workloads' ? workloads : yield* kindsFor(word, session)
  return yield* namesOf(args[0] as string, namespace, session)
}

/** All kinds that can be named; behind a comma, the kinds that are meant besides. */
function* kindsFor(word: string, session: Session): Run<readonly string[]> {
  const types = yield* discover(session)
  const before = word.slice(0, word.lastIndexOf(',') + 1)
  const listed = types.filter(({ verbs }) => verbs.includes('list'))
  return [...new Set(listed.map(type => before + shortestName(type, listed)))].sort(compareText)
}

/** The plural, with its group where it would mean another kind without. */
function shortestName(type: ResourceType, all: readonly ResourceType[]): string {
  const first = all.find(({ resource }) => resource === type.resource)
  return first?.group === type.group ? type.resource : groupResourceOf(type)
}

function* namesOf(kind: string, namespace: string, session: Session): Run<readonly string[]> {
  const types = yield* discover(session)
  let type: ResourceType
  try {
    type = yield* resourceTypeFor(types, kind)
  } catch {
    return []
  }
  const path = withQuery(pathOf(type, type.isNamespaced ? namespace : ''), { limit: '500' })
  const { body } = yield* exchange({ method: 'GET', path })
  return itemsOf(body as ApiObject).map(({ metadata }) => metadata?.name ?? '')
}
