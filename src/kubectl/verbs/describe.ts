import type { Call, Command } from '../command'
import { DescribeWriter, describerFor } from '../describe'
import { CommandError, isReason, throwAll } from '../errors'
import { groups } from '../flags'
import { print, printError, type Run } from '../process'
import { type FindOptions, find, type Info, infosOf, read } from '../resources'

/** `kubectl describe` (pkg/cmd/describe). What it says about a kind is in `describe/`. */
export const describe: Command = {
  name: 'describe',
  suggestFor: ['inspect'],
  usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]',
  short: 'Show details of a specific resource or group of resources',
  flags: `
    -A --all-namespaces bool
    --chunk-size int64 =500
    ${groups.fileFlags}
    ${groups.selectorFlag}
    --show-events bool =true
  `,
  *run(call) {
    const { args, flags } = call
    if (args.length === 0 && flags.list('filename').length === 0 && !flags.text('kustomize'))
      throw new CommandError(
        'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n',
      )
    const { infos, error } = yield* infosOf(yield* find(call, findOptions(call)))
    const isMany = error !== undefined || infos.length > 1
    const showsEvents = flags.isSet('show-events') || !isMany ? flags.bool('show-events') : false
    if (error !== undefined && isReason(error, 'NotFound') && args.length === 2)
      return yield* describeByPrefix(call, error, showsEvents)
    const errors: unknown[] = error === undefined ? [] : [error]
    let isFirst = true
    for (const info of infos) {
      try {
        const text = yield* descriptionOf(call, info, showsEvents)
        yield* print(`${isFirst ? '' : '\n\n'}${text}`)
        isFirst = false
      } catch (failure) {
        errors.push(failure)
      }
    }
    throwAll(errors)
    if (infos.length > 0) return
    yield* printError(
      flags.bool('all-namespaces') ? 'No resources found\n' : `No resources found in ${call.namespace} namespace.\n`,
    )
  },
}

function findOptions({ args, flags }: Call): FindOptions {
  return {
    words: args,
    files: flags.list('filename'),
    mayOmitNames: true,
    labelSelector: flags.text('selector'),
    allNamespaces: flags.bool('all-namespaces'),
    chunkSize: flags.number('chunk-size'),
    continues: true,
  }
}

/** A describer reads the object anew, as kubectl's do. */
function* descriptionOf(call: Call, info: Info, showsEvents: boolean): Run<string> {
  const { object = {} } = yield* read(info)
  const writer = new DescribeWriter()
  yield* describerFor(info.type)({ call, info, object, showsEvents }, writer)
  return writer.take()
}

/** Where no object has the name, those whose names begin with it are meant. */
function* describeByPrefix(call: Call, error: unknown, showsEvents: boolean): Run {
  const [type = '', prefix = ''] = call.args
  const found = yield* find(call, { ...findOptions(call), words: [type], mustBeOneType: true })
  const { infos } = yield* infosOf(found)
  const matching = infos.filter(({ name }) => name.startsWith(prefix))
  if (matching.length === 0) throw error
  for (const info of matching) yield* print(`${yield* descriptionOf(call, info, showsEvents)}\n`)
}
