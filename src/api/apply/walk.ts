import { deepEqual, isRecord } from '../../base'
import type { ListSchema, Schema } from '../schema'
import { elementOf, type FieldSet, type FieldSetBuilder, insertPath, newFieldSet, schemaBelow } from './field-set'

/** How apply treats a value: as one leaf, as fields, or as items that each have an identity. */
export function partsOf(value: unknown, schema: Schema | undefined): 'leaf' | 'fields' | 'items' {
  if (schema?.type === 'object' || schema?.type === 'map') return schema.atomic ? 'leaf' : 'fields'
  if (schema?.type === 'list') return schema.listType ? 'items' : 'leaf'
  return schema?.type === 'any' && isRecord(value) ? 'fields' : 'leaf'
}

/** The fields that an applied configuration sets (`TypedValue.ToFieldSet`). */
export function fieldSetOf(value: unknown, schema: Schema): FieldSet {
  const set = newFieldSet()
  collect(set, [], value, schema)
  return set
}

function collect(set: FieldSetBuilder, path: string[], value: unknown, schema: Schema | undefined): void {
  const parts = partsOf(value, schema)
  if (parts === 'leaf') insertPath(set, path)
  else if (parts === 'items') collectItems(set, path, value, schema as ListSchema)
  else if (isRecord(value)) collectFields(set, path, value, schema)
}

function collectItems(set: FieldSetBuilder, path: string[], value: unknown, schema: ListSchema): void {
  if (!Array.isArray(value)) return
  for (const item of value as unknown[]) {
    const result = elementOf(item, schema)
    if (!('element' in result)) continue
    path.push(result.element)
    collect(set, path, item, schema.items)
    insertPath(set, path)
    path.pop()
  }
}

function collectFields(set: FieldSetBuilder, path: string[], value: object, schema: Schema | undefined): void {
  for (const [key, child] of Object.entries(value)) {
    if (child === undefined) continue
    const element = `f:${key}`
    path.push(element)
    collect(set, path, child, schemaBelow(schema, element))
    const isOwn = schema?.type === 'object' && schema.fields[key] !== undefined
    if (!isOwn || child === null || (isRecord(child) && Object.keys(child).length === 0)) insertPath(set, path)
    path.pop()
  }
}

/** What differs between two objects, by path. */
export interface Comparison {
  readonly added: FieldSet
  readonly modified: FieldSet
  readonly removed: FieldSet
}

interface Comparing {
  readonly added: FieldSetBuilder
  readonly modified: FieldSetBuilder
  readonly removed: FieldSetBuilder
}

/** Compares two objects field by field (`TypedValue.Compare`). Parts that are the same reference cost nothing. */
export function compareObjects(before: unknown, after: unknown, schema: Schema): Comparison {
  const comparing: Comparing = { added: newFieldSet(), modified: newFieldSet(), removed: newFieldSet() }
  compare(comparing, [], before, after, schema)
  return comparing
}

function compare(to: Comparing, path: string[], before: unknown, after: unknown, schema: Schema | undefined): void {
  if (before === after) return
  const parts = partsOf(after ?? before, schema)
  const isLeaf = parts === 'leaf' || (isBlank(before) && isBlank(after))
  if (!isLeaf && parts === 'items') compareItems(to, path, before, after, schema as ListSchema)
  else if (!isLeaf) compareFields(to, path, before, after, schema)
  if (before === undefined) insertPath(to.added, path)
  else if (after === undefined) insertPath(to.removed, path)
  else if (isLeaf && !deepEqual(before, after)) insertPath(to.modified, path)
}

/** Absent, null or empty: then the whole is a leaf, so that `{}` and null stay apart. */
function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function compareFields(
  to: Comparing,
  path: string[],
  before: unknown,
  after: unknown,
  schema: Schema | undefined,
): void {
  const left = isRecord(before) ? before : {}
  const right = isRecord(after) ? after : {}
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const element = `f:${key}`
    path.push(element)
    compare(to, path, own(left, key), own(right, key), schemaBelow(schema, element))
    path.pop()
  }
}

function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function compareItems(to: Comparing, path: string[], before: unknown, after: unknown, schema: ListSchema): void {
  const left = itemsByElement(before, schema)
  const right = itemsByElement(after, schema)
  for (const element of new Set([...left.keys(), ...right.keys()])) {
    path.push(element)
    compare(to, path, left.get(element), right.get(element), schema.items)
    path.pop()
  }
}

/** The items of a list by their path element; of two with the same, the first. */
export function itemsByElement(value: unknown, schema: ListSchema): ReadonlyMap<string, unknown> {
  const items = new Map<string, unknown>()
  for (const item of Array.isArray(value) ? (value as unknown[]) : []) {
    const result = elementOf(item, schema)
    if ('element' in result && !items.has(result.element)) items.set(result.element, item)
  }
  return items
}
