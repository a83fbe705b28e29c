import type { Call, Command } from '../command'
import { CommandError, usageError } from '../errors'
import { helpOf } from '../help'
import {
  type Context,
  type Fields,
  type Kubeconfig,
  kubeconfigPath,
  readKubeconfig,
  wireForm,
  writeKubeconfig,
} from '../kubeconfig'
import { printerFor, TabWriter, yamlOf } from '../output'
import { print, printError, type Run } from '../process'
import { setCluster, setCredentials } from './config-entries'
import { fieldsOf, setProperty, unexpected, unsetProperty } from './config-fields'

function pathOf({ flags }: Call): string {
  return kubeconfigPath(flags)
}

function* configOf(call: Call): Run<Kubeconfig> {
  return yield* readKubeconfig(pathOf(call))
}

const currentContext: Command = {
  name: 'current-context',
  short: 'Display the current-context',
  *run(call) {
    const { currentContext } = yield* configOf(call)
    if (currentContext === '') throw new CommandError('current-context is not set')
    yield* print(`${currentContext}\n`)
  },
}

const getContexts: Command = {
  name: 'get-contexts',
  usage: '[(-o|--output=)name)]',
  short: 'Describe one or many contexts',
  flags: `
    --no-headers bool
    -o --output string
  `,
  *run(call) {
    const { flags, args } = call
    const format = flags.text('output')
    if (format !== '' && format !== 'name')
      throw new CommandError(
        `--output ${format} is not available in kubectl config get-contexts; resetting to default output format`,
      )
    const config = yield* configOf(call)
    const names = args.length > 0 ? args : Object.keys(config.contexts).sort()
    const writer = new TabWriter()
    if (format === '' && !flags.bool('no-headers')) writer.write('CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n')
    for (const name of names.filter(name => config.contexts[name])) {
      const { cluster = '', user = '', namespace = '' } = config.contexts[name] as Context
      const mark = name === config.currentContext ? '*' : ''
      writer.write(format === 'name' ? `${name}\n` : `${mark}\t${name}\t${cluster}\t${user}\t${namespace}\n`)
    }
    yield* print(writer.take())
    const missing = names.find(name => !config.contexts[name])
    if (missing !== undefined) throw new CommandError(`context ${missing} not found`)
  },
}

function listing(name: string, short: string, part: 'clusters' | 'users'): Command {
  return {
    name,
    short,
    *run(call) {
      const config = yield* configOf(call)
      yield* print(['NAME', ...Object.keys(config[part]).sort()].map(line => `${line}\n`).join(''))
    },
  }
}

const useContext: Command = {
  name: 'use-context',
  aliases: ['use'],
  usage: 'CONTEXT_NAME',
  short: 'Set the current-context in a kubeconfig file',
  *run(call) {
    const [name = ''] = call.args
    if (call.args.length !== 1) return yield* unexpected(call)
    const config = yield* configOf(call)
    if (!config.contexts[name]) throw new CommandError(`no context exists with the name: ${JSON.stringify(name)}`)
    yield* writeKubeconfig(pathOf(call), { ...config, currentContext: name })
    yield* print(`Switched to context ${JSON.stringify(name)}.\n`)
  },
}

const setContext: Command = {
  name: 'set-context',
  usage: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
  short: 'Set a context entry in kubeconfig',
  flags: '--current bool',
  *run(call) {
    const { flags, args } = call
    const isCurrent = flags.bool('current')
    if (args.length > 1) return yield* unexpected(call)
    if (args.length === 1 && isCurrent) throw new CommandError('you cannot specify both a context name and --current')
    if (args.length === 0 && !isCurrent)
      throw new CommandError('you must specify a non-empty context name or --current')
    const config = yield* configOf(call)
    const name = isCurrent ? config.currentContext : (args[0] as string)
    if (name === '') throw new CommandError('no current context is set')
    const given = (['cluster', 'namespace', 'user'] as const).filter(field => flags.isSet(field))
    const changes = Object.fromEntries(given.map(field => [field, flags.text(field)]))
    const old = config.contexts[name]
    yield* writeKubeconfig(pathOf(call), {
      ...config,
      contexts: { ...config.contexts, [name]: { ...old, ...changes } },
    })
    yield* print(`Context ${JSON.stringify(name)} ${old ? 'modified' : 'created'}.\n`)
  },
}

const renameContext: Command = {
  name: 'rename-context',
  usage: 'CONTEXT_NAME NEW_NAME',
  short: 'Rename a context from the kubeconfig file',
  *run(call) {
    const [from = '', to = ''] = call.args
    if (call.args.length !== 2) return yield* unexpected(call)
    const config = yield* configOf(call)
    const { [from]: context, ...others } = config.contexts
    if (!context)
      throw new CommandError(`cannot rename the context ${JSON.stringify(from)}, it's not in ${pathOf(call)}`)
    if (others[to])
      throw new CommandError(
        `cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${pathOf(call)}`,
      )
    const current = config.currentContext === from ? to : config.currentContext
    yield* writeKubeconfig(pathOf(call), { ...config, contexts: { ...others, [to]: context }, currentContext: current })
    yield* print(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`)
  },
}

const activeGone =
  'warning: this removed your active context, use "kubectl config use-context" to select a different one\n'

function deletion(what: string, part: 'clusters' | 'contexts' | 'users'): Command {
  return {
    name: `delete-${what}`,
    usage: 'NAME',
    short: `Delete the specified ${what} from the kubeconfig`,
    *run(call) {
      const [name = ''] = call.args
      if (call.args.length !== 1) return yield* print(helpOf(call.command, call.path))
      const config = yield* configOf(call)
      const { [name]: entry, ...others } = config[part]
      if (!entry) throw new CommandError(`cannot delete ${what} ${name}, not in ${pathOf(call)}`)
      yield* writeKubeconfig(pathOf(call), { ...config, [part]: others })
      yield* print(`deleted ${what} ${name} from ${pathOf(call)}\n`)
      if (part === 'contexts' && config.currentContext === name) yield* printError(activeGone)
    },
  }
}

const view: Command = {
  name: 'view',
  short: 'Display merged kubeconfig settings or a specified kubeconfig file',
  flags: `
    --allow-missing-template-keys bool =true
    --flatten bool
    --merge string =true ?true
    --minify bool
    -o --output string =yaml
    --raw bool
    --show-managed-fields bool
    --template string
  `,
  *run(call) {
    const { flags, args } = call
    if (args.length > 0) throw usageError(call.path, `unexpected arguments: [${args.join(' ')}]`)
    const config = yield* configOf(call)
    const shown = flags.bool('minify') ? minified(config, flags.text('context')) : config
    const form = wireForm(flags.bool('raw') || flags.bool('flatten') ? shown : censored(shown))
    if (flags.text('output') === 'yaml') return yield* print(yamlOf(form))
    if (flags.text('output') === 'json') return yield* print(`${JSON.stringify(inGoOrder(form), undefined, 4)}\n`)
    yield* print((yield* printerFor(flags, '')).print(form))
  },
}

/** Entries with their fields as Go's structs have them. */
function inGoOrder(form: Fields): object {
  const ordered = (part: 'clusters' | 'contexts' | 'users', field: string) => {
    const entries = form[part] as readonly Readonly<Record<string, Fields>>[] | null
    const names = Object.keys(fieldsOf[part])
    const place = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length)
    return (
      entries?.map(({ name, [field]: fields = {} }) => {
        const sorted = Object.entries(fields).sort(([a], [b]) => place(a) - place(b))
        return { name, [field]: Object.fromEntries(sorted) }
      }) ?? null
    )
  }
  return {
    ...form,
    clusters: ordered('clusters', 'cluster'),
    users: ordered('users', 'user'),
    contexts: ordered('contexts', 'context'),
  }
}

function minified(config: Kubeconfig, wanted: string): Kubeconfig {
  const { clusters, contexts, users } = config
  const currentContext = wanted || config.currentContext
  const context = contexts[currentContext]
  if (currentContext === '') throw new CommandError('current-context must exist in order to minify')
  if (!context) throw new CommandError(`cannot locate context ${currentContext}`)
  const only = <T>(entries: Readonly<Record<string, T>>, name = '') =>
    Object.fromEntries(Object.entries(entries).filter(([key]) => key === name))
  return {
    clusters: only(clusters, context.cluster),
    contexts: only(contexts, currentContext),
    users: only(users, context.user),
    currentContext,
  }
}

/** Secrets are not shown. */
function censored(config: Kubeconfig): Kubeconfig {
  const words: Readonly<Record<string, string>> = {
    'certificate-authority-data': 'DATA+OMITTED',
    'client-certificate-data': 'DATA+OMITTED',
    'client-key-data': 'DATA+OMITTED',
    token: 'REDACTED',
    password: 'REDACTED',
  }
  const hidden = (entries: Kubeconfig['users']) =>
    Object.fromEntries(
      Object.entries(entries).map(([name, fields]) => [
        name,
        Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, words[key] ?? value])),
      ]),
    )
  return { ...config, clusters: hidden(config.clusters), users: hidden(config.users) }
}

/** `kubectl config` (pkg/cmd/config): the file says which namespace is meant; there is one cluster, whatever it says. */
export const config: Command = {
  name: 'config',
  usage: 'SUBCOMMAND',
  short: 'Modify kubeconfig files',
  commands: [
    currentContext,
    deletion('cluster', 'clusters'),
    deletion('context', 'contexts'),
    deletion('user', 'users'),
    listing('get-clusters', 'Display clusters defined in the kubeconfig', 'clusters'),
    getContexts,
    listing('get-users', 'Display users defined in the kubeconfig', 'users'),
    renameContext,
    setProperty,
    setCluster,
    setContext,
    setCredentials,
    unsetProperty,
    useContext,
    view,
  ],
}
