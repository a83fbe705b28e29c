import { compareText } from '../../base'
import type { Command } from '../command'
import { type Discovery, discover, groupResourceOf, groupVersionOf, type ResourceType } from '../discovery'
import { CommandError, usageError } from '../errors'
import type { FlagValues } from '../flags'
import { noPrinter, TabWriter, yamlOf } from '../output'
import { print } from '../process'

/** `kubectl api-resources` (pkg/cmd/apiresources). */
export const apiResources: Command = {
  name: 'api-resources',
  usage: '[flags] [options]',
  short: 'Print the supported API resources on the server',
  flags: `
    --api-group string
    --cached bool
    --categories stringSlice
    --namespaced bool =true
    --no-headers bool
    -o --output string
    --show-managed-fields bool
    --sort-by string
    --verbs stringSlice
  `,
  *run(call) {
    const { args, flags, path, session } = call
    if (args.length > 0) throw usageError(path, `unexpected arguments: [${args.join(' ')}]`)
    const format = flags.text('output')
    if (!['', 'wide', 'name', 'json', 'yaml', 'kyaml'].includes(format))
      throw noPrinter(format, ['json', 'kyaml', 'name', 'wide', 'yaml'])
    if (!['', 'name', 'kind'].includes(flags.text('sort-by')))
      throw new CommandError('--sort-by accepts only name or kind')
    const types = sorted(wanted(yield* discover(session), flags), flags.text('sort-by'))
    if (format === 'name') return yield* print(types.map(type => `${groupResourceOf(type)}\n`).join(''))
    if (format !== '' && format !== 'wide') {
      // In the order of Go's structs, which JSON keeps.
      const resources = types.length > 0 ? types.map(resourceOf) : null
      const list = { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: '', resources }
      return yield* print(format === 'json' ? `${JSON.stringify(list, undefined, 4)}\n` : yamlOf(list))
    }
    const writer = new TabWriter()
    if (!flags.bool('no-headers'))
      writer.write(`NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND${format === 'wide' ? '\tVERBS\tCATEGORIES' : ''}\n`)
    for (const type of types) writer.write(lineOf(type, format === 'wide'))
    yield* print(writer.take())
  },
}

function wanted(discovery: Discovery, flags: FlagValues): readonly ResourceType[] {
  const hasAll = (list: readonly string[], words: readonly string[]) => words.every(word => list.includes(word))
  return discovery.filter(
    ({ group, isNamespaced, verbs, categories }) =>
      verbs.length > 0 &&
      (!flags.isSet('api-group') || group === flags.text('api-group')) &&
      (!flags.isSet('namespaced') || isNamespaced === flags.bool('namespaced')) &&
      hasAll(verbs, flags.list('verbs')) &&
      hasAll(categories, flags.list('categories')),
  )
}

function sorted(types: readonly ResourceType[], by: string): readonly ResourceType[] {
  const keyOf = ({ resource, kind, group }: ResourceType) => (by === 'name' ? resource : by === 'kind' ? kind : group)
  return [...types].sort((a, b) => compareText(keyOf(a), keyOf(b)) || compareText(a.resource, b.resource))
}

function lineOf(type: ResourceType, isWide: boolean): string {
  const { resource, shortNames, isNamespaced, kind, verbs, categories } = type
  const cells = [resource, shortNames.join(','), groupVersionOf(type), String(isNamespaced), kind]
  return `${[...cells, ...(isWide ? [verbs.join(','), categories.join(',')] : [])].join('\t')}\n`
}

function resourceOf({
  resource,
  singular,
  isNamespaced,
  kind,
  verbs,
  shortNames,
  categories,
  group,
  version,
}: ResourceType) {
  return {
    name: resource,
    singularName: singular,
    namespaced: isNamespaced,
    ...(group !== '' && { group }),
    version,
    kind,
    verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
  }
}

/** `kubectl api-versions`. */
export const apiVersions: Command = {
  name: 'api-versions',
  usage: '[flags] [options]',
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  *run({ args, path, session }) {
    if (args.length > 0) throw usageError(path, `unexpected arguments: [${args.join(' ')}]`)
    const versions = new Set((yield* discover(session)).map(groupVersionOf))
    yield* print(
      [...versions]
        .sort(compareText)
        .map(version => `${version}\n`)
        .join(''),
    )
  },
}
