import { isRecord } from '../../base'
import type { Call, Command } from '../command'
import { printedKindOf } from '../discovery'
import { CommandError, isReason, whileDoing } from '../errors'
import { type FlagValues, groups } from '../flags'
import { dryRunNote, dryRunOf } from '../output'
import { now, print, printError, type Run, readFile, warn } from '../process'
import { type ApiObject, type Found, find, type Info, infosOf, remove, send, visit, without } from '../resources'
import { waitUntilGone } from './waiting'

const weekMs = 168 * 3_600_000
const cascades: Readonly<Record<string, string>> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
}

/** `kubectl delete` (pkg/cmd/delete). */
export const deleteCommand: Command = {
  name: 'delete',
  suggestFor: ['rm', 'remove'],
  usage: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)]) [options]',
  short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  flags: `
    --all bool
    -A --all-namespaces bool
    --cascade string =background ?background
    ${groups.dryRunFlag}
    ${groups.fieldSelectorFlag}
    ${groups.fileFlags}
    --force bool
    --grace-period int =-1
    --ignore-not-found bool
    -i --interactive bool
    --now bool
    -o --output string
    --raw string
    ${groups.selectorFlag}
    --timeout duration
    --wait bool =true
  `,
  *run(call) {
    const { flags } = call
    const cascade = yield* cascadeOf(flags)
    const graceSeconds = graceOf(flags)
    dryRunOf(flags)
    const found = flags.text('raw') === '' ? yield* find(call, namesOf(call)) : undefined
    validate(flags)
    if (graceSeconds === 0) yield* warnOfForce()
    if (!found) return yield* deleteRaw(call)
    if (flags.bool('interactive') && !(yield* isConfirmed(found))) return
    yield* deleteAll(found, { cascade, graceSeconds, waits: flags.bool('wait'), timeoutMs: flags.duration('timeout') })
  },
}

function namesOf({ flags, args }: Call): Parameters<typeof find>[1] {
  return {
    words: args,
    files: flags.list('filename'),
    all: flags.bool('all'),
    allNamespaces: flags.bool('all-namespaces'),
    labelSelector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'),
    continues: true,
    reads: false,
  }
}

/** What `--cascade` asks for; its old true and false still work, with a warning. */
export function* cascadeOf(flags: FlagValues): Run<string> {
  const text = flags.text('cascade')
  if (Object.hasOwn(cascades, text)) return cascades[text] as string
  const isOld = ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)
  if (!isOld) throw new CommandError(`invalid cascade value (${text}). Must be "background", "foreground", or "orphan"`)
  const meant = /^[1tT]/.test(text) ? 'background' : 'orphan'
  yield* printError(
    `warning: --cascade=${text} is deprecated (boolean value) and can be replaced with --cascade=${meant}.\n`,
  )
  return cascades[meant] as string
}

/** The grace period to ask for, in seconds; -1 for the object's own. Throws CommandError. */
function graceOf(flags: FlagValues): number {
  const seconds = flags.number('grace-period')
  if (flags.bool('now')) {
    if (seconds !== -1) throw new CommandError('--now and --grace-period cannot be specified together')
    return 1
  }
  if (flags.bool('force')) return seconds < 0 ? 0 : seconds
  return seconds === 0 ? 1 : seconds
}

function validate(flags: FlagValues): void {
  const output = flags.text('output')
  if (output !== '' && output !== 'name')
    throw new CommandError(`unexpected -o output mode: ${output}. We only support '-o name'`)
  if (graceOf(flags) > 0 && flags.bool('force'))
    throw new CommandError('--force and --grace-period greater than 0 cannot be specified together')
  if (flags.text('raw') === '') return
  if (flags.bool('interactive')) throw new CommandError('--interactive can not be used with --raw')
  if (output !== '') throw new CommandError('--raw and --output are mutually exclusive')
  if (flags.list('filename').length > 1) throw new CommandError('--raw can only use a single local file or stdin')
}

/** Says what immediate deletion risks. */
export function* warnOfForce(): Run {
  yield* warn(
    'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
  )
}

function* deleteRaw({ flags }: Call): Run {
  const [file] = flags.list('filename')
  const body = file === undefined ? undefined : yield* readFile(file)
  const { body: answer } = yield* send({
    method: 'DELETE',
    path: flags.text('raw'),
    ...(body !== undefined && { body }),
  })
  yield* print(typeof answer === 'string' ? answer : `${JSON.stringify(answer)}\n`)
}

function* isConfirmed(found: Found): Run<boolean> {
  const { infos, error } = yield* infosOf(found)
  if (error !== undefined) throw error
  if (infos.length === 0) {
    yield* print('No resources found\n')
    return false
  }
  const list = infos.map(({ type, name }) => `${printedKindOf(type)}/${name}\n`).join('')
  yield* print(
    `You are about to delete the following ${infos.length} resource(s):\n${list}Do you want to continue? (y/N): `,
  )
  const isYes = ((yield* readFile('-')) ?? '').split('\n')[0]?.trim().toLowerCase() === 'y'
  if (!isYes) yield* print('deletion is cancelled\n')
  return isYes
}

/** How objects are deleted. */
export interface Deletion {
  /** As `propagationPolicy` has it. */
  readonly cascade: string
  /** -1 for the object's own. */
  readonly graceSeconds: number
  readonly waits: boolean
  /** 0 for a week. */
  readonly timeoutMs: number
  /** What is missing already is no error. */
  readonly ignoresMissing?: boolean
}

/** Deletes what a command line names, prints each, and waits until all are gone. Throws StatusError and CommandError. */
export function* deleteAll(found: Found, deletion: Deletion): Run {
  const { flags, hasNamespaceFlag } = found.call
  const { all, labelSelector, fieldSelector, allNamespaces } = found.options
  const isCollection = all || labelSelector || fieldSelector
  const ignoresMissing =
    deletion.ignoresMissing ||
    (isCollection && !flags.isSet('ignore-not-found') ? true : flags.bool('ignore-not-found'))
  const deleted: (readonly [Info, string | undefined])[] = []
  let warns = hasNamespaceFlag && !allNamespaces
  const useError = yield* caught(
    visit(found, function* (info) {
      deleted.push([info, undefined])
      if (warns && !info.type.isNamespaced) {
        warns = false
        yield* warn('deleting cluster-scoped resources, not scoped to the provided namespace')
      }
      deleted[deleted.length - 1] = [info, yield* deleteOne(info, deletion, flags)]
    }),
  )
  const error = without(useError, each => Boolean(ignoresMissing) && isReason(each, 'NotFound'))
  if (error !== undefined) throw error
  if (deleted.length === 0) return yield* print('No resources found\n')
  if (!deletion.waits || dryRunOf(flags) !== 'none') return
  const until = (yield* now()) + (deletion.timeoutMs || weekMs)
  for (const [info, uid] of deleted) yield* waitUntilGone(info, uid, until)
}

function* caught(run: Run): Run<unknown> {
  try {
    yield* run
    return undefined
  } catch (error) {
    return error
  }
}

/** Deletes one object and prints that; returns its uid as far as the answer says it. */
function* deleteOne(info: Info, { cascade, graceSeconds }: Deletion, flags: FlagValues): Run<string | undefined> {
  const options = { ...(graceSeconds >= 0 && { gracePeriodSeconds: graceSeconds }), propagationPolicy: cascade }
  let answer: ApiObject | undefined
  if (dryRunOf(flags) !== 'client') {
    try {
      answer = yield* remove(info, options, dryRunOf(flags) === 'server')
    } catch (error) {
      throw whileDoing('deleting', info.source, error)
    }
  }
  yield* print(lineFor(info, graceSeconds, flags))
  return uidIn(answer)
}

function uidIn(answer: ApiObject | undefined): string | undefined {
  if (answer?.kind !== 'Status') return answer?.metadata?.uid
  return isRecord(answer.details) && typeof answer.details.uid === 'string' ? answer.details.uid : undefined
}

function lineFor({ type, namespace, name }: Info, graceSeconds: number, flags: FlagValues): string {
  const kind = printedKindOf(type)
  if (flags.has('output') && flags.text('output') === 'name') return `${kind}/${name}\n`
  const verb = graceSeconds === 0 ? 'force deleted' : 'deleted'
  const place = type.isNamespaced ? ` from ${namespace} namespace` : ''
  return `${kind} "${name}" ${verb}${place}${dryRunNote(flags)}\n`
}
