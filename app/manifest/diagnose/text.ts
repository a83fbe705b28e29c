import type { Finding, Fix, Problem, TextEdit, TextRange } from './types'

/** The text after the edits. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.from - b.from)
  let result = ''
  let end = 0
  for (const { from, to, text: inserted } of ordered) {
    result += text.slice(end, from) + inserted
    end = to
  }
  return result + text.slice(end)
}

/** The offset at which the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** The offset of the end of the line of `offset`, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}

/** How many spaces the line of `offset` begins with. */
export function indentAt(text: string, offset: number): number {
  const start = lineStart(text, offset)
  let end = start
  while (text[end] === ' ') end++
  return end - start
}

/** The line of `offset`, without its indentation. */
export function lineRange(text: string, offset: number): TextRange {
  const from = lineStart(text, offset) + indentAt(text, offset)
  return { from, to: Math.max(from, lineEnd(text, offset)) }
}

/** The number of the line of `offset`, from 1. */
export function lineNumber(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** Replaces what was found by one edit. */
export function replacing(title: string, { from, to }: TextRange, text: string): Fix {
  return { title, edits: [{ from, to, text }] }
}

/** A finding with its lines and columns. A range without length is widened, so that there is something to mark. */
export function placed(text: string, finding: Finding): Problem {
  const from = Math.min(finding.range.from, text.length)
  const end = finding.range.to > from ? finding.range.to : Math.max(from + 1, lineEnd(text, from))
  const to = Math.min(end, text.length)
  return {
    ...finding,
    range: { from, to },
    line: lineNumber(text, from),
    column: from - lineStart(text, from) + 1,
    endLine: lineNumber(text, to),
    endColumn: Math.max(1, to - lineStart(text, to) + 1),
  }
}
