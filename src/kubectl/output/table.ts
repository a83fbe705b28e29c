import { compareText } from '../../base'
import type { ApiObject } from '../resources'
import type { TabWriter } from './tab-writer'

/** A table as the API answers it (`metav1.Table`). */
export interface Table {
  readonly columnDefinitions?: readonly Column[] | null
  readonly rows?: readonly Row[]
}

export interface Column {
  readonly name: string
  readonly type: string
  readonly format?: string
  /** Columns above 0 are for the wide form. */
  readonly priority?: number
}

export interface Row {
  readonly cells: readonly unknown[]
  readonly object?: ApiObject
}

/** How a table is shown. */
export interface TableOptions {
  readonly isWide: boolean
  readonly hasNoHeaders: boolean
  readonly showsNamespace: boolean
  readonly showsLabels: boolean
  /** Labels that have columns of their own. */
  readonly labelColumns: readonly string[]
  /** Put before names, with a slash. */
  readonly kind?: string
}

/** Whether an answer of the API is a table. */
export function isTable(object: ApiObject | undefined): boolean {
  return object?.kind === 'Table'
}

/** Rows between two flushes of a long table: from then on columns keep the widths they have. */
const flushInterval = 100

/**
 * Prints tables one after the other, the header once for the same columns (cli-runtime `printers/tableprinter.go`). It knows no kind: the
 * server says what the columns are.
 */
export class TablePrinter {
  private readonly options: TableOptions
  private lastColumns: readonly Column[] = []
  private hasHeader = false

  constructor(options: TableOptions) {
    this.options = options
  }

  print(table: Table, writer: TabWriter, eventType?: string): void {
    const { rows = [] } = table
    // The later events of a watch have none.
    const columnDefinitions = table.columnDefinitions ?? []
    const isAsBefore = columnDefinitions.length === 0 || sameColumns(columnDefinitions, this.lastColumns)
    const hidesHeader = this.options.hasNoHeaders || (this.hasHeader && isAsBefore)
    if (!isAsBefore) {
      this.lastColumns = columnDefinitions
      this.hasHeader = false
    }
    if (rows.length === 0) return
    this.hasHeader = true
    const decorated = decorate(this.lastColumns, rows, this.options, eventType)
    printTable(decorated, writer, this.options.isWide, hidesHeader)
  }
}

function sameColumns(one: readonly Column[], other: readonly Column[]): boolean {
  return one.length === other.length && one.every(({ name }, i) => name === other[i]?.name)
}

interface Decorated {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly unknown[])[]
}

function decorate(
  columns: readonly Column[],
  rows: readonly Row[],
  options: TableOptions,
  eventType?: string,
): Decorated {
  const { showsNamespace, showsLabels, labelColumns, kind } = options
  const added = (name: string): Column => ({ name, type: 'string' })
  const nameAt =
    kind === undefined ? -1 : columns.findIndex(({ format, type }) => format === 'name' && type === 'string')
  const isPlain = eventType === undefined && !showsNamespace && !showsLabels && labelColumns.length === 0 && nameAt < 0
  return {
    columns: [
      ...(eventType === undefined ? [] : [added('Event')]),
      ...(showsNamespace ? [added('Namespace')] : []),
      ...columns,
      ...labelColumns.map(label => added(label.slice(label.lastIndexOf('/') + 1))),
      ...(showsLabels ? [added('Labels')] : []),
    ],
    rows: rows.map(({ cells, object }) => {
      if (isPlain) return cells
      const labels = object?.metadata?.labels ?? {}
      return [
        ...(eventType === undefined ? [] : [eventType.padEnd(8)]),
        ...(showsNamespace ? [object?.metadata?.namespace ?? ''] : []),
        ...cells.map((cell, i) => (i === nameAt ? `${kind}/${cell}` : cell)),
        ...labelColumns.map(label => labels[label] ?? ''),
        ...(showsLabels ? [labelsText(labels)] : []),
      ]
    }),
  }
}

/** `a=b,c=d`, or `<none>`. */
export function labelsText(labels: Readonly<Record<string, string>> = {}): string {
  const keys = Object.keys(labels).sort(compareText)
  return keys.length === 0 ? '<none>' : keys.map(key => `${key}=${labels[key]}`).join(',')
}

function printTable({ columns, rows }: Decorated, writer: TabWriter, isWide: boolean, hidesHeader: boolean): void {
  const visible = columns.flatMap(({ priority = 0 }, i) => (isWide || priority === 0 ? [i] : []))
  const texts = rows.map(cells => visible.map(i => cellText(cells[i])))
  const widths = visible.map(i => rows.reduce((most, cells) => Math.max(most, byteLength(textOf(cells[i]))), 0))
  // The first line is as wide as the widest, so that lines that are flushed early stand under those that come later.
  const padded = (cells: readonly string[]) =>
    cells.map((cell, i) =>
      i < cells.length - 1 ? cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - byteLength(cell))) : cell,
    )
  const header = visible.map(i => (columns[i] as Column).name.toUpperCase())
  if (!hidesHeader) writer.write(`${padded(header).join('\t')}\n`)
  for (const [index, cells] of texts.entries()) {
    const line = hidesHeader && index === 0 ? padded(cells) : cells
    // Cells have no line ends; what has tabs, or stands alone, is laid out as text.
    if (line.length > 1 && !line.some(cell => cell.includes('\t'))) writer.writeRow(line)
    else writer.write(`${line.join('\t')}\n`)
    if ((index + 1) % flushInterval === 0) writer.flush()
  }
}

function textOf(cell: unknown): string {
  return cell === null || cell === undefined ? '' : String(cell)
}

/** A cell on one line: what follows a line break is cut off, control characters are spelled out. */
function cellText(cell: unknown): string {
  const text = textOf(cell)
  if (ascii.test(text)) return text
  const end = text.search(/[\f\n\r]/)
  return end < 0 ? withoutEscapes(text) : `${withoutEscapes(text.slice(0, end))}...`
}

/** Escape sequences made visible, so that no cell moves the cursor (`EscapeTerminal`). */
export function withoutEscapes(text: string): string {
  return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r')
}

/** Characters of one byte each that show as they are. */
const ascii = /^[ -~]*$/

function byteLength(text: string): number {
  if (ascii.test(text)) return text.length
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0) as number
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return length
}
