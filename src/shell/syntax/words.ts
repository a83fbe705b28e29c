import { Cursor } from './cursor'
import { Unfinished } from './errors'
import type { Part, Script, Word } from './types'

/** Reads the script inside of `$(…)`, up to its closing parenthesis. */
export type ReadScript = (cursor: Cursor) => Script

const endsWord = /[\s|&;<>()]/

/** Reads one word; undefined where none begins. Throws Unfinished for an open quote. */
export function readWord(cursor: Cursor, readScript: ReadScript): Word | undefined {
  const parts: Part[] = []
  while (!cursor.isAtEnd && !endsWord.test(cursor.peek())) {
    if (cursor.takes('\\\n')) continue
    parts.push(...readPart(cursor, readScript))
  }
  return parts.length > 0 ? parts : undefined
}

function readPart(cursor: Cursor, readScript: ReadScript): readonly Part[] {
  const character = cursor.peek()
  if (character === "'") return [quoted(readUntilQuote(cursor))]
  if (character === '"') {
    cursor.take()
    return readQuoted(cursor, readScript, '"')
  }
  if (character === '$' || character === '`') return [readDollar(cursor, readScript, false)]
  if (character === '\\') {
    cursor.take()
    if (cursor.isAtEnd) throw new Unfinished('the line goes on after \\')
    return [quoted(cursor.take())]
  }
  const [text = ''] = cursor.match(/[^\s|&;<>()'"$`\\]+/y) ?? []
  return [{ type: 'text', text, isQuoted: false }]
}

function readUntilQuote(cursor: Cursor): string {
  const end = cursor.text.indexOf("'", cursor.at + 1)
  if (end < 0) throw new Unfinished("unexpected EOF while looking for matching `''")
  const text = cursor.text.slice(cursor.at + 1, end)
  cursor.at = end + 1
  return text
}

/** What stands between double quotes, or, with `end` undefined, in a here-document: variables and `$(…)` mean something, blanks do not. */
export function readQuoted(cursor: Cursor, readScript: ReadScript, end: '"' | undefined): readonly Part[] {
  const parts: Part[] = []
  for (;;) {
    if (cursor.isAtEnd) {
      if (end === undefined) break
      throw new Unfinished('unexpected EOF while looking for matching `"\'')
    }
    if (end !== undefined && cursor.takes(end)) break
    const character = cursor.peek()
    if (character === '$' || character === '`') parts.push(readDollar(cursor, readScript, true))
    else if (cursor.takes('\\\n')) continue
    else if (character === '\\' && /[$`"\\]/.test(cursor.peek(1)) && !(end === undefined && cursor.peek(1) === '"')) {
      cursor.take()
      parts.push(quoted(cursor.take()))
    } else if (character === '\\') parts.push(quoted(cursor.take()))
    else parts.push(quoted(cursor.match(end === undefined ? /[^$`\\]+/y : /[^$`\\"]+/y)?.[0] ?? cursor.take()))
  }
  return parts.length > 0 ? parts : [quoted('')]
}

function readDollar(cursor: Cursor, readScript: ReadScript, isQuoted: boolean): Part {
  if (cursor.takes('`')) return { type: 'output', script: readBackquoted(cursor, readScript), isQuoted }
  if (cursor.takes('$(')) return { type: 'output', script: readScript(cursor), isQuoted }
  const braced = cursor.match(/\$\{(\w+|\?)\}/y)
  const plain = braced ?? cursor.match(/\$([A-Za-z_]\w*|\?)/y)
  if (plain) return { type: 'variable', name: plain[1] as string, isQuoted }
  return { type: 'text', text: cursor.take(), isQuoted }
}

function readBackquoted(cursor: Cursor, readScript: ReadScript): Script {
  const end = cursor.text.indexOf('`', cursor.at)
  if (end < 0) throw new Unfinished("unexpected EOF while looking for matching ``'")
  const inner = new Cursor(`${cursor.text.slice(cursor.at, end)})`)
  cursor.at = end + 1
  return readScript(inner)
}

function quoted(text: string): Part {
  return { type: 'text', text, isQuoted: true }
}
