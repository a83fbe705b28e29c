import { isAlias, isMap, isSeq, type Pair, type ParsedNode } from 'yaml'
import { keyRange, keyText, type MapNode } from './parse'
import { type ShapeName, shapeOf } from './shapes'
import type { TextRange } from './types'

/** A field that its place does not have. */
export interface UnknownField {
  readonly key: string
  /** `spec.template.spec`; empty at the top of the object. */
  readonly path: string
  readonly range: TextRange
  /** From the key to the end of its value. */
  readonly extent: TextRange
  /** The fields that the place has and the text does not yet say. */
  readonly free: readonly string[]
}

/** The fields of an object that their places do not have, in the order of the text. What this lab has no shape for is left to the server. */
export function unknownFields(object: MapNode, shape: ShapeName): readonly UnknownField[] {
  const found: UnknownField[] = []
  visitMap(object, shape, '', found)
  return found
}

/**
 * How much of an object is where its shape does not have it: every key at or below an unknown field, and every field that should have
 * something below it and has nothing. For comparing two ways of writing the same lines.
 */
export function misfits(object: MapNode, shapeName: ShapeName): number {
  const shape = shapeOf(shapeName)
  let count = 0
  for (const pair of object.items) {
    const key = keyText(pair)
    const below = shape.get(key)
    if (!shape.has(key)) count += 1 + keysBelow(pair.value)
    else if (below) count += misfitsBelow(pair.value, below)
  }
  return count
}

function misfitsBelow(value: ParsedNode | null, shape: ShapeName): number {
  if (isMap(value)) return misfits(value as MapNode, shape)
  if (isSeq(value)) return value.items.reduce((count, item) => count + misfitsBelow(item as ParsedNode, shape), 0)
  return isAlias(value) ? 0 : 1
}

function keysBelow(value: ParsedNode | null | undefined): number {
  if (isMap(value)) return (value as MapNode).items.reduce((count, pair) => count + 1 + keysBelow(pair.value), 0)
  if (isSeq(value)) return value.items.reduce((count, item) => count + keysBelow(item as ParsedNode), 0)
  return 0
}

function visitMap(map: MapNode, shapeName: ShapeName, path: string, found: UnknownField[]): void {
  const shape = shapeOf(shapeName)
  const said = new Set(map.items.map(keyText))
  for (const pair of map.items) {
    const key = keyText(pair)
    const range = keyRange(pair)
    if (key === '<<') continue
    if (!shape.has(key)) {
      const free = [...shape.keys()].filter(field => !said.has(field))
      found.push({ key, path, range, extent: { from: range.from, to: endOf(pair) }, free })
      continue
    }
    const below = shape.get(key)
    if (below && pair.value) visitValue(pair.value, below, path ? `${path}.${key}` : key, found)
  }
}

function visitValue(value: ParsedNode, shape: ShapeName, path: string, found: UnknownField[]): void {
  if (isMap(value)) visitMap(value as MapNode, shape, path, found)
  else if (isSeq(value))
    value.items.forEach((item, index) => {
      if (isMap(item)) visitMap(item as MapNode, shape, `${path}[${index}]`, found)
    })
}

function endOf({ key, value }: Pair<ParsedNode, ParsedNode | null>): number {
  return Math.max(key.range[1], value?.range[1] ?? 0)
}
