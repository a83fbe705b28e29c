import type { YAMLError } from 'yaml'

/** libyaml's words for what is wrong with a document, with the line it names: its scanner counts lines from 1, its parser from 0. */
export function wordsOf({ code, message, pos }: YAMLError, text: string): string {
  const [start, end] = pos
  const at = (line: number, words: string) => `line ${Math.max(line, 1)}: ${words}`
  const line = lineOf(text, start)
  switch (code) {
    case 'TAB_AS_INDENT':
      return at(line, followsPlainScalar(text, start) ? tabWords : tokenWords)
    case 'BAD_SCALAR_START':
      return at(line, tokenWords)
    case 'BLOCK_AS_IMPLICIT_KEY':
      return at(lineOf(text, colonAfter(text, start)), mappingWords)
    case 'MULTILINE_IMPLICIT_KEY':
      return multilineKey(text, start, at)
    case 'MISSING_CHAR':
      return missing(message, text, start, end, at)
    case 'BAD_INDENT':
      if (message.startsWith('Flow'))
        return at(line - 1, `did not find expected ',' or '${message.startsWith('Flow map') ? '}' : ']'}'`)
      return at(line - 1, keyWords)
    case 'BAD_DQ_ESCAPE':
      return at(line, 'found unknown escape character')
    case 'BAD_ALIAS':
      return at(line, 'did not find expected alphabetic or numeric character')
    case 'TAG_RESOLVE_FAILED':
      return at(line, "did not find the expected '>'")
    default:
      return unexpected(message, line, at)
  }
}

type At = (line: number, words: string) => string

const tokenWords = 'found character that cannot start any token'
const tabWords = 'found a tab character that violates indentation'
const mappingWords = 'mapping values are not allowed in this context'
const colonWords = "could not find expected ':'"
const keyWords = 'did not find expected key'

function unexpected(message: string, line: number, at: At): string {
  if (message.includes('Block scalar header')) return at(line, 'did not find expected comment or line break')
  if (message.includes('at node end')) return at(line - 1, keyWords)
  return at(line - 1, 'did not find expected node content')
}

function missing(message: string, text: string, start: number, end: number, at: At): string {
  if (message.startsWith('Implicit map keys')) return at(lineOf(text, end) + (text[end] === '\n' ? 1 : 0), colonWords)
  if (message.startsWith('Missing closing')) return at(lineOf(text, text.length), 'found unexpected end of stream')
  if (!message.startsWith('Sequence item')) return at(lineOf(text, start) - 1, "did not find expected ',' or '}'")
  const line = lineOf(text, start)
  return at(line - 1, isIndentedSequence(text, line) ? "did not find expected '-' indicator" : keyWords)
}

function multilineKey(text: string, start: number, at: At): string {
  const line = lineOf(text, start)
  const lines = text.split('\n')
  const own = lines[line - 1] ?? ''
  if (own.trimStart().startsWith('- ')) return at(line - 1, keyWords)
  return hasKeyBeside(lines, line - 1)
    ? at(line + 1, colonWords)
    : at(lineOf(text, colonAfter(text, start)), mappingWords)
}

/** Whether a line above has a key at the same indent, in the same mapping. */
function hasKeyBeside(lines: readonly string[], index: number): boolean {
  const indent = indentOf(lines[index] as string)
  for (let i = index - 1; i >= 0; i--) {
    const line = lines[i] as string
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    if (indentOf(line) < indent) return false
    if (indentOf(line) === indent) return /^\s*[^\s#-].*:(?:\s|$)/.test(line)
  }
  return false
}

/** Whether the list that a wrongly indented line interrupts stands further in than the key that it belongs to. */
function isIndentedSequence(text: string, badLine: number): boolean {
  const lines = text.split('\n').slice(0, badLine - 1)
  const indent = indentOf(text.split('\n')[badLine - 1] as string)
  const item = lines.findLastIndex(line => line.trimStart().startsWith('- ') && indentOf(line) < indent)
  if (item < 0) return false
  const itemIndent = indentOf(lines[item] as string)
  const owner = lines
    .slice(0, item)
    .findLast(line => line.trim() !== '' && !line.trimStart().startsWith('- ') && indentOf(line) <= itemIndent)
  return owner !== undefined && indentOf(owner) < itemIndent
}

/** A tab after an unquoted text could have gone on with it. */
function followsPlainScalar(text: string, start: number): boolean {
  const before = text.slice(0, start).trimEnd().split('\n').pop() ?? ''
  return /(?::|-)\s+[^\s'"[{|>&*!#].*$/.test(before)
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

function colonAfter(text: string, start: number): number {
  const found = text.slice(start).search(/:(?:\s|$)/)
  return found < 0 ? start : start + found
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}
