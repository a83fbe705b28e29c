import type { Time } from '../../kinds'
import type { Call, Command } from '../command'
import { type EventObject, intervalOf, timeOf } from '../describe'
import { discover, groupVersionOf, resourceTypeFor } from '../discovery'
import { CommandError } from '../errors'
import { groups } from '../flags'
import { goSorted, printerFor, TabWriter } from '../output'
import { now, print, printError, type Run } from '../process'
import { type ApiObject, follow, itemsOf, sendForObject, type WatchEvent, withQuery } from '../resources'

/** `kubectl events` (pkg/cmd/events). */
export const events: Command = {
  name: 'events',
  usage:
    '[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [options]',
  short: 'List events',
  flags: `
    -A --all-namespaces bool
    --chunk-size int64 =500
    --for string
    --no-headers bool
    ${groups.printFlags}
    --types stringSlice
    -w --watch bool
  `,
  *run(call) {
    const { flags, namespace } = call
    const fieldSelector = yield* selectorFor(call)
    const types = flags.list('types').map(type => type.toLowerCase())
    const printer = flags.text('output') === '' ? undefined : yield* printerFor(flags, '')
    if (types.some(type => type !== 'normal' && type !== 'warning'))
      throw new CommandError('valid --types are Normal or Warning')
    const isWanted = ({ type = '' }: EventObject) => types.length === 0 || types.includes(type.toLowerCase())
    const place = flags.bool('all-namespaces') ? '' : `/namespaces/${namespace}`
    const path = `/api/v1${place}/events`
    if (flags.bool('watch')) return yield* watchEvents(call, path, fieldSelector, isWanted, printer?.print)
    const list = yield* sendForObject({ method: 'GET', path: withQuery(path, { fieldSelector }) })
    const found = (itemsOf(list) as readonly EventObject[]).filter(isWanted)
    if (found.length === 0)
      return yield* printError(
        flags.bool('all-namespaces') ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`,
      )
    const sorted = goSorted(found, (a, b) => timeOf(a) < timeOf(b))
    // The real one does not print lists by name, and says nothing of it.
    if (flags.text('output') === 'name') return
    if (printer) return yield* print(printer.print({ ...list, metadata: {}, items: sorted }))
    const writer = new TabWriter()
    if (!flags.bool('no-headers')) writer.write(headings(call))
    const at = yield* now()
    for (const event of sorted) writer.write(lineOf(call, event, at))
    yield* print(writer.take())
  },
}

/** The field selector for `--for`. Throws CommandError. */
function* selectorFor({ flags, session }: Call): Run<string> {
  const text = flags.text('for')
  if (text === '') return ''
  const parts = text.split('/')
  if (parts.length === 1) throw new CommandError('--for must be in resource/name form')
  if (parts.length > 2) throw new CommandError('arguments in resource/name form may not have more than one slash')
  const [word = '', name = ''] = parts
  const type = yield* resourceTypeFor(yield* discover(session), word.toLowerCase())
  return `involvedObject.kind=${type.kind},involvedObject.apiVersion=${groupVersionOf(type)},involvedObject.name=${name}`
}

function headings({ flags }: Call): string {
  const namespace = flags.bool('all-namespaces') ? 'NAMESPACE\t' : ''
  return `${namespace}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n`
}

function lineOf({ flags }: Call, event: EventObject, at: Time): string {
  const { type = '', reason = '', message = '', involvedObject = {}, metadata } = event
  const namespace = flags.bool('all-namespaces') ? `${metadata?.namespace}\t` : ''
  const object = `${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}`
  return `${namespace}${intervalOf(event, at)}\t${type}\t${reason}\t${object}\t${message.trim()}\n`
}

function* watchEvents(
  call: Call,
  path: string,
  fieldSelector: string,
  isWanted: (event: EventObject) => boolean,
  printObject: ((object: ApiObject) => string) | undefined,
): Run {
  const writer = new TabWriter()
  let hasHeadings = call.flags.bool('no-headers')
  yield* follow(withQuery(path, { watch: 'true', fieldSelector }), undefined, undefined, function* (event: WatchEvent) {
    const object = event.object as EventObject
    if (event.type === 'DELETED' || object.kind !== 'Event' || !isWanted(object)) return false
    if (printObject) yield* print(printObject(object))
    else {
      if (!hasHeadings) writer.write(headings(call))
      hasHeadings = true
      writer.write(lineOf(call, object, yield* now()))
      yield* print(writer.take())
    }
    return false
  })
}
