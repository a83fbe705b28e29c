import { isRecord } from '../../base'
import { objectMeta } from './meta'
import { always, typeMeta } from './notation'
import type { ListSchema, MapSchema, ObjectSchema, Schema } from './types'

type JsonSchema = Readonly<Record<string, unknown>>

/** Scalars, and everything below a field that keeps whatever it is given. What fits is for validation to say. */
const anything: Schema = { type: 'any', goType: '', presence: 'verbatim' }

/**
 * The shape of a custom kind's objects, from its structural schema: which fields are known (all others are pruned), and how apply joins lists.
 * Types and ranges are not in it. After apiextensions-apiserver `pkg/apiserver/schema` (pruning, listtype).
 */
export function customShape(kind: string, schema: JsonSchema): ObjectSchema {
  const { apiVersion: _1, kind: _2, metadata: _3, ...own } = fieldsOf(schema)
  const fields = { ...typeMeta, metadata: always(objectMeta), ...own }
  return {
    ...objectShape(schema, fields),
    goType: kind,
    required: ['metadata'],
    presence: 'keep',
  }
}

function shapeOf(schema: unknown): Schema {
  if (!isRecord(schema)) return anything
  const { additionalProperties } = schema
  if (schema.type === 'array') return listShape(schema)
  if (additionalProperties !== undefined && additionalProperties !== false) return mapShape(schema)
  const isKept = schema['x-kubernetes-preserve-unknown-fields'] === true
  if (schema.type !== 'object' || (isKept && !isRecord(schema.properties))) return anything
  return objectShape(schema, fieldsOf(schema))
}

function objectShape(schema: JsonSchema, fields: Readonly<Record<string, Schema>>): ObjectSchema {
  const known = Object.assign(Object.create(null), fields) as Readonly<Record<string, Schema>>
  return {
    type: 'object',
    goType: 'map[string]interface {}',
    presence: 'verbatim',
    lenient: true,
    fields: known,
    required: [],
    ...(schema['x-kubernetes-preserve-unknown-fields'] === true && { keepsUnknown: true }),
    ...(schema['x-kubernetes-map-type'] === 'atomic' && { atomic: true }),
  }
}

function fieldsOf(schema: JsonSchema): Readonly<Record<string, Schema>> {
  const properties = isRecord(schema.properties) ? schema.properties : {}
  const embedded = schema['x-kubernetes-embedded-resource'] === true
  const own = Object.entries(properties).map(([name, below]) => [name, shapeOf(below)] as const)
  const added = embedded ? (['apiVersion', 'kind', 'metadata'] as const).map(name => [name, anything] as const) : []
  return Object.fromEntries([...added, ...own])
}

function mapShape(schema: JsonSchema): MapSchema {
  return {
    type: 'map',
    goType: 'map[string]interface {}',
    presence: 'verbatim',
    lenient: true,
    values: shapeOf(schema.additionalProperties),
    ...(schema['x-kubernetes-map-type'] === 'atomic' && { atomic: true }),
  }
}

function listShape(schema: JsonSchema): ListSchema {
  const listType = schema['x-kubernetes-list-type']
  const keys = schema['x-kubernetes-list-map-keys']
  return {
    type: 'list',
    goType: '[]interface {}',
    presence: 'verbatim',
    lenient: true,
    items: shapeOf(schema.items),
    ...((listType === 'set' || listType === 'map') && { listType }),
    ...(listType === 'map' && Array.isArray(keys) && { keys: keys as string[] }),
  }
}
