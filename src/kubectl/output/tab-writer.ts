/** How a tab writer lays out columns. */
export interface TabLayout {
  readonly minWidth: number
  readonly padding: number
  /** Columns never become narrower than they once were, also after `flush`. */
  readonly remembersWidths?: boolean
}

/** The layout of tables (cli-runtime `printers.GetNewTabWriter`). */
export const tableLayout: TabLayout = { minWidth: 6, padding: 3, remembersWidths: true }
/** The layout of descriptions and of other texts in columns. */
export const describeLayout: TabLayout = { minWidth: 0, padding: 2 }

/**
 * Aligns cells that end in tabs, block by block: a column's width counts for neighbouring lines that have it (Go's text/tabwriter, elastic
 * tabstops). The last cell of a line belongs to no column.
 */
export class TabWriter {
  private readonly layout: TabLayout
  private lines: string[][] = [['']]
  private result = ''
  private rememberedWidths: number[] = []

  constructor(layout: TabLayout = tableLayout) {
    this.layout = layout
  }

  /** Adds text; a line of one cell ends all blocks before it. */
  write(text: string): void {
    const [first = '', ...others] = text.split('\n')
    this.addCells(first)
    for (const line of others) {
      const isAlone = (this.lines[this.lines.length - 1] as string[]).length === 1
      this.lines.push([''])
      if (isAlone) this.flush()
      this.addCells(line)
    }
  }

  /** Adds a line of several cells that hold neither tabs nor line ends, below whole lines. */
  writeRow(cells: readonly string[]): void {
    this.lines[this.lines.length - 1] = cells as string[]
    this.lines.push([''])
  }

  /** Ends all blocks. */
  flush(): void {
    this.format(0, this.lines.length, [])
    this.lines = [['']]
  }

  /** Columns may be narrow again. */
  forgetWidths(): void {
    this.rememberedWidths = []
  }

  /** Everything written since the last call, laid out. */
  take(): string {
    this.flush()
    const { result } = this
    this.result = ''
    return result
  }

  private addCells(text: string): void {
    const [first = '', ...others] = text.split('\t')
    const line = this.lines[this.lines.length - 1] as string[]
    line[line.length - 1] += first
    line.push(...others)
  }

  /** Lays out lines from `from` to `to`, whose first columns have `widths`. */
  private format(from: number, to: number, widths: readonly number[]): void {
    const column = widths.length
    let start = from
    for (let at = from; at < to; at++) {
      if (column >= (this.lines[at] as string[]).length - 1) continue
      this.emit(start, at, widths)
      start = at
      while (at < to && column < (this.lines[at] as string[]).length - 1) at++
      this.format(start, at, [...widths, this.widthOf(column, start, at, widths)])
      start = at
    }
    this.emit(start, to, widths)
  }

  private widthOf(column: number, from: number, to: number, widths: readonly number[]): number {
    const { minWidth, padding, remembersWidths } = this.layout
    let width = minWidth
    for (let i = from; i < to; i++)
      width = Math.max(width, lengthOf((this.lines[i] as string[])[column] as string) + padding)
    if (!remembersWidths) return width
    const remembered = this.rememberedWidths
    while (remembered.length < widths.length) remembered.push(widths[remembered.length] as number)
    if (remembered.length > column) width = Math.max(width, remembered[column] as number)
    remembered[column] = width
    return width
  }

  private emit(from: number, to: number, widths: readonly number[]): void {
    for (let i = from; i < to; i++) {
      const line = this.lines[i] as string[]
      const last = line.length - 1
      for (let j = 0; j <= last; j++) {
        const cell = line[j] as string
        this.result += j < last ? padded(cell, widths[j] ?? 0) : cell
      }
      if (i + 1 < this.lines.length) this.result += '\n'
    }
  }
}

function padded(cell: string, width: number): string {
  if (ascii.test(cell)) return cell.padEnd(width)
  return cell + ' '.repeat(Math.max(0, width - lengthOf(cell)))
}

/** Beyond these, a character may be two of JavaScript's. */
const ascii = /^[\x20-\x7e]*$/

/** Characters as Go counts them. */
function lengthOf(text: string): number {
  if (ascii.test(text)) return text.length
  let length = 0
  for (const _ of text) length++
  return length
}
