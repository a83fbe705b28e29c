import type { Press } from './keys'

/** The line that a person is typing. */
export interface Line {
  readonly text: string
  /** Before which character the cursor stands. */
  readonly cursor: number
  /** Which line of the history is shown, counted from the last, 1 being that; 0 for what is typed anew. */
  readonly back: number
  /** What was typed before the history was looked at. */
  readonly draft: string
  /** What was deleted last. */
  readonly killed: string
  readonly search?: Search
}

/** A search through the history, backwards. */
export interface Search {
  readonly query: string
  /** How far back the line stands that was found; undefined when there is none. */
  readonly back: number | undefined
}

/** What is to be done besides. */
export type Deed = 'submit' | 'interrupt' | 'endOfInput' | 'clear' | 'complete' | 'leave'

export const emptyLine: Line = { text: '', cursor: 0, back: 0, draft: '', killed: '' }

/** A line of that text, with the cursor at its end. */
export function lineOf(text: string): Line {
  return { ...emptyLine, text, cursor: text.length }
}

/** What a press makes of a line. `history` is oldest first. */
export function pressed(
  line: Line,
  press: Press,
  history: readonly string[],
): { readonly line: Line; readonly deed?: Deed } {
  if (line.search) {
    const inSearch = searched(line, line.search, press, history)
    if (inSearch) return inSearch
    return pressed(withoutSearch(line), press, history)
  }
  if (press.type !== 'key') return { line: inserted(line, press.text) }
  const { text, cursor } = line
  switch (press.key) {
    case 'enter':
      return { line, deed: 'submit' }
    case 'tab':
      return { line, deed: 'complete' }
    case 'escape':
      return { line, deed: 'leave' }
    case 'interrupt':
      return { line: emptyLine, deed: 'interrupt' }
    case 'clear':
      return { line, deed: 'clear' }
    case 'endOfInput':
      return text === '' ? { line, deed: 'endOfInput' } : { line: without(line, cursor, cursor + 1) }
    case 'up':
      return { line: moved(line, history, 1) }
    case 'down':
      return { line: moved(line, history, -1) }
    case 'search':
      return { line: { ...line, draft: line.back === 0 ? text : line.draft, search: { query: '', back: undefined } } }
    default:
      return { line: edited(line, press.key) }
  }
}

function edited(line: Line, key: Extract<Press, { type: 'key' }>['key']): Line {
  const { text, cursor, killed } = line
  switch (key) {
    case 'left':
      return { ...line, cursor: Math.max(0, cursor - 1) }
    case 'right':
      return { ...line, cursor: Math.min(text.length, cursor + 1) }
    case 'home':
      return { ...line, cursor: text.lastIndexOf('\n', cursor - 1) + 1 }
    case 'end':
      return { ...line, cursor: endOfRow(text, cursor) }
    case 'wordLeft':
      return { ...line, cursor: wordStart(text, cursor) }
    case 'wordRight':
      return { ...line, cursor: wordEnd(text, cursor) }
    case 'backspace':
      return cursor === 0 ? line : without(line, cursor - 1, cursor)
    case 'delete':
      return without(line, cursor, cursor + 1)
    case 'deleteWord':
      return kill(line, /\S*\s*$/.exec(text.slice(0, cursor))?.index ?? 0, cursor)
    case 'deleteNextWord':
      return kill(line, cursor, wordEnd(text, cursor))
    case 'deleteToEnd':
      return kill(line, cursor, endOfRow(text, cursor))
    case 'deleteToStart':
      return kill(line, 0, cursor)
    case 'yank':
      return inserted(line, killed)
    default:
      return line
  }
}

/** Puts a text where the cursor stands. */
export function inserted(line: Line, text: string): Line {
  const { cursor } = line
  return {
    ...line,
    back: 0,
    text: line.text.slice(0, cursor) + text + line.text.slice(cursor),
    cursor: cursor + text.length,
  }
}

function without(line: Line, from: number, to: number): Line {
  return { ...line, back: 0, text: line.text.slice(0, from) + line.text.slice(to), cursor: from }
}

function kill(line: Line, from: number, to: number): Line {
  return { ...without(line, from, to), killed: line.text.slice(from, to) || line.killed }
}

function endOfRow(text: string, cursor: number): number {
  const end = text.indexOf('\n', cursor)
  return end < 0 ? text.length : end
}

function wordStart(text: string, cursor: number): number {
  return /\w*\W*$/.exec(text.slice(0, cursor))?.index ?? 0
}

function wordEnd(text: string, cursor: number): number {
  return cursor + (/^\W*\w*/.exec(text.slice(cursor))?.[0].length ?? 0)
}

function moved(line: Line, history: readonly string[], step: 1 | -1): Line {
  const back = Math.min(history.length, Math.max(0, line.back + step))
  if (back === line.back) return line
  const draft = line.back === 0 ? line.text : line.draft
  const text = back === 0 ? draft : (history.at(-back) as string)
  return { ...line, text, cursor: text.length, back, draft }
}

function searched(line: Line, search: Search, press: Press, history: readonly string[]) {
  const find = (query: string, from: number) => {
    const back = query === '' ? undefined : found(history, query, from)
    return { line: { ...line, search: { query, back }, ...shown(line, history, back) } }
  }
  if (press.type === 'text') return find(search.query + press.text, search.back ?? 1)
  if (press.type !== 'key') return undefined
  if (press.key === 'backspace') return find(search.query.slice(0, -1), 1)
  if (press.key === 'search') {
    const next = found(history, search.query, (search.back ?? 0) + 1)
    return next === undefined ? { line } : find(search.query, next)
  }
  if (press.key === 'escape' || press.key === 'interrupt') return { line: lineOf(line.draft) }
  return undefined
}

function shown(line: Line, history: readonly string[], back: number | undefined) {
  const text = back === undefined ? line.text : (history.at(-back) as string)
  return { text, cursor: text.length, back: back ?? line.back }
}

function found(history: readonly string[], query: string, from: number): number | undefined {
  for (let back = from; back <= history.length; back++) if (history.at(-back)?.includes(query)) return back
  return undefined
}

function withoutSearch({ search: _, ...line }: Line): Line {
  return line
}
