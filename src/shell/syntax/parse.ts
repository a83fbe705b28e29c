import { Cursor } from './cursor'
import { SyntaxProblem, Unfinished } from './errors'
import type { Pipeline, Redirect, Script, SimpleCommand, Stream, Word } from './types'
import { readQuoted, readWord } from './words'

/**
 * Reads a command line, or several. Throws SyntaxProblem for what is none; Unfinished, which is one of these, where it could go on. Not known:
 * `if`, `for`, `while`, functions, subshells, jobs in the background, patterns of file names.
 */
export function parse(text: string): Script {
  const cursor = new Cursor(text)
  const script = readList(cursor, [])
  if (!cursor.isAtEnd) throw unexpected(cursor)
  return script
}

/** A here-document whose text comes after the line. */
interface Pending {
  readonly mark: string
  readonly isLiteral: boolean
  readonly stripsTabs: boolean
  take(word: Word): void
}

function readNested(cursor: Cursor): Script {
  const script = readList(cursor, [])
  if (!cursor.takes(')')) {
    if (cursor.isAtEnd) throw new Unfinished("unexpected EOF while looking for matching `)'")
    throw unexpected(cursor)
  }
  return script
}

function readList(cursor: Cursor, pending: Pending[]): Script {
  const items: { when: Script[number]['when']; pipeline: Pipeline }[] = []
  let when: Script[number]['when'] = 'always'
  for (;;) {
    skipBlanks(cursor)
    if (takeLineEnd(cursor, pending)) continue
    const pipeline = readPipeline(cursor, pending)
    if (!pipeline) break
    items.push({ when, pipeline })
    skipBlanks(cursor)
    when = 'always'
    if (cursor.takes('&&')) when = 'success'
    else if (cursor.takes('||')) when = 'failure'
    else if (cursor.peek() === '&') throw new SyntaxProblem('nothing runs in the background here: leave out the &')
    else if (!cursor.takes(';') && !takeLineEnd(cursor, pending)) break
  }
  if (when !== 'always' && cursor.isAtEnd) throw new Unfinished('unexpected end of file')
  if (pending.length > 0) throw new Unfinished('the here-document is open')
  return items
}

function readPipeline(cursor: Cursor, pending: Pending[]): Pipeline | undefined {
  const isNegated = cursor.match(/!(?=\s)/y) !== undefined
  skipBlanks(cursor)
  const first = readCommand(cursor, pending)
  if (!first) return undefined
  const commands = [first]
  for (;;) {
    skipBlanks(cursor)
    if (cursor.peek() !== '|' || cursor.peek(1) === '|') return { commands, isNegated }
    cursor.take()
    const joins = cursor.takes('&')
    while (skipBlanks(cursor) || takeLineEnd(cursor, pending));
    const next = readCommand(cursor, pending)
    if (!next) {
      if (cursor.isAtEnd) throw new Unfinished('the pipe is open')
      throw unexpected(cursor)
    }
    if (joins) commands.push(withJoined(commands.pop() as SimpleCommand))
    commands.push(next)
  }
}

function withJoined(command: SimpleCommand): SimpleCommand {
  return { ...command, redirects: [...command.redirects, { type: 'join', stream: 'stderr', into: 'stdout' }] }
}

const reserved = /^(?:if|for|while|until|case|function|select)$/

function readCommand(cursor: Cursor, pending: Pending[]): SimpleCommand | undefined {
  const assignments: { name: string; value: Word }[] = []
  const words: Word[] = []
  const redirects: Redirect[] = []
  for (;;) {
    skipBlanks(cursor)
    if (cursor.peek() === '(')
      throw new SyntaxProblem("no subshells here: leave out the ( and the ), or use $(…) for a command's output")
    if (readRedirect(cursor, redirects, pending)) continue
    const assignment = words.length === 0 ? cursor.match(/([A-Za-z_]\w*)=/y) : undefined
    const word = readWord(cursor, readNested)
    if (assignment) assignments.push({ name: assignment[1] as string, value: word ?? [] })
    else if (word) words.push(word)
    else break
    const [first] = words[0] ?? []
    if (words.length === 1 && first?.type === 'text' && !first.isQuoted && reserved.test(first.text))
      throw new SyntaxProblem(`this small shell does not know ${first.text}: see help for what it knows`)
  }
  const isEmpty = assignments.length + words.length + redirects.length === 0
  return isEmpty ? undefined : { assignments, words, redirects }
}

function readRedirect(cursor: Cursor, redirects: Redirect[], pending: Pending[]): boolean {
  const here = cursor.match(/<<(<|-)?/y)
  if (here?.[1] === '<') {
    redirects.push({ type: 'here', word: [...target(cursor), { type: 'text', text: '\n', isQuoted: true }] })
    return true
  }
  if (here) return readHereDocument(cursor, here[1] === '-', redirects, pending)
  if (cursor.takes('<')) {
    redirects.push({ type: 'from', word: target(cursor) })
    return true
  }
  const join = cursor.match(/([12])?>&([12])/y)
  if (join) {
    redirects.push({ type: 'join', stream: streamOf(join[1] ?? '1'), into: streamOf(join[2] as string) })
    return true
  }
  const to = cursor.match(/([12&])?>(>)?/y)
  if (!to) return false
  const stream = to[1] === '&' ? 'both' : streamOf(to[1] ?? '1')
  redirects.push({ type: 'to', stream, isAppending: to[2] !== undefined, word: target(cursor) })
  return true
}

function streamOf(digit: string): Stream {
  return digit === '2' ? 'stderr' : 'stdout'
}

function target(cursor: Cursor): Word {
  skipBlanks(cursor)
  const word = readWord(cursor, readNested)
  if (!word)
    throw cursor.isAtEnd ? new SyntaxProblem("syntax error near unexpected token `newline'") : unexpected(cursor)
  return word
}

function readHereDocument(cursor: Cursor, stripsTabs: boolean, redirects: Redirect[], pending: Pending[]): boolean {
  const word = target(cursor)
  const place = redirects.length
  redirects.push({ type: 'here', word: [] })
  pending.push({
    mark: word.map(part => (part.type === 'text' ? part.text : '')).join(''),
    isLiteral: word.some(part => part.isQuoted),
    stripsTabs,
    take: text => {
      redirects[place] = { type: 'here', word: text }
    },
  })
  return true
}

/** Takes a line feed, and the here-documents that begin after it. */
function takeLineEnd(cursor: Cursor, pending: Pending[]): boolean {
  if (!cursor.takes('\n')) return false
  for (let document = pending[0]; document; document = pending[0]) {
    takeDocument(cursor, document)
    pending.shift()
  }
  return true
}

function takeDocument(cursor: Cursor, { mark, isLiteral, stripsTabs, take }: Pending): void {
  let text = ''
  for (;;) {
    if (cursor.isAtEnd) throw new Unfinished('the here-document is open')
    const line = cursor.match(/[^\n]*\n?/y)?.[0] ?? ''
    const content = stripsTabs ? line.replace(/^\t+/, '') : line
    if (content.replace(/\n$/, '') === mark) {
      // The line feed after the mark also ends the line.
      if (line.endsWith('\n')) cursor.at--
      break
    }
    text += content
  }
  if (isLiteral) take([{ type: 'text', text, isQuoted: true }])
  else take(readQuoted(new Cursor(text), readNested, undefined))
}

/** Skips blanks, continued lines and comments; says whether there were any. */
function skipBlanks(cursor: Cursor): boolean {
  const from = cursor.at
  cursor.match(/(?:[ \t\r]|\\\n)+/y)
  if (cursor.peek() === '#' && (cursor.at === 0 || /\s/.test(cursor.text[cursor.at - 1] ?? ''))) cursor.match(/[^\n]*/y)
  return cursor.at > from
}

function unexpected(cursor: Cursor): SyntaxProblem {
  const token = cursor.match(/\|\||&&|[\s\S]/y)?.[0] ?? 'newline'
  return new SyntaxProblem(`syntax error near unexpected token \`${token === '\n' ? 'newline' : token}'`)
}
