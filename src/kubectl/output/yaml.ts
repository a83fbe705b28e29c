import { isRecord } from '../../base'
import { yamlText } from './yaml-scalar'

/** A value as `sigs.k8s.io/yaml` prints it: sorted keys, lists not indented below their key. Ends in a line break. */
export function yamlOf(value: unknown): string {
  if (isRecord(value) && Object.keys(value).length > 0) return `${blockOf(value, 0)}\n`
  if (Array.isArray(value) && value.length > 0) return `${listOf(value, 0)}\n`
  return `${scalarOf(value, 0, 0)}\n`
}

function blockOf(record: Readonly<Record<string, unknown>>, indent: number): string {
  const pad = ' '.repeat(indent)
  return Object.keys(record)
    .filter(key => record[key] !== undefined)
    .sort(compareKeys)
    .map((key, index) => {
      const name = yamlText(key, { indent, column: indent, isKey: true })
      return `${index === 0 ? '' : pad}${name}:${fieldOf(record[key], indent, indent + name.length + 1)}`
    })
    .join('\n')
}

/** What follows a key: on the same line, or below it. */
function fieldOf(value: unknown, indent: number, column: number): string {
  if (isRecord(value) && Object.keys(value).length > 0)
    return `\n${' '.repeat(indent + 2)}${blockOf(value, indent + 2)}`
  if (Array.isArray(value) && value.length > 0) return `\n${' '.repeat(indent)}${listOf(value, indent)}`
  return ` ${scalarOf(value, indent + 2, column + 1)}`
}

function listOf(list: readonly unknown[], indent: number): string {
  const pad = ' '.repeat(indent)
  return list
    .map((item, index) => {
      const start = index === 0 ? '' : pad
      if (isRecord(item) && Object.keys(item).length > 0) return `${start}- ${blockOf(item, indent + 2)}`
      if (Array.isArray(item) && item.length > 0) return `${start}- ${listOf(item, indent + 2)}`
      return `${start}- ${scalarOf(item, indent + 2, indent + 2)}`
    })
    .join('\n')
}

function scalarOf(value: unknown, indent: number, column: number): string {
  if (typeof value === 'string') return yamlText(value, { indent, column })
  if (Array.isArray(value)) return '[]'
  if (isRecord(value)) return '{}'
  return typeof value === 'number' ? numberText(value) : String(value ?? null)
}

/** A number as Go's float formatting with `%g` has it. */
function numberText(value: number): string {
  return String(value).replace(/e\+?(-?)(\d)$/, (_, sign: string, digit: string) => `e${sign || '+'}0${digit}`)
}

/** go-yaml's order of keys: numbers in them by their value, letters after everything else (`keyList.Less`). */
function compareKeys(a: string, b: string): number {
  const left = [...a]
  const right = [...b]
  const at = left.findIndex((character, i) => character !== right[i])
  if (at < 0 || at >= right.length) return left.length - right.length
  const [one, other] = [left[at] as string, right[at] as string]
  const isOneLetter = isLetter(one)
  if (isOneLetter !== isLetter(other)) return isOneLetter ? 1 : -1
  if (isOneLetter) return one < other ? -1 : 1
  const [mine, theirs] = [digitsFrom(left, at), digitsFrom(right, at)]
  const isInNumber = (one === '0' || other === '0') && /[1-9]\d*$/.test(left.slice(0, at).join(''))
  const [value, otherValue] = [mine, theirs].map(digits => Number(`${isInNumber ? '1' : '0'}${digits}`)) as [
    number,
    number,
  ]
  if (value !== otherValue) return value - otherValue
  if (mine.length !== theirs.length) return mine.length - theirs.length
  return one < other ? -1 : 1
}

function digitsFrom(characters: readonly string[], at: number): string {
  return /^\d+/.exec(characters.slice(at).join(''))?.[0] ?? ''
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character)
}
