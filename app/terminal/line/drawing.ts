import type { Line } from './line'

/** Where something stands, counted from the first row of the prompt. */
interface Place {
  readonly row: number
  readonly column: number
  readonly isPending: boolean
}

/** What to write so that a line appears, and in which row of it the cursor stands then. */
export interface Drawing {
  readonly output: string
  readonly cursorRow: number
}

const continuation = '> '

/** What is before the cursor's line: the prompt, or what is searched for. */
export function promptOf({ search }: Line, prompt: string): string {
  if (!search) return prompt
  const failed = search.query !== '' && search.back === undefined
  return `(${failed ? 'failed ' : ''}reverse-i-search)\`${search.query}': `
}

/** Draws a line anew, the cursor standing in row `cursorRow` of its last drawing, in a terminal that is so wide. */
export function drawn(line: Line, prompt: string, columns: number, cursorRow: number): Drawing {
  const start = promptOf(line, prompt)
  const cursor = placeOf(start, line.text.slice(0, line.cursor), columns)
  const end = placeOf(start, line.text, columns)
  const text = line.text.replaceAll('\n', `\r\n${continuation}`).replaceAll('\t', ' ')
  const wraps = end.isPending ? '\r\n' : ''
  return {
    output: `${erased(cursorRow)}${start}${text}${wraps}${up(end.row - cursor.row)}\r${right(cursor.column)}`,
    cursorRow: cursor.row,
  }
}

/** Takes a drawing away, the cursor standing in that row of it. */
export function erased(cursorRow: number): string {
  return `${up(cursorRow)}\r\x1b[J`
}

/** Goes below a drawing, so that output can follow. */
export function below(line: Line, prompt: string, columns: number, cursorRow: number): string {
  const { row } = placeOf(promptOf(line, prompt), line.text, columns)
  return `${row > cursorRow ? `\x1b[${row - cursorRow}B` : ''}\r\n`
}

/** In which row of its drawing the cursor stands. */
export function rowOf(line: Line, prompt: string, columns: number): number {
  return placeOf(promptOf(line, prompt), line.text.slice(0, line.cursor), columns).row
}

function placeOf(prompt: string, text: string, columns: number): Place {
  let row = 0
  let column = 0
  for (const character of `${prompt}${text.replaceAll('\n', `\n${continuation}`)}`) {
    if (character === '\n' || column === columns) {
      row++
      column = 0
    }
    if (character !== '\n') column++
  }
  // A terminal wraps only when the next character comes.
  return column === columns ? { row: row + 1, column: 0, isPending: true } : { row, column, isPending: false }
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : ''
}

function right(columns: number): string {
  return columns > 0 ? `\x1b[${columns}C` : ''
}
