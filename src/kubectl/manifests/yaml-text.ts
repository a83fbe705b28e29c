import { type Document, parseAllDocuments } from 'yaml'
import { CommandError, messageOf } from '../errors'
import { wordsOf } from './yaml-errors'

/** Documents as people separate them: a line of `---`, whatever follows it (apimachinery's `splitYAMLDocument`). */
export function documentsIn(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\n---[^\n]*(?:\n|$)/)
    .map((part, index) => (index === 0 ? part.replace(/^---[^\n]*(?:\n|$)/, '') : part))
}

/** The JSON value of one document, by the rules of YAML 1.1 as Go reads it. Throws CommandError with Go's words. */
export function parseDocument(text: string): unknown {
  const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false, merge: true, strict: false })
  const [document] = documents as Document[]
  if (!document) return undefined
  const [error] = document.errors
  if (error) throw new CommandError(`error converting YAML to JSON: yaml: ${wordsOf(error, text)}`)
  try {
    return asJson(document.toJS({ maxAliasCount: 100 }))
  } catch (failure) {
    const name = /alias.*?:\s*(\S+)/i.exec(messageOf(failure))?.[1] ?? ''
    throw new CommandError(`error converting YAML to JSON: yaml: unknown anchor '${name}' referenced`)
  }
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
