import { ageOf, type Time } from '../../kinds'
import type { Call, Command } from '../command'
import { printedKindOf, type ResourceType } from '../discovery'
import { CommandError, isReason, usageError } from '../errors'
import { groups } from '../flags'
import {
  formPrinterForGet,
  isTable,
  relaxedPath,
  sortedBy,
  sortedTable,
  sortPath,
  type Table,
  TablePrinter,
  TabWriter,
} from '../output'
import { now, print, printError, type Run } from '../process'
import { type ApiObject, type FindOptions, find, type Info, infosOf, send, without } from '../resources'
import { watchFor } from './get-watch'

const tableAccept =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json'

/** `kubectl get` (pkg/cmd/get). */
export const get: Command = {
  name: 'get',
  suggestFor: ['list', 'ls'],
  usage:
    '[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags] [options]',
  short: 'Display one or many resources',
  flags: `
    -A --all-namespaces bool
    --chunk-size int64 =500
    ${groups.fieldSelectorFlag}
    ${groups.fileFlags}
    --ignore-not-found bool
    -L --label-columns stringSlice
    --no-headers bool
    ${groups.printFlags}
    --output-watch-events bool
    --raw string
    ${groups.selectorFlag}
    --server-print bool =true
    --show-kind bool
    --show-labels bool
    --sort-by string
    --subresource string
    -w --watch bool
    --watch-only bool
  `,
  *run(call) {
    const { flags, args } = call
    if (flags.text('raw') !== '') return yield* getRaw(call)
    const isWatch = flags.bool('watch') || flags.bool('watch-only')
    if (!isWatch && args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') {
      yield* printError(
        'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
      )
      const advice =
        'Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).'
      throw usageError(call.path, `Required resource not specified.\n${advice}`)
    }
    validate(call)
    if (isWatch) return yield* watchFor(call, findOptions(call), info => tablePrinter(call, info.type, false))
    if (isHumanReadable(call)) return yield* getTables(call)
    yield* getObjects(call)
  },
}

function validate({ flags }: Call): void {
  const format = flags.text('output')
  if (flags.bool('show-labels') && format !== '' && format !== 'wide')
    throw new CommandError(`--show-labels option cannot be used with ${format} printer`)
  if (flags.list('label-columns').length > 0 && format.startsWith('custom-columns'))
    throw new CommandError(`--label-columns option cannot be used with ${format} printer`)
  if (flags.bool('output-watch-events') && !flags.bool('watch') && !flags.bool('watch-only'))
    throw new CommandError('--output-watch-events option can only be used with --watch or --watch-only')
}

function isHumanReadable({ flags }: Call): boolean {
  const format = flags.text('output')
  return (format === '' && flags.text('template') === '') || format === 'wide'
}

function findOptions(call: Call): FindOptions {
  const { flags, args } = call
  const asTable = isHumanReadable(call) && flags.bool('server-print')
  const isSorted = flags.text('sort-by') !== ''
  return {
    words: args,
    files: flags.list('filename'),
    mayOmitNames: true,
    labelSelector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'),
    allNamespaces: flags.bool('all-namespaces'),
    subresource: flags.text('subresource'),
    chunkSize: isSorted ? 0 : flags.number('chunk-size'),
    continues: true,
    latest: true,
    keepsLists: asTable,
    ...(asTable && {
      readOptions: { accept: tableAccept, parameters: { includeObject: isSorted ? 'Object' : undefined } },
    }),
  }
}

function* getRaw({ flags, args }: Call): Run {
  if (args.length > 0) throw new CommandError('arguments may not be passed when --raw is specified')
  if (flags.bool('watch') || flags.bool('watch-only') || flags.text('selector') !== '')
    throw new CommandError(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    )
  if (flags.text('output') !== '') throw new CommandError('--raw and --output are mutually exclusive')
  const path = flags.text('raw')
  if (!path.startsWith('/'))
    throw new CommandError(`--raw must be a valid URL path: parse ${JSON.stringify(path)}: invalid URI for request`)
  const { body } = yield* send({ method: 'GET', path })
  yield* print(typeof body === 'string' ? body : `${JSON.stringify(body)}\n`)
}

function tablePrinter({ flags }: Call, type: ResourceType, showsKind: boolean): TablePrinter {
  return new TablePrinter({
    isWide: flags.text('output') === 'wide',
    hasNoHeaders: flags.bool('no-headers'),
    showsNamespace: flags.bool('all-namespaces') && type.isNamespaced,
    showsLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
    ...((showsKind || flags.bool('show-kind')) && { kind: printedKindOf(type) }),
  })
}

function* getTables(call: Call): Run {
  const { flags } = call
  const { infos, error: found } = yield* infosOf(yield* find(call, findOptions(call)))
  const isIgnored = (each: unknown) => flags.bool('ignore-not-found') && isReason(each, 'NotFound')
  const error = without(found, isIgnored)
  const sortField = flags.text('sort-by')
  const sorted = sortField === '' ? infos : sortedInfos(infos, sortField)
  const text = printTables(call, sorted, yield* now())
  yield* print(text)
  if (text === '' && !flags.bool('ignore-not-found') && error === undefined) yield* nothingFound(call, infos)
  if (error !== undefined) throw error
}

/**
 * Tables by a field of their objects. Several answers are put in order as if each were an object, which tables have no fields for; within one
 * a field that nobody has leaves nothing to print, as in the original (`RuntimeSorter`, `SortingPrinter`).
 */
function sortedInfos(infos: readonly Info[], field: string): readonly Info[] {
  const path = infos.length > 1 ? relaxedPath(field) : sortPath(field)
  const inOrder = infos.length > 1 ? sortedBy(infos, path, ({ object }) => object) : infos
  return inOrder.map(info => withSortedRows(info, path))
}

function withSortedRows(info: Info, path: string): Info {
  const table = info.object as Table | undefined
  if (!table || !isTable(info.object) || (table.rows?.length ?? 0) < 2) return info
  try {
    return { ...info, object: sortedTable(table, path) as ApiObject }
  } catch {
    return { ...info, object: { ...info.object, rows: [] } }
  }
}

function printTables(call: Call, infos: readonly Info[], at: Time): string {
  const showsKind = infos.some(({ type }) => type !== infos[0]?.type)
  const writer = new TabWriter()
  let text = ''
  let last: ResourceType | undefined
  let printer: TablePrinter | undefined
  let separates = false
  const flush = () => {
    const part = writer.take()
    if (part === '') return
    text += separates && text !== '' ? `\n${part}` : part
    separates = false
  }
  for (const { type, object } of infos) {
    if (type !== last || !printer) {
      flush()
      writer.forgetWidths()
      separates = separates || (last !== undefined && !call.flags.bool('no-headers') && text !== '')
      printer = tablePrinter(call, type, showsKind)
      last = type
    }
    if (object) printer.print(tableOf(object, at), writer)
  }
  flush()
  return text
}

/** What the server answered: a table, or an object that gets one of its name. */
function tableOf(object: ApiObject, at: Time): Table {
  if (isTable(object)) return object as Table
  const cells = [object.metadata?.name ?? '', ageOf(object.metadata?.creationTimestamp, at)]
  const columns = [
    { name: 'Name', type: 'string', format: 'name' },
    { name: 'Age', type: 'string' },
  ]
  return { columnDefinitions: columns, rows: [{ cells, object }] }
}

function* nothingFound({ flags, namespace }: Call, infos: readonly Info[]): Run {
  const isNamespaced = !flags.bool('all-namespaces') && infos.every(({ type }) => type.isNamespaced)
  yield* printError(isNamespaced ? `No resources found in ${namespace} namespace.\n` : 'No resources found\n')
}

function* getObjects(call: Call): Run {
  const { flags } = call
  const found = yield* find(call, findOptions(call))
  const { infos, error: failed } = yield* infosOf(found)
  const isIgnored = (each: unknown) => flags.bool('ignore-not-found') && isReason(each, 'NotFound')
  const error = without(failed, isIgnored)
  if (error !== undefined && found.isSingle) throw error
  if (infos.length === 0 && flags.bool('ignore-not-found')) {
    if (error !== undefined) throw error
    return
  }
  const printer = yield* formPrinterForGet(flags)
  const [only] = infos
  const objects = infos.flatMap(({ object }) => (object ? [object] : []))
  const sortField = flags.text('sort-by')
  if (found.isSingle && infos.length === 1 && only?.object) yield* print(printer.print(only.object))
  else {
    const items = sortField === '' ? objects : sortedBy(objects, relaxedPath(sortField), object => object)
    yield* print(printer.print({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }))
  }
  if (error !== undefined) throw error
}
