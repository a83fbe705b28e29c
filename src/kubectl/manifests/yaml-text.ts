import { type Document, parseAllDocuments, type YAMLError } from 'yaml'
import { CommandError } from '../errors'

/** Documents as people separate them: a line of `---`, whatever follows it (apimachinery's `splitYAMLDocument`). */
export function documentsIn(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\n---[^\n]*(?:\n|$)/)
    .map((part, index) => (index === 0 ? part.replace(/^---[^\n]*(?:\n|$)/, '') : part))
}

/** The JSON value of one document, by the rules of YAML 1.1 as Go reads it. Throws CommandError with Go's words. */
export function parseDocument(text: string): unknown {
  const tab = /^( *)\t+(?=[^\s#])/m.exec(text)
  const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false, merge: true, strict: false })
  const [document] = documents as Document[]
  if (!document) return undefined
  const [error] = document.errors
  if (error) throw new CommandError(`error converting YAML to JSON: yaml: ${wordsOf(error, text, tab?.index)}`)
  return asJson(document.toJS({ maxAliasCount: 100 }))
}

/** Dates and numbers beyond JSON as the texts and numbers they are for Go's JSON. */
function asJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJson)
  if (typeof value === 'bigint') return Number(value)
  if (value !== null && typeof value === 'object') {
    if ('toISOString' in value) return (value as { toISOString(): string }).toISOString().replace('.000Z', 'Z')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asJson(item)]))
  }
  return value
}

/** libyaml's words for what is wrong, with the line it names: its parser counts from 0, its scanner from 1. */
function wordsOf(error: YAMLError, text: string, tabAt: number | undefined): string {
  const [start] = error.pos
  const line = lineOf(text, start)
  if (tabAt !== undefined) return `line ${lineOf(text, tabAt)}: found character that cannot start any token`
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return `line ${line}: mapping values are not allowed in this context`
    case 'MISSING_CHAR':
      if (/flow|collection|\]|\}/i.test(error.message)) return `line ${line}: did not find expected ',' or '}'`
      return /quote/.test(error.message)
        ? `line ${lineOf(text, text.length)}: found unexpected end of stream`
        : `line ${line + 1}: could not find expected ':'`
    case 'BAD_ALIAS':
      return `unknown anchor '${text.slice(start).match(/^\*?([\w-]+)/)?.[1] ?? ''}' referenced`
    case 'BAD_INDENT':
    case 'UNEXPECTED_TOKEN':
      return structural(error, text, line)
    case 'MULTILINE_IMPLICIT_KEY':
      return `line ${line + 1}: could not find expected ':'`
    default:
      return structural(error, text, line)
  }
}

function structural(error: YAMLError, text: string, line: number): string {
  const [start] = error.pos
  const rest = text.slice(start).trimStart()
  if (rest.startsWith('{') || rest.startsWith('['))
    return `line ${lineOf(text, text.length)}: could not find expected ':'`
  return `line ${Math.max(line - 1, 1)}: did not find expected ${rest.startsWith('-') ? "'-' indicator" : 'key'}`
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}
