import { indentAt, lineEnd, lineNumber, lineStart } from './text'
import type { Fix, TextEdit, TextRange } from './types'

/** Another indentation of some lines under which less is wrong. */
export interface Reindentation {
  readonly fix: Fix
  /** `2 more spaces`, `4 fewer spaces`. */
  readonly change: string
  readonly firstLine: number
  readonly lastLine: number
}

/**
 * Tries other indentations for a block of lines, and takes the one under which the least is wrong; undefined when none is better. Places to
 * try are the columns at which the lines above begin, and one step below the last of them.
 */
export function reindented(text: string, block: TextRange, judge: (text: string) => number): Reindentation | undefined {
  const starts = lineStarts(text, block)
  const indent = indentAt(text, block.from)
  const now = judge(text)
  let best: { readonly column: number; readonly score: number } | undefined
  for (const column of columnsAbove(text, block.from, indent)) {
    const score = judge(shifted(text, starts, column - indent))
    const isBetter = best
      ? score < best.score || (score === best.score && Math.abs(column - indent) < Math.abs(best.column - indent))
      : score < now
    if (isBetter) best = { column, score }
  }
  if (!best) return undefined
  const step = best.column - indent
  const change = `${Math.abs(step)} ${step > 0 ? 'more' : 'fewer'} ${Math.abs(step) === 1 ? 'space' : 'spaces'}`
  const first = lineNumber(text, starts[0] as number)
  const last = lineNumber(text, starts.at(-1) as number)
  const which = first === last ? `line ${first}` : `lines ${first}–${last}`
  return {
    fix: { title: `Indent ${which} by ${change}`, edits: shiftEdits(text, starts, step) },
    change,
    firstLine: first,
    lastLine: last,
  }
}

/** The line of `offset` with all deeper lines that follow it. A list belongs to the key above it, even when it is not deeper. */
export function blockAt(text: string, offset: number): TextRange {
  const from = lineStart(text, offset)
  const indent = indentAt(text, offset)
  const isBareKey = /:\s*(?:#.*)?$/.test(text.slice(from, lineEnd(text, offset)))
  let to = lineEnd(text, offset)
  while (to < text.length) {
    const next = to + 1
    const end = lineEnd(text, next)
    const line = text.slice(next, end)
    const column = line.search(/\S/)
    const belongs = column < 0 || column > indent || (isBareKey && column === indent && /^\s*-(\s|$)/.test(line))
    if (!belongs || /^(?:---|\.\.\.)(\s|$)/.test(line)) break
    to = end
  }
  return { from, to }
}

function lineStarts(text: string, { from, to }: TextRange): readonly number[] {
  const starts: number[] = []
  for (let at = lineStart(text, from); at < to; at = lineEnd(text, at) + 1)
    if (text.slice(at, lineEnd(text, at)).trim() !== '') starts.push(at)
  return starts.length > 0 ? starts : [lineStart(text, from)]
}

function columnsAbove(text: string, offset: number, indent: number): readonly number[] {
  const columns = new Set<number>()
  let limit = Number.POSITIVE_INFINITY
  let isLast = true
  for (let end = lineStart(text, offset) - 1; end > 0; end = lineStart(text, end) - 1) {
    const line = text.slice(lineStart(text, end), end)
    const dashes = /^ *(?:- +)*/.exec(line)?.[0] ?? ''
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    if (/^(?:---|\.\.\.)/.test(line)) break
    const column = line.search(/\S/)
    if (isLast) columns.add(dashes.length + 2)
    isLast = false
    if (column < limit) {
      for (const place of [column, dashes.length]) columns.add(place)
      limit = column
    }
    if (limit === 0) break
  }
  columns.delete(indent)
  return [...columns]
}

function shiftEdits(text: string, starts: readonly number[], step: number): readonly TextEdit[] {
  return starts.map(start => {
    const to = start + Math.min(indentAt(text, start), Math.max(0, -step))
    return { from: start, to, text: ' '.repeat(Math.max(0, step)) }
  })
}

function shifted(text: string, starts: readonly number[], step: number): string {
  let result = ''
  let end = 0
  for (const { from, to, text: inserted } of shiftEdits(text, starts, step)) {
    result += text.slice(end, from) + inserted
    end = to
  }
  return result + text.slice(end)
}
