import { deepEqual, isRecord } from '../../base'
import type { PatchType } from '../../client'
import type { Command } from '../command'
import { CommandError, messageOf } from '../errors'
import { type FlagValues, groups } from '../flags'
import { parseDocument } from '../manifests'
import { dryRunOf, printerFor } from '../output'
import { print, type Run, readFile } from '../process'
import { type ApiObject, find, type Info, patch as patchObject, visit, type WriteOptions } from '../resources'
import { recordedCause } from './record'

/** `kubectl patch` (pkg/cmd/patch). */
export const patch: Command = {
  name: 'patch',
  usage: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]',
  short: 'Update fields of a resource',
  flags: `
    ${groups.dryRunFlag}
    --field-manager string =kubectl-patch
    ${groups.fileFlags}
    --local bool
    -p --patch string
    --patch-file string
    ${groups.printFlags}
    ${groups.recordFlag}
    --subresource string
    --type string =strategic
  `,
  *run(call) {
    const { flags, args } = call
    dryRunOf(flags)
    validate(flags, args)
    const type = (flags.text('type').toLowerCase() || 'strategic') as PatchType
    const body = yield* patchBody(flags)
    const found = yield* find(call, {
      words: args,
      files: flags.list('filename'),
      subresource: flags.text('subresource'),
      continues: true,
    })
    let count = 0
    yield* visit(found, function* (info): Run {
      count++
      const { object = {} } = info
      const isLocal = flags.bool('local') || dryRunOf(flags) === 'client'
      if (isLocal) checkLocally(info, type, body)
      const isServerDryRun = isLocal || dryRunOf(flags) === 'server'
      const options = { isServerDryRun, fieldManager: flags.text('field-manager') }
      const subject = { ...info, ...(flags.text('subresource') !== '' && { subresource: flags.text('subresource') }) }
      const after = isLocal
        ? yield* patchedLocally(subject, type, body, options)
        : yield* patchObject(subject, type, body, options)
      const cause = isLocal ? undefined : recordedCause(call)
      if (cause) yield* patchObject(info, 'merge', { metadata: { annotations: cause } }, options)
      const printer = yield* printerFor(flags, deepEqual(object, after) ? 'patched (no change)' : 'patched', '')
      yield* print(printer.print(after))
    })
    if (count === 0) throw new CommandError('no objects passed to patch')
  },
}

function validate(flags: FlagValues, args: readonly string[]): void {
  const hasText = flags.text('patch') !== ''
  const hasFile = flags.text('patch-file') !== ''
  if (hasText && hasFile) throw new CommandError('cannot specify --patch and --patch-file together')
  if (!hasText && !hasFile)
    throw new CommandError('must specify --patch or --patch-file containing the contents of the patch')
  if (flags.bool('local') && args.length > 0) throw new CommandError('cannot specify --local and server resources')
  if (flags.bool('local') && dryRunOf(flags) === 'server')
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
  const type = flags.text('type')
  if (type !== '' && !['json', 'merge', 'strategic'].includes(type.toLowerCase()))
    throw new CommandError(`--type must be one of [json merge strategic], not ${JSON.stringify(type)}`)
}

/** What kubectl says when it is to patch by itself. Throws CommandError. */
function checkLocally({ type: { group, version, kind } }: Info, type: PatchType, body: unknown): void {
  if (type === 'strategic' && group.includes('.') && !localGroups.test(group))
    throw new CommandError(
      `strategic merge patch is not supported for ${group}/${version}, Kind=${kind} locally, try --type merge`,
    )
  if (type !== 'json' && Array.isArray(body)) throw new CommandError('invalid JSON document')
}

/** Groups whose types kubectl has built in, among those with a dot. */
const localGroups =
  /^(admissionregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|internal\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io$/

/**
 * The lab patches nothing by itself: what a patch would make of an object, the server's dry run knows. But for another name: kubectl alone does
 * not mind one.
 */
function* patchedLocally(info: Info, type: PatchType, body: unknown, options: WriteOptions): Run<ApiObject> {
  const patch = typeof body === 'string' && type !== 'json' ? parseDocument(body) : body
  if (!isRecord(patch) || !isRecord(patch.metadata)) return yield* patchObject(info, type, body, options)
  const { name, ...metadata } = patch.metadata
  const after = yield* patchObject(info, type, { ...patch, metadata }, options)
  return typeof name === 'string' ? { ...after, metadata: { ...after.metadata, name } } : after
}

function* patchBody(flags: FlagValues): Run<unknown> {
  const file = flags.text('patch-file')
  const text = file === '' ? flags.text('patch') : yield* readFile(file)
  if (text === undefined) throw new CommandError(`unable to read patch file: open ${file}: no such file or directory`)
  // What looks like JSON goes out as it is, mistakes included; the server says what is wrong with it.
  if (/^\s*\{/.test(text)) return text
  try {
    const value = parseDocument(text)
    return typeof value === 'string' ? JSON.stringify(value) : value
  } catch (error) {
    const message = messageOf(error).replace(/^error converting YAML to JSON: /, '')
    throw new CommandError(`unable to parse ${JSON.stringify(flags.text('patch'))}: ${message}`)
  }
}
