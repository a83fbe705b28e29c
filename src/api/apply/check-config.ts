import { isRecord } from '../../base'
import { goText } from '../patch'
import type { ListSchema, ScalarSchema, Schema } from '../schema'
import { elementOf, schemaBelow } from './field-set'
import { elementText } from './fields-v1'

/** What is wrong with the types of an applied configuration, in upstream's words; empty if nothing (`typed/validate.go`). */
export function configErrors(value: unknown, schema: Schema | undefined, path = ''): readonly string[] {
  if (value === null || value === undefined || schema === undefined || schema.type === 'any') return []
  switch (schema.type) {
    case 'object':
    case 'map':
      if (!isRecord(value)) return [say(path, `expected map, got ${shown(value)}`)]
      return Object.entries(value).flatMap(([key, child]) => fieldErrors(key, child, schema, path))
    case 'list':
      if (!Array.isArray(value)) return [say(path, `expected list, got ${shown(value)}`)]
      return itemErrors(value, schema, path)
    default:
      return scalarErrors(value, schema, path)
  }
}

function fieldErrors(key: string, value: unknown, schema: Schema, path: string): readonly string[] {
  const field = schemaBelow(schema, `f:${key}`)
  const place = `${path}.${key}`
  return field ? configErrors(value, field, place) : [say(place, 'field not declared in schema')]
}

function itemErrors(value: readonly unknown[], schema: ListSchema, path: string): readonly string[] {
  const errors: string[] = []
  const seen = new Set<string>()
  for (const [index, item] of value.entries()) {
    const result = schema.listType ? elementOf(item, schema) : undefined
    if (result && 'error' in result) return [...errors, say(path, `element ${index}: ${result.error}`)]
    const place = result ? elementText(result.element) : `[${index}]`
    if (result && seen.has(place)) errors.push(say(path, `duplicate entries for key ${place}`))
    seen.add(place)
    errors.push(...configErrors(item, schema.items, path + place))
  }
  return errors
}

function scalarErrors(value: unknown, { type }: ScalarSchema, path: string): readonly string[] {
  switch (type) {
    case 'integer':
    case 'number':
      return typeof value === 'number' ? [] : [say(path, `expected numeric (int or float), got ${goType(value)}`)]
    case 'boolean':
      return typeof value === 'boolean' ? [] : [say(path, `expected boolean, got ${shown(value)}`)]
    case 'quantity':
    case 'intOrString':
      return typeof value !== 'object' ? [] : [say(path, `expected any scalar, got ${shown(value)}`)]
    default:
      if (typeof value === 'string') return []
      return [say(path, `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`)]
  }
}

function say(path: string, text: string): string {
  return path === '' ? text : `${path}: ${text}`
}

function shown(value: unknown): string {
  return `&{${goText(value)}}`
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}'
  if (isRecord(value)) return 'map[string]interface {}'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

/** A JSON value as Go's `%#v` prints it. */
function goSyntax(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (!isRecord(value)) return value === null ? 'interface {}(nil)' : JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[string]interface {}{${entries.map(([key, child]) => `${JSON.stringify(key)}:${goSyntax(child)}`).join(', ')}}`
}
