import { compareText, isRecord } from '../../base'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import type { Describer } from './types'
import type { DescribeWriter } from './writer'

/** The description of a kind that has none of its own: all fields, with their names in words (`genericDescriber`). */
export const describeGeneric: Describer = function* (described, writer) {
  const { object } = described
  const { metadata = {} } = object
  writeName(writer, { name: metadata.name ?? '', namespace: metadata.namespace ?? '' })
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  const skip = [
    '.metadata.managedFields',
    '.metadata.name',
    '.metadata.namespace',
    '.metadata.labels',
    '.metadata.annotations',
  ]
  writeFields(writer, object, 0, '', new Set(skip))
  yield* writeEvents(described, writer)
}

function writeFields(
  writer: DescribeWriter,
  record: Readonly<Record<string, unknown>>,
  level: number,
  path: string,
  skip: ReadonlySet<string>,
): void {
  for (const key of Object.keys(record).sort(compareText)) {
    const inside = `${path}.${key}`
    const value = record[key]
    if (skip.has(inside) || value === undefined) continue
    const name = inWords(key)
    if (isRecord(value)) {
      writer.line(`${name}:`, level)
      writeFields(writer, value, level + 1, inside, skip)
    } else if (Array.isArray(value)) {
      writer.line(`${name}:`, level)
      for (const item of value) {
        if (isRecord(item)) writeFields(writer, item, level + 1, inside, skip)
        else writer.line(`${shown(item)}`, level + 1)
      }
    } else writer.line(`${name}:\t${shown(value)}`, level)
  }
}

function shown(value: unknown): string {
  return value === null ? '<nil>' : String(value)
}

const acronyms: ReadonlySet<string> = new Set(['API', 'URL', 'UID', 'GUID'])

/** `creationTimestamp` as `Creation Timestamp`, `uid` as `UID` (`smartLabelFor`). */
function inWords(key: string): string {
  if (/[^\p{L}-]/u.test(key)) return key
  const merged: string[] = []
  for (const part of camelCaseParts(key)) {
    const last = merged[merged.length - 1]
    // Capitals that were torn apart belong together: `IPs` is one word.
    if (last !== undefined && /^\p{Lu}{2,}$/u.test(last) && /^\p{Lu}/u.test(part))
      merged[merged.length - 1] = last + part
    else merged.push(part)
  }
  return merged.map(inTitle).join(' ')
}

function inTitle(word: string): string {
  const upper = word.toUpperCase()
  if (acronyms.has(upper)) return upper
  return word.toLowerCase() === word ? upper.slice(0, 1) + word.slice(1) : word
}

/** Runs of small and of capital letters; the last capital before small ones goes with them (`camelcase.Split`). */
function camelCaseParts(key: string): readonly string[] {
  return key.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|[^\p{Ll}\p{Lu}]+/gu) ?? [key]
}
