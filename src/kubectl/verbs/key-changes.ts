import type { Call } from '../command'
import { CommandError } from '../errors'
import type { FlagValues } from '../flags'
import { dryRunOf } from '../output'
import type { Run } from '../process'
import { type Found, find, type Info } from '../resources'
import type { Changes } from './pairs'

/** What is wrong with the flags of `label` and `annotate`. Throws CommandError. */
export function checkChangeFlags(
  flags: FlagValues,
  resources: readonly string[],
  { added, removed }: Changes,
  what: 'label' | 'annotation',
): void {
  const hasFiles = flags.list('filename').length > 0 || flags.text('kustomize') !== ''
  if (flags.bool('list') && flags.text('output') !== '')
    throw new CommandError('--list and --output may not be specified together')
  if (flags.bool('all') && flags.text('selector') !== '')
    throw new CommandError('cannot set --all and --selector at the same time')
  if (flags.bool('all') && flags.text('field-selector') !== '')
    throw new CommandError('cannot set --all and --field-selector at the same time')
  if (flags.bool('local')) checkLocal(flags, resources, hasFiles, what === 'label' ? 'pod' : 'rsrc')
  else if (resources.length === 0 && !hasFiles)
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>')
  if (added.size === 0 && removed.length === 0 && !flags.bool('list'))
    throw new CommandError(`at least one ${what} update is required`)
}

function checkLocal(flags: FlagValues, resources: readonly string[], hasFiles: boolean, example: string): void {
  if (dryRunOf(flags) === 'server')
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
  if (resources.length > 0)
    throw new CommandError(
      `can only use local files by -f ${example}.yaml or --filename=${example}.json when --local=true is set`,
    )
  if (!hasFiles)
    throw new CommandError(`one or more files must be specified as -f ${example}.yaml or --filename=${example}.json`)
}

/** The objects whose keys change. Throws CommandError. */
export function* findForChanges(call: Call, resources: readonly string[]): Run<Found> {
  const { flags } = call
  dryRunOf(flags)
  const found = yield* find(call, {
    words: resources,
    files: flags.list('filename'),
    mayOmitNames: flags.bool('all'),
    labelSelector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    latest: !flags.bool('local'),
    continues: true,
  })
  if (!found.isSingle && flags.text('resource-version') !== '')
    throw new CommandError('--resource-version may only be used with a single resource')
  return found
}

/** The line above a list of keys, where several objects are listed. */
export function listTitle(found: Found, { type, name }: Info, what: string): string {
  return found.isSingle ? '' : `Listing ${what} for ${type.kind}.${type.group}/${name}:\n`
}
