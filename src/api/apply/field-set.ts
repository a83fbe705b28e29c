import { compareText, isRecord } from '../../base'
import type { ListSchema, Schema } from '../schema'

/**
 * A set of field paths, as a tree. Path elements are written as in FieldsV1: `f:name`, `k:{"name":"main"}`, `v:"x"`. After
 * `structured-merge-diff/fieldpath`.
 */
export interface FieldSet {
  /** Whether the path that leads here belongs to the set. */
  readonly isMember: boolean
  readonly children: ReadonlyMap<string, FieldSet>
}

/** A field set while it is being collected. */
export interface FieldSetBuilder extends FieldSet {
  isMember: boolean
  readonly children: Map<string, FieldSetBuilder>
}

/** The set of nothing. */
export const emptySet: FieldSet = { isMember: false, children: new Map() }

/** An empty set to insert paths into. */
export function newFieldSet(): FieldSetBuilder {
  return { isMember: false, children: new Map() }
}

/** Adds a path to a set. */
export function insertPath(set: FieldSetBuilder, path: readonly string[]): void {
  let node = set
  for (const element of path) {
    let child = node.children.get(element)
    if (!child) {
      child = newFieldSet()
      node.children.set(element, child)
    }
    node = child
  }
  node.isMember = true
}

/** Whether no path is in the set. */
export function isEmptySet({ isMember, children }: FieldSet): boolean {
  return !isMember && children.size === 0
}

function make(isMember: boolean, children: Iterable<readonly [string, FieldSet]>): FieldSet {
  return { isMember, children: new Map([...children].filter(([, child]) => !isEmptySet(child))) }
}

/** The paths of both. */
export function unionOf(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(a)) return b
  if (isEmptySet(b)) return a
  const children = new Map(a.children)
  for (const [element, child] of b.children) {
    const mine = children.get(element)
    children.set(element, mine ? unionOf(mine, child) : child)
  }
  return { isMember: a.isMember || b.isMember, children }
}

/** The paths that are in both. */
export function intersectionOf(a: FieldSet, b: FieldSet): FieldSet {
  const children = [...a.children].map(
    ([element, child]) => [element, intersectionOf(child, b.children.get(element) ?? emptySet)] as const,
  )
  return make(a.isMember && b.isMember, children)
}

/** The paths of `a` that are not themselves in `b`; what lies below a path of `b` stays. */
export function differenceOf(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(a) || isEmptySet(b)) return a
  const children = [...a.children].map(([element, child]) => {
    const other = b.children.get(element)
    return [element, other ? differenceOf(child, other) : child] as const
  })
  return make(a.isMember && !b.isMember, children)
}

/** The paths of `a` that are neither in `b` nor below a path of `b`. */
export function withoutBelow(a: FieldSet, b: FieldSet): FieldSet {
  if (b.isMember) return emptySet
  const children = [...a.children].map(([element, child]) => {
    const other = b.children.get(element)
    return [element, other ? withoutBelow(child, other) : child] as const
  })
  return make(a.isMember, children)
}

/** The set with every struct field that something of the set lies in (`EnsureNamedFieldsAreMembers`). */
export function withNamedFields(set: FieldSet, schema: Schema | undefined): FieldSet {
  const children = new Map<string, FieldSet>()
  for (const [element, child] of set.children) {
    const below = withNamedFields(child, schemaBelow(schema, element))
    const isNamed =
      schema?.type === 'object' && element.startsWith('f:') && schema.fields[element.slice(2)] !== undefined
    children.set(element, isNamed ? { ...below, isMember: true } : below)
  }
  return { isMember: set.isMember, children }
}

/** The shape of what a path element leads to. */
export function schemaBelow(schema: Schema | undefined, element: string): Schema | undefined {
  if (schema?.type === 'object') return schema.fields[element.slice(2)]
  if (schema?.type === 'map') return schema.values
  return schema?.type === 'list' ? schema.items : schema
}

/** The path element of an item of a list that is not atomic; an error text where it has none. */
export function elementOf(item: unknown, list: ListSchema): { readonly element: string } | { readonly error: string } {
  if (!list.keys?.length) return setElementOf(item)
  if (item === null) return { error: 'associative list with keys may not have a null element' }
  if (!isRecord(item)) return { error: 'associative list with keys may not have non-map elements' }
  const pairs: string[] = []
  for (const key of [...list.keys].sort(compareText)) {
    const value = item[key] ?? keyDefault(list.items, key)
    if (value !== undefined) pairs.push(`${JSON.stringify(key)}:${JSON.stringify(value)}`)
  }
  if (pairs.length > 0) return { element: `k:{${pairs.join(',')}}` }
  const keys = list.keys.map(key => JSON.stringify(key)).join(' ')
  return {
    error: `associative list with keys has an element that omits all key fields [${keys}] (and doesn't have default values for any key fields)`,
  }
}

function setElementOf(item: unknown): { readonly element: string } | { readonly error: string } {
  if (item === null) return { error: "associative list without keys has an element that's an explicit null" }
  if (Array.isArray(item)) return { error: 'not supported: associative list with lists as elements' }
  if (isRecord(item)) return { error: "associative list without keys has an element that's a map type" }
  return { element: `v:${JSON.stringify(item)}` }
}

function keyDefault(items: Schema, key: string): string | number | boolean | undefined {
  const field = items.type === 'object' ? items.fields[key] : undefined
  return field && 'default' in field ? field.default : undefined
}
