import { goJson } from '../../base'
import { lastAppliedAnnotation, lastAppliedOf, withLastApplied } from '../../client'
import type { Command } from '../command'
import { CommandError, isReason, usageError } from '../errors'
import { groups } from '../flags'
import { parseDocument } from '../manifests'
import { dryRunOf, printerFor, yamlOf } from '../output'
import { edit, print, type Run } from '../process'
import { type ApiObject, find, type Info, patch, read, visit } from '../resources'
import { validationOf } from './validation'

/** `kubectl apply view-last-applied`. */
export const viewLastApplied: Command = {
  name: 'view-last-applied',
  usage: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME) [options]',
  short: 'View the latest last-applied-configuration annotations of a resource/object',
  flags: `
    --all bool
    ${groups.fileFlags}
    -o --output string =yaml
    ${groups.selectorFlag}
  `,
  *run(call) {
    const { flags, args } = call
    const found = yield* find(call, {
      words: args,
      files: flags.list('filename'),
      all: flags.bool('all'),
      labelSelector: flags.text('selector'),
      mayOmitNames: call.hasNamespaceFlag,
      latest: true,
    })
    const texts: string[] = []
    // What was never applied has nothing to show, and nothing is said of it.
    yield* visit(found, ({ object }): undefined => {
      const text = object?.metadata?.annotations?.[lastAppliedAnnotation]
      if (text !== undefined) texts.push(text)
    })
    const format = flags.text('output')
    if (texts.length > 0 && format !== 'yaml' && format !== 'json')
      throw usageError(call.path, `Unexpected -o output mode: ${format}, the flag 'output' must be one of yaml|json`)
    for (const text of texts)
      yield* print(format === 'yaml' ? yamlOf(JSON.parse(text)) : `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`)
  },
}

/** `kubectl apply set-last-applied`. */
export const setLastApplied: Command = {
  name: 'set-last-applied',
  usage: '-f FILENAME [options]',
  short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
  flags: `
    --create-annotation bool
    ${groups.dryRunFlag}
    -f --filename stringSlice
    ${groups.printFlags}
  `,
  *run(call) {
    const { flags } = call
    const printer = yield* printerFor(flags, 'configured')
    const found = yield* find(call, { words: [], files: flags.list('filename') })
    yield* visit(found, function* (info): Run {
      const live = yield* liveOf(info)
      if (!flags.bool('create-annotation') && lastAppliedOf(live.object) === undefined)
        throw new CommandError(
          `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
        )
      const annotations = (withLastApplied(info.object ?? {}) as ApiObject).metadata?.annotations ?? {}
      const text = annotations[lastAppliedAnnotation]
      const body = { metadata: { annotations: { [lastAppliedAnnotation]: text } } }
      const isChanged = text !== live.object?.metadata?.annotations?.[lastAppliedAnnotation]
      const isServerDryRun = dryRunOf(flags) !== 'none'
      yield* print(
        printer.print(isChanged ? yield* patch(info, 'merge', body, { isServerDryRun }) : (live.object ?? {})),
      )
    })
  },
}

function* liveOf(info: Info): Run<Info> {
  try {
    return yield* read(info)
  } catch (error) {
    throw isReason(error, 'NotFound') ? error : new CommandError(`retrieving current configuration of: ${info.name}`)
  }
}

/** `kubectl apply edit-last-applied`. */
export const editLastApplied: Command = {
  name: 'edit-last-applied',
  usage: '(RESOURCE/NAME | -f FILENAME) [options]',
  short: 'Edit latest last-applied-configuration annotations of a resource/object',
  flags: `
    --field-manager string =kubectl-client-side-apply
    ${groups.fileFlags}
    ${groups.printFlags}
    ${groups.recordFlag}
    ${groups.validateFlag}
    --windows-line-endings bool
  `,
  *run(call) {
    const { flags, args } = call
    const printer = yield* printerFor(flags, 'edited')
    validationOf(flags)
    const found = yield* find(call, { words: args, files: flags.list('filename'), latest: true })
    yield* visit(found, function* (info): Run {
      const last = lastAppliedOf(info.object)
      if (!last)
        throw new CommandError(
          'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
        )
      const text = yield* edit(`${info.name}.yaml`, yamlOf(last))
      const changed = text === undefined ? last : parseDocument(text)
      if (goJson(changed) === goJson(last)) return yield* print('Edit cancelled, no changes made.\n')
      const body = { metadata: { annotations: { [lastAppliedAnnotation]: `${goJson(changed)}\n` } } }
      yield* print(printer.print(yield* patch(info, 'merge', body, { fieldManager: flags.text('field-manager') })))
    })
  },
}
