import { isRecord } from '../base'
import { CommandError } from './errors'
import type { FlagValues } from './flags'
import { parseDocument } from './manifests/yaml-text'
import { yamlOf } from './output/yaml'
import { type Run, readFile, writeFile } from './process'

/** Where kubectl looks without `--kubeconfig`. */
export const defaultPath = '/root/.kube/config'

/** What an entry holds. */
export type Fields = Readonly<Record<string, unknown>>

export interface Context extends Fields {
  readonly cluster?: string
  readonly namespace?: string
  readonly user?: string
}

type Entries<T> = Readonly<Record<string, T>>

/** A kubeconfig, its entries by name. */
export interface Kubeconfig {
  readonly clusters: Entries<Fields>
  readonly contexts: Entries<Context>
  readonly users: Entries<Fields>
  readonly currentContext: string
  /** The file that a command line names, and that is not there. */
  readonly missingPath?: string
}

/** What there is where nobody wrote a file: the one cluster of the lab. */
const ofLab: Kubeconfig = {
  clusters: { lab: { server: 'https://192.168.0.1:6443' } },
  contexts: { lab: { cluster: 'lab', user: 'admin' } },
  users: { admin: {} },
  currentContext: 'lab',
}

const empty: Kubeconfig = { clusters: {}, contexts: {}, users: {}, currentContext: '' }

/** The file that a command line means. */
export function kubeconfigPath(flags: FlagValues): string {
  return flags.text('kubeconfig') || defaultPath
}

/** Reads the kubeconfig. Throws CommandError for one that cannot be read. */
export function* readKubeconfig(path: string): Run<Kubeconfig> {
  const text = yield* readFile(path)
  if (text === undefined) return path === defaultPath ? ofLab : { ...empty, missingPath: path }
  const value = parseDocument(text)
  if (!isRecord(value)) return empty
  return {
    clusters: entriesIn(value.clusters, 'cluster'),
    contexts: entriesIn(value.contexts, 'context') as Entries<Context>,
    users: entriesIn(value.users, 'user'),
    currentContext: typeof value['current-context'] === 'string' ? value['current-context'] : '',
  }
}

/** The address of the server that a command line means. */
export function serverOf({ contexts, clusters, currentContext }: Kubeconfig, flags: FlagValues): string {
  const { cluster = '' } = contexts[flags.text('context') || currentContext] ?? {}
  const { server } = clusters[flags.text('cluster') || cluster] ?? {}
  return flags.text('server') || String(server ?? '')
}

function entriesIn(list: unknown, field: string): Entries<Fields> {
  const items = Array.isArray(list) ? list.filter(isRecord) : []
  return Object.fromEntries(
    items.map(item => [String(item.name), isRecord(item[field]) ? (item[field] as Fields) : {}]),
  )
}

/** Writes the kubeconfig. Throws CommandError where no file can be written. */
export function* writeKubeconfig(path: string, config: Kubeconfig): Run {
  if (!(yield* writeFile(path, yamlOf(wireForm(config))))) throw new CommandError(`open ${path}: read-only file system`)
}

/** A kubeconfig as it is in its file, its fields in the order of JSON output. */
export function wireForm({ clusters, contexts, users, currentContext }: Kubeconfig): Fields {
  return {
    kind: 'Config',
    apiVersion: 'v1',
    clusters: listOf(clusters, 'cluster', { server: '' }),
    users: listOf(users, 'user'),
    contexts: listOf(contexts, 'context', { cluster: '', user: '' }),
    'current-context': currentContext,
  }
}

/** Entries with the fields that are always written. */
function listOf(entries: Entries<Fields>, field: string, always: Fields = {}): readonly Fields[] | null {
  const names = Object.keys(entries).sort()
  return names.length === 0 ? null : names.map(name => ({ name, [field]: { ...always, ...entries[name] } }))
}
