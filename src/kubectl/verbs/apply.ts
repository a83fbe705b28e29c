import { goJson } from '../../base'
import { lastAppliedAnnotation, lastAppliedOf, threeWayPatch, withLastApplied } from '../../client'
import type { Call, Command } from '../command'
import { CommandError, isReason, messageOf, throwAll, usageError, whileDoing } from '../errors'
import { type FlagValues, groups } from '../flags'
import { dryRunOf, type Printer, printerFor } from '../output'
import { now, print, type Run, sleep, warn } from '../process'
import {
  type ApiObject,
  create,
  described,
  find,
  type Info,
  infosOf,
  objectNameOf,
  patch,
  read,
  remove,
  type WriteOptions,
} from '../resources'
import { editLastApplied, setLastApplied, viewLastApplied } from './apply-last-applied'
import { serverSideApply } from './apply-server-side'
import { cascadeOf } from './delete'
import { withRecord } from './record'
import { fieldValidationOf, validationOf } from './validation'
import { waitUntilGone } from './waiting'

const usualOwner = 'kubectl-client-side-apply'
/** Tries of a patch that conflicts; from the fifth on a second apart. */
const patchTries = 5
const foreverMs = 168 * 3_600_000

/** `kubectl apply` (pkg/cmd/apply). */
export const apply: Command = {
  name: 'apply',
  usage: '(-f FILENAME | -k DIRECTORY) [options]',
  short: 'Apply a configuration to a resource by file name or stdin',
  flags: `
    --all bool
    --cascade string =background ?background
    ${groups.dryRunFlag}
    --field-manager string =${usualOwner}
    ${groups.fileFlags}
    --force bool
    --force-conflicts bool
    --grace-period int =-1
    --openapi-patch bool =true
    --overwrite bool =true
    ${groups.printFlags}
    --prune bool
    --prune-allowlist stringArray
    ${groups.recordFlag}
    ${groups.selectorFlag}
    --server-side bool
    --subresource string
    --timeout duration
    ${groups.validateFlag}
    --wait bool
  `,
  commands: [editLastApplied, setLastApplied, viewLastApplied],
  *run(call) {
    const { flags, args } = call
    if (args.length > 0) throw usageError(call.path, `Unexpected args: [${args.join(' ')}]`)
    if (flags.list('filename').length === 0 && flags.text('kustomize') === '')
      throw new CommandError('must specify one of -f and -k')
    if (call.session.problem) throw call.session.problem
    validate(flags)
    const cascade = yield* cascadeOf(flags)
    const found = yield* find(call, {
      words: [],
      files: flags.list('filename'),
      labelSelector: flags.text('selector'),
      continues: true,
      manifests: { validate: validationOf(flags) },
    })
    const { infos, error } = yield* infosOf(found)
    if (infos.length === 0 && error === undefined) throw new CommandError('no objects passed to apply')
    yield* applyAll(call, infos, error, cascade)
  },
}

function validate(flags: FlagValues): void {
  const isServerSide = flags.bool('server-side')
  if (flags.bool('force-conflicts') && !isServerSide)
    throw new CommandError('--force-conflicts only works with --server-side')
  if (dryRunOf(flags) === 'client' && isServerSide)
    throw new CommandError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)")
  if (isServerSide && flags.bool('force')) throw new CommandError('--force cannot be used with --server-side')
  if (dryRunOf(flags) === 'server' && flags.bool('force'))
    throw new CommandError('--dry-run=server cannot be used with --force')
  if (flags.bool('all') && flags.text('selector') !== '')
    throw new CommandError('cannot set --all and --selector at the same time')
  if (flags.bool('prune') && !flags.bool('all') && flags.text('selector') === '' && flags.text('applyset') === '')
    throw new CommandError(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    )
  if (flags.bool('prune')) throw new CommandError('--prune is not available in the lab; delete what shall go')
  if (flags.text('subresource') !== '' && !isServerSide)
    throw new CommandError('--subresource can only be specified for --server-side')
}

/** Applies one after the other, and shows all together where objects are asked for. Throws everything that went wrong. */
function* applyAll(call: Call, infos: readonly Info[], error: unknown, cascade: string): Run {
  const { flags } = call
  const errors: unknown[] = error === undefined ? [] : [error]
  const showsObjects = flags.text('output') !== '' && flags.text('output') !== 'name'
  const results: ApiObject[] = []
  for (const info of infos) {
    try {
      const { object, word } = flags.bool('server-side')
        ? yield* serverSideApply(info, flags)
        : yield* applyOne(call, info, cascade)
      results.push(object)
      if (object.metadata?.deletionTimestamp)
        yield* warn(`Detected changes to resource ${object.metadata.name} which is currently being deleted.`)
      if (!showsObjects) yield* print((yield* printerFor(flags, word)).print(object))
    } catch (failure) {
      errors.push(failure)
    }
  }
  throwAll(errors)
  if (!showsObjects || results.length === 0) return
  const printer: Printer = yield* printerFor(flags, '')
  const [only] = results
  yield* print(
    printer.print(
      results.length === 1 && only ? only : { apiVersion: 'v1', items: results, kind: 'List', metadata: {} },
    ),
  )
}

interface Applied {
  readonly object: ApiObject
  /** `created`, `configured`, `unchanged`. */
  readonly word: string
}

function* applyOne(call: Call, info: Info, cascade: string): Run<Applied> {
  const { flags } = call
  const manifest = withRecord(call, info.object ?? {})
  if (info.name === '' && manifest.metadata?.generateName)
    throw new CommandError(`from ${manifest.metadata.generateName}: cannot use generate name with apply`)
  const options: WriteOptions = {
    isServerDryRun: dryRunOf(flags) !== 'none',
    fieldManager: flags.text('field-manager'),
    fieldValidation: fieldValidationOf(flags),
  }
  const modified = withLastApplied(manifest) as ApiObject
  const current = yield* currentOf(info)
  if (!current)
    return { object: yield* createOne(info, withoutNulls(modified) as ApiObject, flags, options), word: 'created' }
  if (!lastAppliedText(current))
    yield* warn(
      `resource ${objectNameOf(info)} is missing the ${lastAppliedAnnotation} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
    )
  const patched = yield* patchOne(info, current, modified, flags, options, cascade)
  return { object: patched ?? current, word: patched ? 'configured' : 'unchanged' }
}

function* currentOf(info: Info): Run<ApiObject | undefined> {
  try {
    if (info.name === '') throw new CommandError('resource name may not be empty')
    return (yield* read(info)).object
  } catch (error) {
    if (isMissing(error, info)) return undefined
    throw whileDoing(`retrieving current configuration of:\n${described(info)}\nfrom server for:`, info.source, error)
  }
}

/** A missing namespace is found out when the object is created. */
function isMissing(error: unknown, { name }: Info): boolean {
  return name !== '' && isReason(error, 'NotFound')
}

function* createOne(info: Info, object: ApiObject, flags: FlagValues, options: WriteOptions): Run<ApiObject> {
  if (dryRunOf(flags) === 'client') return object
  try {
    return yield* create({ ...info, object }, options)
  } catch (error) {
    throw whileDoing('creating', info.source, error)
  }
}

function lastAppliedText(object: ApiObject): string | undefined {
  return object.metadata?.annotations?.[lastAppliedAnnotation]
}

/** Kinds that the API has built in merge lists by their keys; others replace them. */
export function patchTypeFor({ type }: Info): 'strategic' | 'merge' {
  return type.group.includes('.') && !type.group.endsWith('.k8s.io') ? 'merge' : 'strategic'
}

/** Patches what differs; undefined when nothing does. Objects that others write meanwhile are read again. */
function* patchOne(
  info: Info,
  first: ApiObject,
  modified: ApiObject,
  flags: FlagValues,
  options: WriteOptions,
  cascade: string,
): Run<ApiObject | undefined> {
  const type = patchTypeFor(info)
  let current = first
  for (let tries = 1; ; tries++) {
    const body = threeWayPatch({ original: lastAppliedOf(current), modified, current }, type)
    if (Object.keys(body).length === 0) return undefined
    try {
      return yield* patch(info, type, body, options)
    } catch (error) {
      if (isReason(error, 'Conflict') && tries <= patchTries) {
        if (tries >= patchTries) yield* sleep(1000)
        current = (yield* read(info)).object ?? current
        continue
      }
      if (flags.bool('force') && (isReason(error, 'Conflict') || isReason(error, 'Invalid')))
        return yield* recreate(info, current, modified, flags, cascade)
      throw whileDoing(
        `applying patch:\n${goJson(body)}\nto:\n${described(info)}\nfor:`,
        info.source,
        patching(info, error),
      )
    }
  }
}

function patching({ source }: Info, error: unknown): unknown {
  return whileDoing('patching', source, error)
}

/** `--force`: deletes the object, waits until it is gone, and creates it anew. */
function* recreate(
  info: Info,
  old: ApiObject,
  modified: ApiObject,
  flags: FlagValues,
  cascade: string,
): Run<ApiObject> {
  const seconds = flags.number('grace-period')
  yield* remove(info, { ...(seconds >= 0 && { gracePeriodSeconds: seconds }), propagationPolicy: cascade })
  const until = (yield* now()) + (flags.duration('timeout') || foreverMs)
  yield* waitUntilGone(info, old.metadata?.uid, until)
  try {
    return yield* create({ ...info, object: modified })
  } catch (error) {
    throw new CommandError(
      `An error occurred force-replacing the existing object with the newly provided one:\n\n${messageOf(error)}.`,
    )
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNulls(item)]),
  )
}
