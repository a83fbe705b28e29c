import { diffMergePatch } from '../../client'
import type { Command } from '../command'
import { CommandError, throwAll } from '../errors'
import { groups } from '../flags'
import { dryRunOf, printerFor } from '../output'
import { print, type Run } from '../process'
import { type ApiObject, type Found, type Info, patch, visit } from '../resources'
import { checkChangeFlags, findForChanges, listTitle } from './key-changes'
import { labelValueErrors } from './key-names'
import { type Changes, splitPairs } from './pairs'
import { withRecord } from './record'

/** `kubectl label` (pkg/cmd/label). */
export const label: Command = {
  name: 'label',
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  short: 'Update the labels on a resource',
  flags: `
    --all bool
    -A --all-namespaces bool
    ${groups.dryRunFlag}
    --field-manager string =kubectl-label
    ${groups.fieldSelectorFlag}
    ${groups.fileFlags}
    --list bool
    --local bool
    --overwrite bool
    ${groups.printFlags}
    ${groups.recordFlag}
    --resource-version string
    ${groups.selectorFlag}
  `,
  *run(call) {
    const { flags, args } = call
    dryRunOf(flags)
    const { resources, pairs } = splitPairs(args, 'label')
    const changes = changesOf(pairs)
    checkChangeFlags(flags, resources, changes, 'label')
    const found = yield* findForChanges(call, resources)
    yield* visit(found, info => labelOne(found, info, changes))
  },
}

function changesOf(pairs: readonly string[]): Changes {
  const added = new Map<string, string>()
  const removed: string[] = []
  for (const pair of pairs) {
    if (!pair.includes('=')) {
      removed.push(pair.slice(0, -1))
      continue
    }
    const [key = '', value = '', ...more] = pair.split('=')
    if (more.length > 0) throw new CommandError(`invalid label spec: ${pair}`)
    const errors = labelValueErrors(value)
    if (errors.length > 0) throw new CommandError(`invalid label value: ${JSON.stringify(pair)}: ${errors.join(';')}`)
    added.set(key, value)
  }
  if (removed.some(key => added.has(key)))
    throw new CommandError('can not both modify and remove a label in the same command')
  return { added, removed }
}

function* labelOne(found: Found, info: Info, changes: Changes): Run {
  const { flags } = found.call
  const { object = {} } = info
  const old = object.metadata?.labels ?? {}
  const isLocal = dryRunOf(flags) === 'client' || flags.bool('local') || flags.bool('list')
  if (!isLocal)
    for (const key of changes.removed) if (!Object.hasOwn(old, key)) yield* print(`label "${key}" not found.\n`)
  if (!flags.bool('overwrite')) checkOverwrites(old, changes)
  const added = [...changes.added].filter(([key, value]) => old[key] !== value)
  const removed = changes.removed.filter(key => Object.hasOwn(old, key))
  const after = withRecord(found.call, labelled(object, changes, flags.text('resource-version')))
  if (!isLocal && added.length + removed.length > 0) {
    const options = { isServerDryRun: dryRunOf(flags) === 'server', fieldManager: flags.text('field-manager') }
    yield* patch(info, 'merge', diffMergePatch(withoutVersion(object, flags.text('resource-version')), after), options)
  }
  if (flags.bool('list')) return yield* listLabels(found, info, after)
  const printer = yield* printerFor(flags, wordFor(added.length > 0, removed.length > 0))
  yield* print(printer.print(after))
}

function wordFor(hasAdded: boolean, hasRemoved: boolean): string {
  if (hasAdded) return hasRemoved ? 'modified' : 'labeled'
  return hasRemoved ? 'unlabeled' : 'not labeled'
}

function checkOverwrites(old: Readonly<Record<string, string>>, { added }: Changes): void {
  throwAll(
    [...added]
      .filter(([key, value]) => Object.hasOwn(old, key) && old[key] !== value)
      .map(([key]) => new CommandError(`'${key}' already has a value (${old[key]}), and --overwrite is false`)),
  )
}

function withoutVersion(object: ApiObject, version: string): ApiObject {
  if (version === '') return object
  const { resourceVersion: _, ...metadata } = object.metadata ?? {}
  return { ...object, metadata }
}

function labelled(object: ApiObject, { added, removed }: Changes, version: string): ApiObject {
  const labels = { ...object.metadata?.labels, ...Object.fromEntries(added) }
  for (const key of removed) delete labels[key]
  return {
    ...object,
    metadata: { ...object.metadata, labels, ...(version !== '' && { resourceVersion: version }) },
  }
}

function* listLabels(found: Found, info: Info, object: ApiObject): Run {
  yield* print(listTitle(found, info, 'labels'))
  const indent = found.isSingle ? '' : ' '
  const labels = Object.entries(object.metadata?.labels ?? {})
  yield* print(labels.map(([key, value]) => `${indent}${key}=${value}\n`).join(''))
}
