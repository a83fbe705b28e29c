import { diffMergePatch } from '../../client'
import type { Command } from '../command'
import { CommandError } from '../errors'
import { groups } from '../flags'
import { dryRunOf, printerFor } from '../output'
import { print, type Run } from '../process'
import { type ApiObject, type Found, type Info, patch, visit } from '../resources'
import { checkChangeFlags, findForChanges, listTitle } from './key-changes'
import { type Changes, parsePairs, splitPairs } from './pairs'
import { changeCause, withRecord } from './record'

/** `kubectl annotate` (pkg/cmd/annotate). */
export const annotate: Command = {
  name: 'annotate',
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  short: 'Update the annotations on a resource',
  flags: `
    --all bool
    -A --all-namespaces bool
    ${groups.dryRunFlag}
    --field-manager string =kubectl-annotate
    ${groups.fieldSelectorFlag}
    -f --filename stringSlice
    -k --kustomize string
    --list bool
    --local bool
    --overwrite bool
    ${groups.printFlags}
    ${groups.recordFlag}
    -R --recursive bool =true
    --resource-version string
    ${groups.selectorFlag}
  `,
  *run(call) {
    const { flags, args } = call
    dryRunOf(flags)
    const { resources, pairs } = splitPairs(args, 'annotation')
    const changes = parsePairs(pairs, 'annotation')
    checkChangeFlags(flags, resources, changes, 'annotation')
    const both = changes.removed.filter(key => changes.added.has(key))
    if (both.length > 0)
      throw new CommandError(
        `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
      )
    const printer = yield* printerFor(flags, 'annotated')
    const found = yield* findForChanges(call, resources)
    yield* visit(found, function* (info): Run {
      const object = yield* annotateOne(found, info, changes)
      if (!flags.bool('list')) return yield* print(printer.print(object))
      yield* print(listTitle(found, info, 'annotations'))
      const indent = found.isSingle ? '' : ' '
      const annotations = Object.entries(object.metadata?.annotations ?? {})
      yield* print(annotations.map(([key, value]) => `${indent}${key}=${value}\n`).join(''))
    })
  },
}

function* annotateOne({ call }: Found, info: Info, changes: Changes): Run<ApiObject> {
  const { flags } = call
  const { object = {} } = info
  const version = flags.text('resource-version')
  if (!flags.bool('overwrite')) checkOverwrites(object.metadata?.annotations ?? {}, changes)
  const annotations = { ...object.metadata?.annotations, ...Object.fromEntries(changes.added) }
  for (const key of changes.removed) delete annotations[key]
  const metadata = { ...object.metadata, annotations, ...(version !== '' && { resourceVersion: version }) }
  const after = withRecord(call, { ...object, metadata })
  if (dryRunOf(flags) === 'client' || flags.bool('local') || flags.bool('list')) return after
  const { resourceVersion, ...others } = object.metadata ?? {}
  const before = {
    ...object,
    metadata: version === '' && resourceVersion !== undefined ? { ...others, resourceVersion } : others,
  }
  const options = { isServerDryRun: dryRunOf(flags) === 'server', fieldManager: flags.text('field-manager') }
  return yield* patch(info, 'merge', diffMergePatch(before, after), options)
}

/** Why something was changed may always be overwritten: rollouts write it each time. */
function checkOverwrites(old: Readonly<Record<string, string>>, { added }: Changes): void {
  const kept = [...added]
    .filter(([key, value]) => key !== changeCause && Object.hasOwn(old, key) && old[key] !== value)
    .map(([key]) => `'${key}' already has a value (${old[key]})`)
  if (kept.length > 0)
    throw new CommandError(`--overwrite is false but found the following declared annotation(s): ${kept.join('; ')}`)
}
