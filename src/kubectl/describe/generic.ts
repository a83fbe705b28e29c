import { isRecord } from '../../base'
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
  const words = new Map(Object.keys(record).map(key => [key, inWords(key)]))
  for (const key of Object.keys(record).sort((a, b) =>
    (words.get(a) as string) < (words.get(b) as string) ? -1 : 1,
  )) {
    const inside = `${path}.${key}`
    const value = record[key]
    if (skip.has(inside) || value === undefined) continue
    const name = words.get(key) as string
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

/** `clusterIP` as `Cluster IP`. */
function inWords(key: string): string {
  if (/[^\p{L}\p{Nd}]/u.test(key)) return key
  const words = key.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Nd}+|\p{L}+/gu) ?? [key]
  return words.map(word => (word[0] as string).toUpperCase() + word.slice(1)).join(' ')
}
