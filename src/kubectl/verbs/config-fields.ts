import { base64OfText } from '../../base'
import type { Call, Command } from '../command'
import { CommandError } from '../errors'
import { parseBool } from '../flags'
import { helpOf } from '../help'
import { type Fields, type Kubeconfig, kubeconfigPath, readKubeconfig, writeKubeconfig } from '../kubeconfig'
import { print, type Run } from '../process'

type FieldType = 'text' | 'bytes' | 'bool'
type Part = 'clusters' | 'contexts' | 'users'

/** What entries of a kubeconfig may hold (`tools/clientcmd/api/types.go`). */
export const fieldsOf: Readonly<Record<Part, Readonly<Record<string, FieldType>>>> = {
  clusters: {
    server: 'text',
    'tls-server-name': 'text',
    'insecure-skip-tls-verify': 'bool',
    'certificate-authority': 'text',
    'certificate-authority-data': 'bytes',
    'proxy-url': 'text',
    'disable-compression': 'bool',
  },
  contexts: { cluster: 'text', user: 'text', namespace: 'text' },
  users: {
    'client-certificate': 'text',
    'client-certificate-data': 'bytes',
    'client-key': 'text',
    'client-key-data': 'bytes',
    token: 'text',
    tokenFile: 'text',
    as: 'text',
    'as-uid': 'text',
    username: 'text',
    password: 'text',
  },
}

/** Where a property is: `clusters`, an entry of them (whose name may have dots), a field of that. */
interface Place {
  readonly part: Part
  readonly name?: string
  readonly field?: string
}

/** Reads a property's name; 'current-context' is the only one outside of the lists. Throws CommandError. */
function placeOf(property: string): Place | 'current-context' {
  const [part = '', ...words] = property.split('.')
  if (property === 'current-context') return property
  if (!Object.hasOwn(fieldsOf, part)) throw new CommandError(`unable to parse ${property} after [] at api.Config`)
  const fields = fieldsOf[part as Part]
  const end = words.findIndex((word, i) => i > 0 && Object.hasOwn(fields, word))
  if (end >= 0 && end < words.length - 1)
    throw new CommandError(`unable to parse one or more field values of ${property}`)
  const name = (end < 0 ? words : words.slice(0, end)).join('.')
  return {
    part: part as Part,
    ...(words.length > 0 && { name }),
    ...(end >= 0 && { field: words[end] as string }),
  }
}

/** A value as the field takes it; undefined where it is empty, which is not written. Throws CommandError. */
function fieldValue(type: FieldType, text: string, isRaw: boolean): unknown {
  if (type === 'bool') {
    const value = parseBool(text)
    if (value === undefined)
      throw new CommandError(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`)
    return value || undefined
  }
  if (type === 'text') return text || undefined
  if (isRaw) return base64OfText(text) || undefined
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
    throw new CommandError(
      `error decoding input value: illegal base64 data at input byte ${text.search(/[^A-Za-z0-9+/]|$/)}`,
    )
  return text || undefined
}

function withField(fields: Fields, field: string, value: unknown): Fields {
  const { [field]: _, ...others } = fields
  return value === undefined ? others : { ...others, [field]: value }
}

/** A kubeconfig with one entry changed. */
export function withEntry(config: Kubeconfig, part: Part, name: string, changes: Fields): Kubeconfig {
  let entry: Fields = config[part][name] ?? {}
  for (const [field, value] of Object.entries(changes)) entry = withField(entry, field, value)
  return { ...config, [part]: { ...config[part], [name]: entry } }
}

/** Help, and an error about the words. */
export function* unexpected(call: Call, word = 'Unexpected'): Run<never> {
  yield* print(helpOf(call.command, call.path))
  throw new CommandError(`${word} args: [${call.args.join(' ')}]`)
}

/** `kubectl config set` (pkg/cmd/config/set.go). */
export const setProperty: Command = {
  name: 'set',
  usage: 'PROPERTY_NAME PROPERTY_VALUE [options]',
  short: 'Set an individual value in a kubeconfig file',
  flags: '--set-raw-bytes bool',
  *run(call) {
    const [property = '', text = ''] = call.args
    if (call.args.length !== 2) return yield* unexpected(call)
    if (property === '') throw new CommandError('you must specify a property')
    const path = kubeconfigPath(call.flags)
    const config = yield* readKubeconfig(path)
    const place = placeOf(property)
    if (place === 'current-context') yield* writeKubeconfig(path, { ...config, currentContext: text })
    else {
      const { part, name, field } = place
      if (name === undefined || field === undefined) throw new CommandError(`can't set a map to a value: ${property}`)
      const value = fieldValue(fieldsOf[part][field] as FieldType, text, call.flags.bool('set-raw-bytes'))
      yield* writeKubeconfig(path, withEntry(config, part, name, { [field]: value }))
    }
    yield* print(`Property ${JSON.stringify(property)} set.\n`)
  },
}

/** `kubectl config unset` (pkg/cmd/config/unset.go). */
export const unsetProperty: Command = {
  name: 'unset',
  usage: 'PROPERTY_NAME [options]',
  short: 'Unset an individual value in a kubeconfig file',
  *run(call) {
    const [property = ''] = call.args
    if (call.args.length !== 1) return yield* unexpected(call)
    if (property === '') throw new CommandError('you must specify a property')
    const path = kubeconfigPath(call.flags)
    yield* writeKubeconfig(path, without(yield* readKubeconfig(path), placeOf(property)))
    yield* print(`Property ${JSON.stringify(property)} unset.\n`)
  },
}

function without(config: Kubeconfig, place: Place | 'current-context'): Kubeconfig {
  if (place === 'current-context') return { ...config, currentContext: '' }
  const { part, name, field } = place
  if (name === undefined) return { ...config, [part]: {} }
  if (field === undefined) {
    const { [name]: _, ...others } = config[part]
    return { ...config, [part]: others }
  }
  if (!config[part][name]) throw new CommandError(`current map key \`${name}\` is invalid`)
  return withEntry(config, part, name, { [field]: undefined })
}
