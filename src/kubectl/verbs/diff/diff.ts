import { isRecord } from '../../../base'
import { lastAppliedOf, threeWayPatch } from '../../../client'
import { microTimestamp } from '../../../kinds'
import type { Call, Command } from '../../command'
import { CommandError, isReason, report, SilentExit, usageError } from '../../errors'
import { type FlagValues, groups } from '../../flags'
import { yamlOf } from '../../output'
import { now, print, printError, type Run, warn } from '../../process'
import { type ApiObject, create, find, type Info, patch, read, visit } from '../../resources'
import { patchTypeFor } from '../apply'
import { unifiedDiff } from './unified-diff'

const usualOwner = 'kubectl-client-side-apply'

/** `kubectl diff` (pkg/cmd/diff). Exits 1 for differences, and above that for errors. */
export const diff: Command = {
  name: 'diff',
  usage: '-f FILENAME',
  short: 'Diff the live version against a would-be applied version',
  flagErrorCode: 2,
  flags: `
    --concurrency int =1
    --field-manager string =${usualOwner}
    ${groups.fileFlags}
    --force-conflicts bool
    --prune bool
    --prune-allowlist stringArray
    ${groups.selectorFlag}
    --server-side bool
    --show-managed-fields bool
    --show-secrets bool
  `,
  *run(call) {
    let differences: string
    try {
      differences = yield* differencesOf(call)
    } catch (error) {
      const { text, exitCode } = report(error)
      yield* printError(text)
      throw new SilentExit(exitCode + 1)
    }
    yield* print(differences)
    if (differences !== '') throw new SilentExit(1)
  },
}

function* differencesOf(call: Call): Run<string> {
  const { flags, args, path } = call
  if (args.length > 0) throw usageError(path, `Unexpected args: [${args.join(' ')}]`)
  if (flags.list('filename').length === 0 && flags.text('kustomize') === '')
    throw new CommandError('must specify one of -f and -k')
  if (flags.bool('force-conflicts') && !flags.bool('server-side'))
    throw new CommandError('--force-conflicts only works with --server-side')
  if (flags.bool('prune')) throw new CommandError('--prune is not available in the lab; delete what shall go')
  const found = yield* find(call, { words: [], files: flags.list('filename'), labelSelector: flags.text('selector') })
  const files: { readonly name: string; readonly text: string }[] = []
  yield* visit(found, function* (info): Run {
    const [live, merged] = yield* versionsOf(info, flags)
    if (live?.metadata?.deletionTimestamp)
      yield* warn(`Detected changes to resource ${live.metadata.name} which is currently being deleted.`)
    const [before, after] = shown(live, merged, flags)
    const hunks = unifiedDiff(before === undefined ? '' : yamlOf(before), yamlOf(after))
    if (hunks !== '') files.push({ name: fileNameOf(info, merged), text: hunks })
  })
  const time = microTimestamp(yield* now())
    .replace('T', ' ')
    .replace('Z', '000 +0000')
  return files
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, text }) => `${headOf(name, time)}${text}`)
    .join('')
}

/** What `diff -u -N` of two folders says before the hunks of a file. */
function headOf(name: string, time: string): string {
  const [live, merged] = [`/tmp/LIVE-1/${name}`, `/tmp/MERGED-1/${name}`]
  return `diff -u -N ${live} ${merged}\n--- ${live}\t${time}\n+++ ${merged}\t${time}\n`
}

function fileNameOf({ type, namespace, name }: Info, merged: ApiObject): string {
  const group = type.group === '' ? '' : `${type.group}.`
  return `${group}${type.version}.${type.kind}.${namespace}.${name || (merged.metadata?.name ?? '')}`
}

/** What there is, and what a dry run of applying the manifest makes of it. */
function* versionsOf(info: Info, flags: FlagValues): Run<readonly [live: ApiObject | undefined, merged: ApiObject]> {
  const { object: manifest = {} } = info
  const live = yield* liveOf(info)
  const isServerDryRun = true
  if (flags.bool('server-side')) {
    const owner = flags.isSet('field-manager') ? flags.text('field-manager') : 'kubectl'
    const force = flags.bool('force-conflicts')
    return [live, yield* patch(info, 'apply', manifest, { isServerDryRun, fieldManager: owner, force })]
  }
  const options = { isServerDryRun, fieldManager: flags.text('field-manager') }
  if (!live) return [undefined, yield* create(info, options)]
  const type = patchTypeFor(info)
  const body = threeWayPatch({ original: lastAppliedOf(live), modified: manifest, current: live }, type)
  if (Object.keys(body).length === 0) return [live, live]
  return [live, yield* patch(info, type, body, options)]
}

function* liveOf(info: Info): Run<ApiObject | undefined> {
  try {
    return (yield* read(info)).object
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined
    throw error
  }
}

function shown(
  live: ApiObject | undefined,
  merged: ApiObject,
  flags: FlagValues,
): readonly [ApiObject | undefined, ApiObject] {
  const isWhole = flags.bool('show-managed-fields')
  const [before, after] = isWhole ? [live, merged] : [live && withoutOwners(live), withoutOwners(merged)]
  return merged.kind === 'Secret' && merged.apiVersion === 'v1' && !flags.bool('show-secrets')
    ? masked(before, after)
    : [before, after]
}

function withoutOwners(object: ApiObject): ApiObject {
  const { managedFields: _, ...metadata } = object.metadata ?? {}
  return { ...object, metadata }
}

/** Secret values are not shown, only whether they change. */
function masked(before: ApiObject | undefined, after: ApiObject): readonly [ApiObject | undefined, ApiObject] {
  const [from, to] = [before?.data, after.data].map(data => (isRecord(data) ? data : {})) as [
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ]
  const mask = (data: typeof from, other: typeof from, word: string) =>
    Object.fromEntries(
      Object.keys(data).map(key => [key, key in other && data[key] !== other[key] ? `*** (${word})` : '***']),
    )
  return [
    before && (before.data === undefined ? before : { ...before, data: mask(from, to, 'before') }),
    after.data === undefined ? after : { ...after, data: mask(to, from, 'after') },
  ]
}
