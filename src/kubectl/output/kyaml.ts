import { isRecord } from '../../base'

/** A value as KYAML: flow style, one field a line, texts always quoted, keys only where they must be (`sigs.k8s.io/yaml/kyaml`). */
export function kyamlOf(value: unknown): string {
  return `---\n${textFor(value, 0)}\n`
}

function textFor(value: unknown, indent: number): string {
  if (Array.isArray(value)) return listOf(value, indent)
  if (isRecord(value)) return recordOf(value, indent)
  if (typeof value === 'string') return textOf(value, indent)
  return String(value ?? null)
}

function recordOf(record: Readonly<Record<string, unknown>>, indent: number): string {
  const keys = Object.keys(record).filter(key => record[key] !== undefined)
  if (keys.length === 0) return '{}'
  const pad = ' '.repeat(indent)
  const fields = keys.sort(byBytes).map(key => `${pad}  ${keyOf(key)}: ${textFor(record[key], indent + 2)},\n`)
  return `{\n${fields.join('')}${pad}}`
}

/** Lists of records and lists are cuddled: `[{` … `}, {` … `}]`. */
function listOf(list: readonly unknown[], indent: number): string {
  if (list.length === 0) return '[]'
  const pad = ' '.repeat(indent)
  if (list.every(item => isFilled(item))) return `[${list.map(item => textFor(item, indent)).join(', ')}]`
  return `[\n${list.map(item => `${pad}  ${textFor(item, indent + 2)},\n`).join('')}${pad}]`
}

function isFilled(item: unknown): boolean {
  return Array.isArray(item) ? item.length > 0 : isRecord(item) && Object.keys(item).length > 0
}

const bareKey = /^[A-Za-z_][A-Za-z0-9_./-]*$/
const wordsWithMeaning = /^(?:y|n|yes|no|true|false|on|off|null)$/i

function keyOf(key: string): string {
  return bareKey.test(key) && !wordsWithMeaning.test(key) ? key : JSON.stringify(key)
}

/** Texts of several lines are continued with a backslash, so that they are readable; a blank that begins a line is kept by another one. */
function textOf(text: string, indent: number): string {
  if (!text.includes('\n')) return `"${escaped(text)}"`
  const pad = ' '.repeat(indent + 2)
  const lines = text.split(/(?<=\n)/).map(line => `${pad}${/^[^\S\n]/.test(line) ? '\\' : ' '}${escaped(line)}\\\n`)
  return `"\\\n${lines.join('')}${pad}"`
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\xa0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
}

/** Characters that cannot be printed as kyaml writes them; a tab stays. */
function escaped(text: string): string {
  return text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, character => escapes[character] ?? codeOf(character))
}

function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
