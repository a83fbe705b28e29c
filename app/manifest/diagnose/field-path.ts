import { isMap, isPair, isScalar, isSeq, type Pair, type ParsedNode } from 'yaml'
import { keyRange, type MapNode, pairOf, rangeOf } from './parse'
import type { TextRange } from './types'

/** The steps of a field path of the API server: `spec.ports[0].name`, `metadata.annotations[a.b/c]`. */
export function fieldSteps(path: string): readonly string[] {
  return [...path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(match => match[1] ?? match[2] ?? '')
}

/** Where a field is written: its value, or its key when that is a mapping or a list; else the nearest field around it. */
export function fieldRange(object: MapNode, path: string): TextRange {
  const top = pairOf(object, 'kind')
  let range: TextRange = top ? keyRange(top) : { from: object.range[0], to: object.range[0] }
  let node: ParsedNode | null | undefined = object
  for (const step of fieldSteps(path)) {
    const next = below(node, step)
    if (!next) break
    range = isPair(next) ? pairRange(next) : rangeOfItem(next)
    node = isPair(next) ? (next.value as ParsedNode | null) : next
  }
  return range
}

/** Where the value of the wrong type is, for messages that name a path without list indices and the type they found. */
export function looseFieldRange(object: MapNode, path: string, found: string): TextRange | undefined {
  const steps = fieldSteps(path)
  const search = (node: ParsedNode | null | undefined, index: number): TextRange | undefined => {
    if (isSeq(node) && (index < steps.length || found !== 'array')) {
      for (const item of node.items) {
        const range = search(item as ParsedNode, index)
        if (range) return range
      }
      return undefined
    }
    if (index === steps.length) return undefined
    const pair = isMap(node) ? pairOf(node as MapNode, steps[index] as string) : undefined
    if (!pair) return undefined
    if (index === steps.length - 1 && jsonTypeOf(pair.value) === found) return pairRange(pair)
    return search(pair.value, index + 1)
  }
  return search(object, 0)
}

function below(
  node: ParsedNode | null | undefined,
  step: string,
): Pair<ParsedNode, ParsedNode | null> | ParsedNode | undefined {
  if (isMap(node)) return pairOf(node as MapNode, step)
  if (isSeq(node)) return (node.items as ParsedNode[])[Number(step)]
  return undefined
}

function pairRange(pair: Pair<ParsedNode, ParsedNode | null>): TextRange {
  const { value } = pair
  return isScalar(value) && value.range && value.range[1] > value.range[0]
    ? { from: pair.key.range[0], to: value.range[1] }
    : keyRange(pair)
}

function rangeOfItem(item: ParsedNode): TextRange {
  const first = isMap(item) ? (item as MapNode).items[0] : undefined
  return first ? pairRange(first) : rangeOf(item)
}

function jsonTypeOf(value: ParsedNode | null | undefined): string {
  if (isMap(value)) return 'object'
  if (isSeq(value)) return 'array'
  const scalar = isScalar(value) ? value.value : null
  return typeof scalar === 'boolean' ? 'bool' : typeof scalar
}
