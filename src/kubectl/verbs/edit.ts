import { deepEqual } from '../../base'
import { StatusError, threeWayPatch } from '../../client'
import type { Call, Command } from '../command'
import { groupResourceOf } from '../discovery'
import { CommandError, messageOf, PlainError, SilentExit } from '../errors'
import { groups } from '../flags'
import { parseDocument } from '../manifests'
import { indentedJson, kyamlOf, nameLine, noPrinter, printerFor, yamlOf } from '../output'
import { edit as editText, print, printError, type Run } from '../process'
import { type ApiObject, find, type Info, infosOf, patch } from '../resources'
import { patchTypeFor } from './apply'
import { withSavedConfig } from './create'
import { withRecord } from './record'
import { fieldValidationOf, validationOf } from './validation'

const header = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`

const formats = ['', 'json', 'kyaml', 'yaml']

/** `kubectl edit` (pkg/cmd/util/editor). A person's editor is whoever answers the effect `edit`. */
export const edit: Command = {
  name: 'edit',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  short: 'Edit a resource on the server',
  flags: `
    --field-manager string =kubectl-edit
    ${groups.fileFlags}
    --output-patch bool
    ${groups.printFlags}
    ${groups.recordFlag}
    ${groups.saveConfigFlag}
    --subresource string
    ${groups.validateFlag}
    --windows-line-endings bool
  `,
  *run(call) {
    const { flags, args } = call
    const subresource = flags.text('subresource')
    const found = yield* find(call, {
      words: args,
      files: flags.list('filename'),
      mayOmitNames: true,
      continues: true,
      latest: true,
      ...(subresource !== '' && { subresource }),
    })
    validationOf(flags)
    const { infos, error } = yield* infosOf(found)
    if (error !== undefined) throw error
    if (infos.length === 0) throw new CommandError('edit cancelled, no objects found')
    const format = flags.text('output')
    if (!formats.includes(format)) throw noPrinter(format, formats.slice(1))
    yield* editAll(call, infos)
  },
}

/** Lets somebody edit until the API takes all of it, or until they change nothing more. */
function* editAll(call: Call, infos: readonly Info[]): Run {
  const { flags } = call
  const format = flags.text('output')
  const isJson = format === 'json'
  const original = textOf(infos, format)
  const file = `/tmp/kubectl-edit-1${isJson ? '.json' : '.yaml'}`
  let body = original
  let reasons = ''
  for (;;) {
    const isRetry = reasons !== ''
    const edited = yield* editText(file, `${isJson ? '' : `${header}${reasons}`}${body}`)
    if (edited === undefined) throw new CommandError('unable to launch the editor: the lab has none here')
    const text = withoutComments(edited)
    if (isRetry && text === withoutComments(body)) {
      yield* printError(`A copy of your changes has been stored to ${JSON.stringify(file)}\n`)
      throw new CommandError('Edit cancelled, no valid changes were saved.')
    }
    if (text === withoutComments(original)) return yield* printError('Edit cancelled, no changes made.\n')
    if (text.trim() === '') return yield* printError('Edit cancelled, saved file was empty.\n')
    body = text
    let objects: readonly ApiObject[]
    try {
      objects = objectsIn(text)
    } catch (error) {
      reasons = reasonOf(`The edited file had a syntax error: ${messageOf(error)}`)
      continue
    }
    reasons = yield* patchAll(call, infos, objects, file)
    if (reasons === '') return
  }
}

function textOf(infos: readonly Info[], format: string): string {
  const objects = infos.map(({ object = {} }) => withoutOwners(object))
  const shown = objects.length === 1 ? objects[0] : { apiVersion: 'v1', items: objects, kind: 'List', metadata: {} }
  if (format === 'json') return `${indentedJson(shown)}\n`
  return format === 'kyaml' ? kyamlOf(shown) : yamlOf(shown)
}

function withoutOwners(object: ApiObject): ApiObject {
  const { managedFields: _, ...metadata } = object.metadata ?? {}
  return { ...object, metadata }
}

function withoutComments(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .split('\n')
    .filter(line => !line.trimStart().startsWith('#'))
    .join('\n')
}

function objectsIn(text: string): readonly ApiObject[] {
  let value: unknown
  try {
    value = parseDocument(text)
  } catch (error) {
    throw new CommandError(`error parsing edited-file: ${messageOf(error)}`)
  }
  const object = value as ApiObject
  return Array.isArray(object.items) ? (object.items as ApiObject[]) : [object]
}

/** A comment that says why the file is opened again. */
function reasonOf(head: string, causes: readonly string[] = []): string {
  const lines = [
    `# ${commented(head)}${causes.length > 0 ? ':' : ''}`,
    ...causes.map(cause => `# * ${commented(cause)}`),
  ]
  return `${lines.join('\n')}\n#\n`
}

function commented(text: string): string {
  return text.replace(/\n(?=[^#])/g, '\n# ')
}

/** Patches what was changed; returns the reasons to edit once more, '' without one. */
function* patchAll(call: Call, infos: readonly Info[], objects: readonly ApiObject[], file: string): Run<string> {
  let reasons = ''
  let wasRefused = false
  for (const object of objects) {
    const info = infos.find(each => each.object?.metadata?.uid === object.metadata?.uid)
    if (!info) throw new CommandError('At least one of apiVersion, kind and name was changed')
    try {
      yield* patchOne(call, info, object)
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      const { reason, details } = error.status
      const name = `${groupResourceOf(info.type)} ${JSON.stringify(info.name)}`
      if (reason === 'Invalid') {
        const causes = (details?.causes ?? []).map(cause => `${cause.field ?? ''}: ${cause.message ?? ''}`)
        reasons += reasonOf(`${name} was not valid`, causes)
        yield* printError(`error: ${name} is invalid\n`)
      } else {
        wasRefused = true
        yield* printError(
          reason === 'NotFound'
            ? `error: ${name} could not be found on the server\nThe edits you made on deleted resources have been saved to ${JSON.stringify(file)}\n`
            : `error: ${name} could not be patched: ${error.message}\nYou can run \`kubectl replace -f ${file}\` to try this update again.\n`,
        )
      }
    }
  }
  if (wasRefused) throw new SilentExit()
  return reasons
}

function* patchOne(call: Call, info: Info, edited: ApiObject): Run {
  const { flags } = call
  const { object: live = {} } = info
  const owners = live.metadata?.managedFields
  const restored =
    owners === undefined ? edited : { ...edited, metadata: { ...edited.metadata, managedFields: owners } }
  const after = withSavedConfig(restored, flags.bool('save-config'))
  if (deepEqual(live, after)) return yield* print(nameLine(edited, 'skipped'))
  const { apiVersion, kind, metadata } = after
  if (apiVersion !== live.apiVersion || kind !== live.kind || metadata?.name !== live.metadata?.name)
    throw new PlainError('error: At least one of apiVersion, kind and name was changed')
  const type = patchTypeFor(info)
  const body = threeWayPatch({ original: live, modified: withRecord(call, after), current: live }, type)
  if (flags.bool('output-patch')) yield* print(`Patch: ${JSON.stringify(body)}\n`)
  const printer = yield* printerFor(flags, 'edited')
  const options = { fieldManager: flags.text('field-manager'), fieldValidation: fieldValidationOf(flags) }
  yield* print(printer.print(yield* patch(info, type, body, options)))
}
