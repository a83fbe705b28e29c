import { isRecord } from '../../../base'
import type { Call, Command } from '../../command'
import { CommandError, usageError, whileDoing } from '../../errors'
import { groups } from '../../flags'
import { parseDocument } from '../../manifests'
import { dryRunOf, printerFor, yamlOf } from '../../output'
import { edit, print, printError, type Run, readFile } from '../../process'
import { type ApiObject, create as createObject, find, send, visit } from '../../resources'
import { withRecord } from '../record'
import { fieldValidationOf, validationOf } from '../validation'
import { generators } from './generators'
import { withSavedConfig } from './saved-config'

/** `kubectl create` (pkg/cmd/create). */
export const create: Command = {
  name: 'create',
  usage: '-f FILENAME [options]',
  short: 'Create a resource from a file or from stdin',
  flags: `
    ${groups.dryRunFlag}
    --edit bool
    --field-manager string =kubectl-create
    ${groups.fileFlags}
    ${groups.printFlags}
    --raw string
    ${groups.recordFlag}
    ${groups.saveConfigFlag}
    ${groups.selectorFlag}
    ${groups.validateFlag}
    --windows-line-endings bool
  `,
  commands: generators,
  *run(call) {
    const { flags, args } = call
    if (args.length > 0) throw usageError(call.path, `Unexpected args: [${args.join(' ')}]`)
    dryRunOf(flags)
    const validate = validationOf(flags)
    const printer = yield* printerFor(flags, 'created')
    if (flags.list('filename').length === 0 && flags.text('kustomize') === '')
      throw new CommandError('must specify one of -f and -k')
    if (flags.text('raw') !== '') return yield* createRaw(call)
    const found = yield* find(call, {
      words: [],
      files: flags.list('filename'),
      labelSelector: flags.text('selector'),
      continues: true,
      manifests: { validate },
    })
    let count = 0
    yield* visit(found, function* (info): Run {
      count++
      const manifest = flags.bool('edit') ? yield* edited(info.object ?? {}) : (info.object ?? {})
      if (manifest === undefined) return yield* printError('Edit cancelled, no changes made.\n')
      const object = withRecord(call, withSavedConfig(manifest, flags.bool('save-config')))
      const options = {
        isServerDryRun: dryRunOf(flags) === 'server',
        fieldManager: flags.text('field-manager'),
        fieldValidation: fieldValidationOf(flags),
      }
      let made = object
      if (dryRunOf(flags) !== 'client')
        try {
          made = yield* createObject({ ...info, object }, options)
        } catch (error) {
          throw whileDoing('creating', info.source, error)
        }
      yield* print(printer.print(made))
    })
    if (count === 0) throw new CommandError('no objects passed to create')
  },
}

/** The object as somebody has changed it; undefined where nobody has. */
function* edited(object: ApiObject): Run<ApiObject | undefined> {
  const before = yamlOf(object)
  const text = yield* edit(`${object.metadata?.name ?? 'object'}.yaml`, before)
  if (text === undefined || text === before) return undefined
  const value = parseDocument(text)
  if (!isRecord(value)) throw new CommandError('Edit cancelled, no objects found.')
  return value as ApiObject
}

function* createRaw({ flags }: Call): Run {
  const files = flags.list('filename')
  if (flags.bool('edit')) throw new CommandError('--raw and --edit are mutually exclusive')
  if (files.length !== 1) throw new CommandError('--raw can only use a single local file or stdin')
  if (flags.text('selector') !== '') throw new CommandError('--raw and --selector (-l) are mutually exclusive')
  if (flags.text('output') !== '') throw new CommandError('--raw and --output are mutually exclusive')
  const body = yield* readFile(files[0] as string)
  const { body: answer } = yield* send({
    method: 'POST',
    path: flags.text('raw'),
    contentType: 'application/json',
    body,
  })
  yield* print(typeof answer === 'string' ? answer : `${JSON.stringify(answer)}\n`)
}
