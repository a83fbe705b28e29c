import { isMap, isScalar, isSeq } from 'yaml'
import { matchesSelector } from '../../../src/client'
import { keyRange, keyText, type MapNode, mapAt, pairOf, textAt } from './parse'
import { indentAt, lineStart, replacing } from './text'
import type { Finding, Fix, TextRange } from './types'

/** What no object can do without: a name. */
export function nameFindings(object: MapNode): readonly Finding[] {
  const metadata = pairOf(object, 'metadata')
  const fields = mapAt(object, 'metadata')
  const name = fields && pairOf(fields, 'name')
  if (name && isScalar(name.value) && name.value.value !== null && name.value.value !== '') return []
  const generate = fields && pairOf(fields, 'generateName')
  if (generate)
    return [
      {
        range: keyRange(generate),
        message: '`generateName` lets the server make up a name; apply would make a new object each time.',
        advice: 'Write `name:` with a name of your choice instead.',
      },
    ]
  const pair = name ?? metadata
  return [
    {
      range: pair ? keyRange(pair) : start(object),
      message: `This ${textAt(object, 'kind') ?? 'object'} has no name.`,
      advice: 'Write `name:` with a name below `metadata:`, two spaces further in.',
    },
  ]
}

/** A set must say which pods are its own, and its template must make such pods (apps/v1 has no default for it). */
export function selectorFindings(text: string, object: MapNode): readonly Finding[] {
  const spec = mapAt(object, 'spec')
  const template = spec && pairOf(spec, 'template')
  const templateMap = spec && mapAt(spec, 'template')
  const labels = templateMap && labelsOf(templateMap)
  if (!spec || !template || !templateMap) return []
  if (!labels) {
    return [
      {
        range: keyRange(template),
        message: 'The pods of this set have no labels, so no selector can find them.',
        advice:
          'Write `metadata:`, below it `labels:`, and below that a label such as `app: kubia`, at the top of `template:`.',
      },
    ]
  }
  const selector = pairOf(spec, 'selector')
  if (!selector?.value || (isScalar(selector.value) && selector.value.value === null)) {
    return [
      {
        range: keyRange(selector ?? template),
        message: 'This set does not say which pods are its own.',
        advice: `Write \`selector:\` with \`matchLabels:\` that equal the labels of its template: ${shown(labels)}.`,
        fix: selectorFix(text, template.key.range[0], labels, selector && keyRange(selector)),
      },
    ]
  }
  if (!isMap(selector.value)) return []
  const wanted = selector.value.toJSON() as Parameters<typeof matchesSelector>[0]
  if (matchesSelector(wanted, labels)) return []
  const matchLabels = pairOf(selector.value as MapNode, 'matchLabels')
  const value = matchLabels?.value
  return [
    {
      range: keyRange(matchLabels ?? selector),
      message: 'The selector does not match the labels of the template, so the set would not find its own pods.',
      advice: `Write the same labels in both places: ${shown(labels)}.`,
      ...(isMap(value) &&
        !pairOf(selector.value as MapNode, 'matchExpressions') && {
          fix: replacing(
            'Select the labels of the template',
            trimmed(text, value.range),
            labelLines(labels, indentOf(text, value.range[0])),
          ),
        }),
    },
  ]
}

/** A volume needs a size, modes, and something to keep bytes on. A second one begun like the first is completed like the first. */
export function volumeFindings(text: string, object: MapNode, model: MapNode | undefined): readonly Finding[] {
  const spec = pairOf(object, 'spec')
  if (spec && isMap(spec.value)) return []
  const metadata = pairOf(object, 'metadata')
  const name = textAt(mapAt(object, 'metadata') ?? object, 'name') ?? ''
  const pattern = model && pairOf(model, 'spec')
  const patternName = model && textAt(mapAt(model, 'metadata') ?? model, 'name')
  const fix =
    pattern && patternName && metadata?.value && name
      ? completion(text, pattern, metadata.value.range[1], object, spec, [patternName, name])
      : undefined
  return [
    {
      range: spec ? keyRange(spec) : metadata ? keyRange(metadata) : start(object),
      message: `The volume ${name ? `\`${name}\`` : ''} has no \`spec\`: nothing says how big it is or where its bytes are.`,
      advice: `Write \`spec:\` with \`capacity:\`, \`accessModes:\` and a source such as \`hostPath:\` or \`gcePersistentDisk:\`${fix ? `, as \`${patternName}\` has them` : ''}.`,
      ...(fix && { fix }),
    },
  ]
}

function completion(
  text: string,
  pattern: NonNullable<ReturnType<typeof pairOf>>,
  after: number,
  object: MapNode,
  present: ReturnType<typeof pairOf>,
  [from, to]: readonly [string, string],
): Fix | undefined {
  const begin = pattern.key.range[0]
  const source = text.slice(begin, pattern.value?.range[1] ?? begin).trimEnd()
  const first = object.items[0]
  if (!first || present) return undefined
  const step = columnOf(text, first.key.range[0]) - columnOf(text, begin)
  const lines = source.split('\n').map((line, index) => {
    const moved = index === 0 ? `${' '.repeat(columnOf(text, first.key.range[0]))}${line}` : shiftedLine(line, step)
    return moved.split(from).join(to)
  })
  const at = text.slice(0, after).trimEnd().length
  return replacing(`Complete ${to} like ${from}`, { from: at, to: at }, `\n${lines.join('\n')}`)
}

function shiftedLine(line: string, step: number): string {
  return step >= 0 ? ' '.repeat(step) + line : line.slice(Math.min(-step, line.search(/\S|$/)))
}

function labelsOf(template: MapNode): Readonly<Record<string, string>> | undefined {
  const metadata = mapAt(template, 'metadata')
  const labels = metadata && mapAt(metadata, 'labels')
  if (!labels || labels.items.length === 0 || labels.items.some(pair => !isScalar(pair.value))) return undefined
  return Object.fromEntries(
    labels.items.map(pair => [keyText(pair), isScalar(pair.value) ? String(pair.value.value) : '']),
  )
}

function selectorFix(
  text: string,
  templateAt: number,
  labels: Readonly<Record<string, string>>,
  bareSelector: TextRange | undefined,
): Fix {
  const indent = columnOf(text, templateAt)
  const below = `  matchLabels:\n${labelLines(labels, indent + 4, true)}`
  const title = 'Select the labels of the template'
  if (bareSelector) {
    const at = text.indexOf(':', bareSelector.to) + 1
    return replacing(title, { from: at, to: at }, `\n${' '.repeat(indent)}${below}`)
  }
  const spaces = ' '.repeat(indent)
  return replacing(title, { from: templateAt, to: templateAt }, `selector:\n${spaces}${below}\n${spaces}`)
}

function labelLines(labels: Readonly<Record<string, string>>, indent: number, indentsFirst = false): string {
  return Object.entries(labels)
    .map(([key, value], index) => `${index > 0 || indentsFirst ? ' '.repeat(indent) : ''}${key}: ${quoted(value)}`)
    .join('\n')
}

function quoted(value: string): string {
  return /^[A-Za-z][\w./-]*$/.test(value) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value)
    ? value
    : JSON.stringify(value)
}

function shown(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `\`${key}: ${value}\``)
    .join(', ')
}

function trimmed(text: string, [from, , end]: readonly [number, number, number]): TextRange {
  return { from, to: from + text.slice(from, end).trimEnd().length }
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

function indentOf(text: string, offset: number): number {
  return Math.max(indentAt(text, offset), columnOf(text, offset))
}

function start(object: MapNode): TextRange {
  return { from: object.range[0], to: object.range[0] }
}

/** The items of a `kind: List`; undefined for other objects. */
export function listItems(object: MapNode): readonly unknown[] | undefined {
  const kind = textAt(object, 'kind')
  if (!kind?.endsWith('List')) return undefined
  const items = pairOf(object, 'items')?.value
  return isSeq(items) ? items.items : []
}
