import type { Call, Command } from '../../command'
import { discover, parseGroupVersion, pathOf, typeOfManifest } from '../../discovery'
import { CommandError, messageOf, usageError } from '../../errors'
import { groups } from '../../flags'
import { dryRunOf, printerFor } from '../../output'
import { print, type Run } from '../../process'
import { type ApiObject, sendForObject, withQuery } from '../../resources'
import { fieldValidationOf, validationOf } from '../validation'
import { withSavedConfig } from './saved-config'

/** A word below `create` that makes an object of flags. */
export interface Generator {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly usage: string
  readonly short: string
  /** Its own flags; those that all have are added. */
  readonly flags?: string
  /** What failed, in its error: `failed to create configmap: …`. */
  readonly failure: string
  /** Nothing parts it from what the server says. */
  readonly hasNoColon?: boolean
  /** The object, complete but for its namespace. Throws CommandError for flags that make none. */
  make?(call: Call, name: string): ApiObject
  /** The same for generators that read files. */
  gather?(call: Call, name: string): Run<ApiObject>
}

const flagsOfAll = `
  ${groups.dryRunFlag}
  --field-manager string =kubectl-create
  ${groups.printFlags}
  ${groups.saveConfigFlag}
  ${groups.validateFlag}
`

/** The command of a generator. */
export function generatorCommand(generator: Generator): Command {
  const { name, aliases, usage, short, flags = '' } = generator
  return {
    name,
    usage: `${usage} [options]`,
    short,
    flags: `${flags}\n${flagsOfAll}`,
    ...(aliases && { aliases }),
    *run(call) {
      const objectName = nameOf(call)
      dryRunOf(call.flags)
      const printer = yield* printerFor(call.flags, 'created')
      validationOf(call.flags)
      const object = generator.gather
        ? yield* generator.gather(call, objectName)
        : (generator.make?.(call, objectName) ?? {})
      yield* print(printer.print(yield* made(call, object, generator)))
    },
  }
}

/** The one name that these commands take. Throws CommandError. */
export function nameOf({ args, argsBeforeDash, path }: Call): string {
  const count = argsBeforeDash ?? args.length
  if (count !== 1) throw usageError(path, `exactly one NAME is required, got ${count}`)
  return args[0] as string
}

/** Creates an object that flags have made, unless it is only to be shown. Throws CommandError. */
function* made(call: Call, object: ApiObject, { failure, hasNoColon }: Generator): Run<ApiObject> {
  const { flags } = call
  const { group, version } = parseGroupVersion(object.apiVersion ?? '')
  const { session } = call
  if (session.problem) throw session.problem
  const { namespace } = call
  const placed = call.hasNamespaceFlag && isNamespaced(object) ? inNamespace(object, namespace) : object
  const saved = withSavedConfig(placed, flags.bool('save-config'))
  if (dryRunOf(flags) === 'client') return saved
  const type = typeOfManifest(yield* discover(session), group, version, object.kind ?? '')
  if (!type) throw new CommandError(`failed to create ${failure}: the server could not find the requested resource`)
  const path = withQuery(pathOf(type, type.isNamespaced ? namespace : ''), {
    dryRun: dryRunOf(flags) === 'server' ? 'All' : undefined,
    fieldManager: flags.text('field-manager'),
    fieldValidation: fieldValidationOf(flags),
  })
  try {
    return yield* sendForObject({ method: 'POST', path, contentType: 'application/json', body: saved })
  } catch (error) {
    // The generator of namespaces reports what the server says as it is.
    if (failure === '') throw error
    throw new CommandError(`failed to create ${failure}${hasNoColon ? '' : ':'} ${messageOf(error)}`)
  }
}

function isNamespaced({ kind }: ApiObject): boolean {
  return kind !== 'Namespace' && kind !== 'PriorityClass' && kind !== 'ClusterRole' && kind !== 'ClusterRoleBinding'
}

function inNamespace(object: ApiObject, namespace: string): ApiObject {
  return { ...object, metadata: { ...object.metadata, namespace } }
}
