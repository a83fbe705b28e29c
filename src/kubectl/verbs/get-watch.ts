import type { Call } from '../command'
import { pathOf } from '../discovery'
import { isReason } from '../errors'
import { formPrinterForGet, isTable, type Table, type TablePrinter, TabWriter } from '../output'
import { print, printError, type Run } from '../process'
import {
  type ApiObject,
  type FindOptions,
  find,
  follow,
  type Info,
  infosOf,
  type WatchEvent,
  withQuery,
} from '../resources'

/** Shows objects, or events with objects; remembers what it has printed. */
interface Screen {
  show(object: ApiObject, eventType: string | undefined): string
}

/** `get -w`: what is there, and then each change as it happens, until interrupted. */
export function* watchFor(call: Call, options: FindOptions, tableFor: (info: Info) => TablePrinter): Run {
  const { flags } = call
  if (flags.text('sort-by') !== '') {
    const isOnly = !flags.bool('watch')
    yield* printError(
      `warning: --watch${isOnly ? '-only' : ''} requested, --sort-by will be ignored${isOnly ? '' : ' for watch events received'}\n`,
    )
  }
  const found = yield* find(call, { ...options, mustBeOneType: true, continues: false })
  const { infos, error } = yield* infosOf(found)
  if (error !== undefined) {
    if (flags.bool('ignore-not-found') && isReason(error, 'NotFound')) return
    throw error
  }
  const [info] = infos
  if (!info) return
  const screen = options.keepsLists ? tableScreen(tableFor(info)) : yield* formScreen(call)
  const eventType = flags.bool('output-watch-events') ? 'ADDED' : undefined
  if (!flags.bool('watch-only'))
    for (const { object } of infos) if (object) yield* print(screen.show(object, eventType))
  yield* followChanges(call, info, found.named.by === 'selector', options, screen)
}

function* followChanges(call: Call, info: Info, isList: boolean, options: FindOptions, screen: Screen): Run {
  const { flags } = call
  const { labelSelector = '', fieldSelector = '', readOptions = {} } = options
  const { type, namespace, name, object } = info
  const path = withQuery(pathOf(type, namespace), {
    watch: 'true',
    resourceVersion: isList ? object?.metadata?.resourceVersion : '0',
    labelSelector,
    fieldSelector: isList ? fieldSelector : `metadata.name=${name}`,
    ...readOptions.parameters,
  })
  let skips = !isList
  yield* follow(path, readOptions.accept, undefined, function* (event: WatchEvent): Run<boolean> {
    // A watch on one object begins with that object, which has been printed.
    if (!skips) yield* print(screen.show(event.object, flags.bool('output-watch-events') ? event.type : undefined))
    skips = false
    return false
  })
}

function tableScreen(printer: TablePrinter): Screen {
  const writer = new TabWriter()
  return {
    show: (object, eventType) => {
      if (!isTable(object)) return ''
      printer.print(object as Table, writer, eventType)
      return writer.take()
    },
  }
}

function* formScreen(call: Call): Run<Screen> {
  const printer = yield* formPrinterForGet(call.flags)
  return {
    show: (object, eventType) =>
      printer.print(eventType === undefined ? object : ({ type: eventType, object } as unknown as ApiObject)),
  }
}
