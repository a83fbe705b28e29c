import { isAlias, isMap } from 'yaml'
import type { ManifestObject } from '../../commands'
import { fieldRange, looseFieldRange } from './field-path'
import { kindFindings } from './kinds'
import { misplacedFindings } from './misplaced'
import { type ManifestDocument, type MapNode, mapAt, parseManifest, textAt } from './parse'
import { listItems, nameFindings, selectorFindings, volumeFindings } from './rules'
import { shapeOfKind } from './shapes'
import { layoutFinding, syntaxFinding } from './syntax'
import { tabFinding } from './tabs'
import { applyEdits, lineRange, placed } from './text'
import type { Diagnosis, Finding, LocatedObject, Problem } from './types'
import { misfits } from './unknown-fields'
import { duplicateKeys, isMapNode, jsonOf } from './values'

/** Longer manifests are refused before anything reads them; kubectl's own annotation ends at this length. */
export const longestManifest = 256 * 1024

/** Documents up to this length are tried with other indentations, and so many lines in turn. */
const longestTried = 10_000
const layoutsMost = 8

/** Nobody reads more. */
const problemsMost = 50

/** What is wrong with a manifest, and what it asks for. Pure; takes about a millisecond per kilobyte. */
export function diagnose(text: string): Diagnosis {
  return diagnoseAt(text, 0)
}

function diagnoseAt(text: string, depth: number): Diagnosis {
  if (text.length > longestManifest) return { problems: [placed(text, tooLong(text))], objects: [] }
  const documents = parseManifest(text)
  const tabs = documents.some(({ errors }) => errors.length > 0)
    ? tabFinding(text, candidate => (candidate.length > 8 * longestTried ? 0 : judge(candidate)))
    : undefined
  const layout =
    tabs ??
    (depth < layoutsMost
      ? firstOf(documents, document => layoutFinding(text, document, judgeWithin(text, document)))
      : undefined)
  if (layout?.fix) {
    const mended = applyEdits(text, layout.fix.edits)
    const rest = diagnoseAt(mended, depth + 1).problems.map(problem => beforehand(text, mended, problem))
    return { problems: [placed(text, layout), ...rest], objects: [] }
  }
  const found = documents.map(document => examine(text, document))
  const findings = found.flatMap(each => each.findings).slice(0, problemsMost)
  return {
    problems: findings.map(finding => placed(text, finding)),
    objects: found.flatMap(({ objects }) => objects),
  }
}

/** Mends what can be mended by itself, one fix after another. */
export function fixAll(text: string): string {
  let fixed = text
  for (let round = 0; round < 30; round++) {
    const fix = diagnose(fixed).problems.find(problem => problem.fix)?.fix
    if (!fix) return fixed
    const next = applyEdits(fixed, fix.edits)
    if (next === fixed) return fixed
    fixed = next
  }
  return fixed
}

/** Judges other ways of writing a document by that document alone. Long ones are not worth trying a dozen ways. */
function judgeWithin(text: string, { range: [from, , to] }: ManifestDocument): (candidate: string) => number {
  const after = text.length - to
  return candidate => (to - from > longestTried ? 0 : judge(candidate.slice(from, candidate.length - after)))
}

/** How much is wrong with the structure of a text: for comparing two ways of writing the same lines. */
function judge(text: string): number {
  let score = 0
  for (const document of parseManifest(text)) {
    score += 3 * document.errors.length
    for (const object of objectsIn(document)) {
      const shape = shapeOfKind(textAt(object, 'kind') ?? '')
      if (shape) score += misfits(object, shape)
      if (textAt(mapAt(object, 'metadata') ?? object, 'name') === undefined) score++
    }
  }
  return score
}

interface Examined {
  readonly findings: readonly Finding[]
  readonly objects: readonly LocatedObject[]
}

function examine(text: string, document: ManifestDocument): Examined {
  const syntax = syntaxFinding(text, document)
  if (syntax) return { findings: [syntax, ...objectsIn(document).flatMap(gone)], objects: [] }
  const duplicates = duplicateKeys(text, document)
  if (duplicates.length > 0) return { findings: duplicates, objects: [] }
  if (document.errors[0]) return { findings: [], objects: [] }
  const result = jsonOf(document)
  if ('finding' in result) return { findings: [result.finding], objects: [] }
  const { contents } = document
  if (contents === null || result.value === null || result.value === undefined) return { findings: [], objects: [] }
  if (!isMapNode(contents)) return { findings: [noObject(text, document)], objects: [] }
  return examineObject(text, document, contents, undefined)
}

/** Of a document that cannot be read to its end, only what its first lines say for sure. */
function gone(object: MapNode): readonly Finding[] {
  const said = textAt(object, 'apiVersion') !== undefined && textAt(object, 'kind') !== undefined
  return said && !listItems(object) ? kindFindings(object) : []
}

/** Kinds that say which pods are theirs, and make them from a template. */
const selectingKinds: ReadonlySet<string> = new Set(['StatefulSet', 'Deployment', 'ReplicaSet'])

function examineObject(
  text: string,
  document: ManifestDocument,
  object: MapNode,
  model: MapNode | undefined,
): Examined {
  const items = listItems(object)
  if (items) return examineList(text, document, object, items)
  const kind = textAt(object, 'kind')
  const shape = shapeOfKind(kind ?? '')
  const misplaced = shape ? misplacedFindings(text, object, shape, judgeWithin(text, document)) : []
  const findings = [
    ...kindFindings(object),
    ...misplaced,
    ...nameFindings(object).filter(() => misplaced.length === 0),
    ...(kind && selectingKinds.has(kind) ? selectorFindings(text, object) : []),
    ...(kind === 'PersistentVolume' ? volumeFindings(text, object, model) : []),
  ]
  const located: LocatedObject = {
    object: object.toJS(document) as ManifestObject,
    locate: path => fieldRange(object, path),
    locateType: (path, type) => looseFieldRange(object, path, type),
  }
  return { findings: inOrder(findings), objects: [located] }
}

function examineList(text: string, document: ManifestDocument, list: MapNode, items: readonly unknown[]): Examined {
  if (items.length === 0) {
    const range = lineRange(text, list.range[0])
    const advice = 'Write `items:` and below it each object as a list item, beginning with `- `.'
    return { findings: [{ range, message: 'This List has no items.', advice }], objects: [] }
  }
  const examined = items.map((item, index) => {
    if (isMap(item)) return examineObject(text, document, item as MapNode, completeBefore(items, index))
    const at = isAlias(item) ? (item.range?.[0] ?? list.range[0]) : list.range[0]
    const message = `Item ${index + 1} of the List is no object.`
    return { findings: [{ range: lineRange(text, at), message, advice: 'Write the object itself here.' }], objects: [] }
  })
  return {
    findings: examined.flatMap(({ findings }) => findings),
    objects: examined.flatMap(({ objects }) => objects),
  }
}

/** An item of the same kind that has a spec, to complete this one after. */
function completeBefore(items: readonly unknown[], index: number): MapNode | undefined {
  const kind = textAt(items[index] as MapNode, 'kind')
  return items.slice(0, index).findLast((item): item is MapNode => {
    return isMapNode(item) && textAt(item, 'kind') === kind && mapAt(item, 'spec') !== undefined
  })
}

/** The objects of a document as far as it can be read. */
function objectsIn(document: ManifestDocument): readonly MapNode[] {
  const { contents } = document
  if (!isMapNode(contents)) return []
  return listItems(contents)?.filter(isMapNode) ?? [contents]
}

function noObject(text: string, document: ManifestDocument): Finding {
  return {
    range: lineRange(text, document.contents?.range?.[0] ?? document.range[0]),
    message: 'This is no manifest: an object is written as lines of `key: value`.',
    advice: 'Begin with `apiVersion:`, `kind:`, `metadata:` and `spec:`. The examples show how.',
  }
}

function tooLong(text: string): Finding {
  const megabytes = (text.length / 1024 / 1024).toFixed(1)
  return {
    range: { from: 0, to: 1 },
    message: `This manifest is too long: ${megabytes} MB, and the lab takes at most ${longestManifest / 1024} KB at once.`,
    advice: 'Apply it in parts.',
  }
}

const withOthers = ' (with the fixes before it)'

/** A problem of the text whose indentation was mended, told of the text before: the lines are the same, the columns are not. */
function beforehand(text: string, mended: string, problem: Problem): Problem {
  const at = offsetOfLine(text, problem.line)
  const { fix, message, advice } = problem
  const edited = fix && applyEdits(mended, fix.edits)
  return placed(text, {
    range: lineRangeWithTabs(text, at),
    message,
    advice,
    ...(fix &&
      edited !== undefined && {
        fix: {
          title: fix.title.endsWith(withOthers) ? fix.title : fix.title + withOthers,
          edits: [{ from: 0, to: text.length, text: edited }],
        },
      }),
  })
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item)
    if (found) return found
  }
  return undefined
}

function lineRangeWithTabs(text: string, at: number): Finding['range'] {
  const { from, to } = lineRange(text, at)
  let begin = from
  while (text[begin] === '\t' || text[begin] === ' ') begin++
  return { from: begin, to: Math.max(begin, to) }
}

function offsetOfLine(text: string, line: number): number {
  let at = 0
  for (let i = 1; i < line; i++) at = text.indexOf('\n', at) + 1
  return at
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => a.range.from - b.range.from)
}
