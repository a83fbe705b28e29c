import type { Call, Command } from '../command'
import { aggregate, CommandError, usageError } from '../errors'
import { type FlagValues, groups } from '../flags'
import { dryRunOf, printerFor } from '../output'
import { print, type Run } from '../process'
import { type FindOptions, find, type Info, patch, visit } from '../resources'
import { isNodeWord, nodeWords } from './cordon'
import { changesOf, type Taint, type TaintChanges } from './taints'
import { fieldValidationOf } from './validation'

/** `kubectl taint` (pkg/cmd/taint). */
export const taint: Command = {
  name: 'taint',
  usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N [options]',
  short: 'Update the taints on one or more nodes',
  flags: `
    --all bool
    ${groups.dryRunFlag}
    --field-manager string =kubectl-taint
    --overwrite bool
    ${groups.printFlags}
    ${groups.selectorFlag}
    ${groups.validateFlag}
  `,
  *run(call) {
    const { flags, args, path } = call
    dryRunOf(flags)
    const { resources, specs } = split(args)
    const changes = readChanges(specs, path)
    const [word = ''] = resources
    if (!(yield* isNodeWord(call, word.toLowerCase())))
      throw new CommandError(`invalid resource type ${word.toLowerCase()}, only node types are supported`)
    checkConflicts(changes)
    const found = yield* find(call, nodesMeant(call, resources))
    yield* visit(found, info => taintOne(info, flags, changes))
  },
}

function split(args: readonly string[]): { readonly resources: readonly string[]; readonly specs: readonly string[] } {
  const isTaint = (word: string) => word.includes('=') || word.includes(':') || word.endsWith('-')
  const first = args.findIndex(isTaint)
  const resources = first < 0 ? args : args.slice(0, first)
  const specs = first < 0 ? [] : args.slice(first)
  const late = specs.find(word => !isTaint(word))
  if (late !== undefined) throw new CommandError(`all resources must be specified before taint changes: ${late}`)
  if (resources.length === 0) throw new CommandError('one or more resources must be specified as <resource> <name>')
  if (specs.length === 0) throw new CommandError('at least one taint update is required')
  return { resources, specs }
}

function readChanges(specs: readonly string[], path: string): TaintChanges {
  const changes = changesOf(specs)
  if (typeof changes === 'string') throw usageError(path, changes)
  return changes
}

function checkConflicts({ added, removed }: TaintChanges): void {
  const both = removed.filter(({ key, effect }) =>
    added.some(taint => taint.key === key && (effect === '' || taint.effect === effect)),
  )
  if (both.length > 0)
    throw new CommandError(
      `can not both modify and remove the following taint(s) in the same command: ${both.map(({ key, effect }) => `${key}=${effect}`).join(', ')}`,
    )
}

function nodesMeant({ flags }: Call, [, ...names]: readonly string[]): FindOptions {
  const all = flags.bool('all')
  const labelSelector = flags.text('selector')
  if (all && labelSelector !== '')
    throw new CommandError("setting 'all' parameter with a non empty selector is prohibited")
  const isByName = !all && labelSelector === ''
  if (isByName && names.length === 0)
    throw new CommandError("at least one resource name must be specified since 'all' parameter is not set")
  return {
    words: isByName ? nodeWords(names) : ['node'],
    all,
    labelSelector,
    continues: true,
    latest: true,
  }
}

function* taintOne(info: Info, flags: FlagValues, { added, removed }: TaintChanges): Run {
  const { object = {} } = info
  if (info.type.kind !== 'Node')
    throw new CommandError(`unexpected type *${info.type.version}.${info.type.kind}, expected Node`)
  const old = (object.spec as { taints?: readonly Taint[] } | undefined)?.taints ?? []
  const existing = added.flatMap(({ key, effect }) => old.filter(taint => taint.key === key && taint.effect === effect))
  if (!flags.bool('overwrite') && existing.length > 0)
    throw new CommandError(
      `node ${info.name} already has ${existing.map(({ key }) => key).join(',')} taint(s) with same effect(s) and --overwrite is false`,
    )
  const { taints, word } = reorganized(old, added, removed, flags.bool('overwrite'))
  const printer = yield* printerFor(flags, word, '')
  const body = { spec: { taints: taints.length > 0 ? taints : null } }
  // A node's taints are replaced as a whole.
  const options = {
    isServerDryRun: dryRunOf(flags) !== 'none',
    fieldManager: flags.text('field-manager'),
    fieldValidation: fieldValidationOf(flags),
  }
  yield* print(printer.print(yield* patch(info, 'strategic', body, options)))
}

/** The new list, new taints first, and the word for what was done. Throws for a taint that was to go and is not there. */
function reorganized(
  old: readonly Taint[],
  added: readonly Taint[],
  removed: readonly Taint[],
  overwrites: boolean,
): { readonly taints: readonly Taint[]; readonly word: string } {
  const isSame = (one: Taint, other: Taint) => one.key === other.key && one.effect === other.effect
  let taints = [...added, ...old.filter(taint => !added.some(each => isSame(each, taint)))]
  const hasAdded = taints.length !== old.length
  const errors: unknown[] = []
  let hasRemoved = false
  for (const gone of removed) {
    const left = taints.filter(taint => (gone.effect === '' ? taint.key !== gone.key : !isSame(taint, gone)))
    hasRemoved = left.length !== taints.length
    if (!hasRemoved)
      errors.push(new CommandError(`taint "${gone.key}${gone.effect === '' ? '' : `:${gone.effect}`}" not found`))
    taints = left
  }
  if (errors.length > 0) throw aggregate(errors)
  return { taints, word: (hasAdded && hasRemoved) || overwrites ? 'modified' : hasAdded ? 'tainted' : 'untainted' }
}
