import type { Call, Command } from '../command'
import { CommandError, whileDoing } from '../errors'
import { type FlagValues, groups } from '../flags'
import { dryRunOf, type Printer, printerFor } from '../output'
import { now, print, type Run, readFile } from '../process'
import { create, find, type Info, infosOf, replace as replaceObject, send, visit } from '../resources'
import { withSavedConfig } from './create'
import { cascadeOf, deleteAll } from './delete'
import { fieldValidationOf, validationOf } from './validation'
import { waitUntilGone } from './waiting'

const goneMostMs = 5 * 60_000

/** `kubectl replace` (pkg/cmd/replace). */
export const replace: Command = {
  name: 'replace',
  usage: '-f FILENAME [options]',
  short: 'Replace a resource by file name or stdin',
  flags: `
    --cascade string =background ?background
    ${groups.dryRunFlag}
    --field-manager string =kubectl-replace
    ${groups.fileFlags}
    --force bool
    --grace-period int =-1
    ${groups.printFlags}
    --raw string
    ${groups.saveConfigFlag}
    --subresource string
    --timeout duration
    ${groups.validateFlag}
    --wait bool
  `,
  *run(call) {
    const { flags } = call
    validationOf(flags)
    const printer = yield* printerFor(flags, 'replaced')
    const cascade = yield* cascadeOf(flags)
    if (flags.list('filename').length === 0 && flags.text('kustomize') === '')
      throw new CommandError('must specify one of -f and -k')
    validate(flags)
    if (flags.text('raw') !== '') return yield* replaceRaw(call)
    if (flags.bool('force')) return yield* forceReplace(call, printer, cascade)
    const found = yield* find(call, findOptions(call))
    yield* visit(found, info => replaceOne(info, flags, printer))
  },
}

function findOptions({ flags }: Call): Parameters<typeof find>[1] {
  return {
    words: [],
    files: flags.list('filename'),
    continues: true,
    manifests: { validate: validationOf(flags) },
  }
}

function validate(flags: FlagValues): void {
  const isForced = flags.bool('force')
  if (flags.number('grace-period') >= 0 && !isForced)
    throw new CommandError('--grace-period must have --force specified')
  if (flags.duration('timeout') !== 0 && !isForced) throw new CommandError('--timeout must have --force specified')
  if (isForced && dryRunOf(flags) !== 'none') throw new CommandError('--dry-run can not be used when --force is set')
}

function writeOptions(flags: FlagValues) {
  return {
    isServerDryRun: dryRunOf(flags) === 'server',
    fieldManager: flags.text('field-manager'),
    fieldValidation: fieldValidationOf(flags),
  }
}

function* replaceOne(info: Info, flags: FlagValues, printer: Printer): Run {
  const object = withSavedConfig(info.object ?? {}, flags.bool('save-config'))
  if (dryRunOf(flags) === 'client') return yield* print(printer.print(object))
  const subresource = flags.text('subresource')
  try {
    const subject = { ...info, object, ...(subresource !== '' && { subresource }) }
    yield* print(printer.print(yield* replaceObject(subject, writeOptions(flags))))
  } catch (error) {
    throw whileDoing('replacing', info.source, error)
  }
}

/** Deletes what is there, waits until it is gone, and creates it anew. */
function* forceReplace(call: Call, printer: Printer, cascade: string): Run {
  const { flags } = call
  const seconds = flags.number('grace-period')
  const isImmediate = seconds === 0
  const deletion = {
    cascade,
    graceSeconds: isImmediate ? 1 : seconds,
    waits: isImmediate || flags.bool('wait'),
    timeoutMs: flags.duration('timeout'),
    ignoresMissing: true,
  }
  yield* deleteAll(yield* find(call, findOptions(call)), deletion)
  const found = yield* find(call, findOptions(call))
  const { infos, error } = yield* infosOf(found)
  const until = (yield* now()) + (flags.duration('timeout') || goneMostMs)
  for (const info of infos) yield* waitUntilGone(info, undefined, until)
  for (const info of infos) {
    const object = withSavedConfig(info.object ?? {}, flags.bool('save-config'))
    yield* print(printer.print(yield* create({ ...info, object }, writeOptions(flags))))
  }
  if (error !== undefined) throw error
  if (infos.length === 0) throw new CommandError('no objects passed to replace')
}

function* replaceRaw({ flags }: Call): Run {
  const files = flags.list('filename')
  if (files.length !== 1) throw new CommandError('--raw can only use a single local file or stdin')
  if (flags.text('output') !== '') throw new CommandError('--raw and --output are mutually exclusive')
  const body = yield* readFile(files[0] as string)
  const { body: answer } = yield* send({
    method: 'PUT',
    path: flags.text('raw'),
    contentType: 'application/json',
    body,
  })
  yield* print(typeof answer === 'string' ? answer : `${JSON.stringify(answer)}\n`)
}
