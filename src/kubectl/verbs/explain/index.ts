import type { Call, Command } from '../../command'
import {
  type Discovery,
  discover,
  groupResourceOf,
  parseGroupVersion,
  type ResourceType,
  resourceTypeFor,
} from '../../discovery'
import { CommandError, messageOf, PlainError } from '../../errors'
import { print, type Run } from '../../process'
import { documentFor, schemaOfKind } from './schema'
import { outputFor } from './text'

export { documentFor, resolved, type Schema, type SchemaDocument, schemaOfKind, valuesOf } from './schema'

/** `kubectl explain` (pkg/cmd/explain, pkg/explain/v2): what the API's OpenAPI says of a kind. */
export const explain: Command = {
  name: 'explain',
  usage:
    'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2] [options]',
  short: 'Get documentation for a resource',
  flags: `
    --api-version string
    --max-depth int
    -o --output string =plaintext
    -R --recursive bool
  `,
  *run(call) {
    const { flags } = call
    validate(call)
    const { type, path } = yield* subjectOf(call)
    const format = flags.text('output')
    if (!formats.includes(format)) throw new CommandError(`unrecognized format: ${format}`)
    if (format === oldFormat && /\.\./.test(call.args[0] ?? ''))
      throw new CommandError('invalid jsonpath syntax, first node must be field node')
    const document = yield* documentFor(type)
    const schema = schemaOfKind(document, type)
    const group = type.group === '' ? '' : `GROUP:      ${type.group}\n`
    yield* print(`${group}KIND:       ${type.kind}\nVERSION:    ${type.version}\n\n`)
    const options = { isRecursive: flags.bool('recursive'), maxDepth: flags.number('max-depth') }
    const text = schema ? outputFor(document, schema, path, options) : ''
    if (text === '') throw new CommandError(`field "${path[path.length - 1] ?? ''}" does not exist`)
    yield* print(`${text}\n`)
  },
}

function validate({ args, flags }: Call): void {
  if (args.length === 0)
    throw new CommandError(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
    )
  if (args.length > 1) throw new CommandError('We accept only this format: explain RESOURCE\n')
  if (flags.number('max-depth') > 0 && !flags.bool('recursive'))
    throw new CommandError('--max-depth requires --recursive')
  if (flags.number('max-depth') < 0) throw new CommandError('--max-depth must be non-negative')
}

/** Printed like the other one. */
const oldFormat = 'plaintext-openapiv2'
const formats = ['plaintext', oldFormat]

/** The kind and the path to the field that are meant: `sts.spec.replicas`, `statefulsets.apps.spec`. */
function* subjectOf({
  args,
  flags,
  session,
}: Call): Run<{ readonly type: ResourceType; readonly path: readonly string[] }> {
  const word = (args[0] ?? '').replace(/\.$/, '')
  const discovery = yield* discover(session)
  const [first = '', ...fields] = word.split('.')
  const type = yield* typeOf(discovery, first)
  const whole = groupResourceOf(type)
  const path = word === whole || word.startsWith(`${whole}.`) ? word.slice(whole.length + 1).split('.') : fields
  const apiVersion = flags.text('api-version')
  const given = apiVersion === '' ? type : { ...type, ...parseGroupVersion(apiVersion) }
  return { type: given, path: path.filter(name => name !== '') }
}

function* typeOf(discovery: Discovery, word: string): Run<ResourceType> {
  try {
    return yield* resourceTypeFor(discovery, word)
  } catch (error) {
    throw new PlainError(messageOf(error))
  }
}
