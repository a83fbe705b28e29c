import type { ListSchema, MapSchema, ObjectSchema, ScalarSchema, Schema } from '../schema'
import { describe } from './descriptions'
import { extensions } from './extensions'
import { definitionName, type Json, reference, scalarDefinitions, typeName } from './names'
import { requiredFields } from './required'

/** Definitions by name. */
export type Definitions = Map<string, Json>

/** Adds what OpenAPI says of a struct to `definitions`, with everything that it is made of; the name it got. */
export function define(definitions: Definitions, schema: ObjectSchema, name: string, extra: Json = {}): string {
  if (definitions.has(name)) return name
  definitions.set(name, {})
  definitions.set(name, { ...objectNode(definitions, schema), ...extra })
  return name
}

/** A reference to a struct that has a name; its whole shape where it has none. */
export function structNode(definitions: Definitions, schema: ObjectSchema): Json {
  const name = definitionName(schema)
  return name === undefined ? objectNode(definitions, schema) : reference(define(definitions, schema, name))
}

function objectNode(definitions: Definitions, schema: ObjectSchema): Json {
  const owner = typeName(schema.goType)
  const required = requiredFields(owner, schema)
  const properties: Record<string, Json> = {}
  for (const name of Object.keys(schema.fields).sort())
    properties[name] = fieldNode(definitions, schema.fields[name] as Schema, {
      ...describe(owner, name),
      ...extensions[`${owner}.${name}`],
    })
  return {
    ...describe(owner),
    type: 'object',
    ...(required.length > 0 && { required }),
    properties,
    ...(schema.atomic && { 'x-kubernetes-map-type': 'atomic' }),
    ...extensions[owner],
  }
}

/** A shape where it is used: with what is said of this use. Nothing may stand beside a reference, so that is wrapped. */
function fieldNode(definitions: Definitions, schema: Schema, said: Json): Json {
  const node = nodeOf(definitions, schema)
  const own = {
    ...said,
    ...defaultOf(schema),
    ...(schema.type === 'object' && schema.retainKeys && { 'x-kubernetes-patch-strategy': 'retainKeys' }),
    ...(schema.type === 'object' && schema.replaced && { 'x-kubernetes-patch-strategy': 'replace' }),
  }
  if ('$ref' in node) return { ...own, allOf: [node] }
  return { ...own, ...node }
}

function nodeOf(definitions: Definitions, schema: Schema): Json {
  switch (schema.type) {
    case 'object':
      return structNode(definitions, schema)
    case 'list':
      return listNode(definitions, schema)
    case 'map':
      return mapNode(definitions, schema)
    default:
      return scalarNode(definitions, schema)
  }
}

function listNode(definitions: Definitions, { items, listType, keys, merge }: ListSchema): Json {
  return {
    type: 'array',
    items: nodeOf(definitions, items),
    ...(listType === 'map' && { 'x-kubernetes-list-map-keys': keys }),
    'x-kubernetes-list-type': listType ?? 'atomic',
    ...(merge?.key && { 'x-kubernetes-patch-merge-key': merge.key }),
    ...(merge && { 'x-kubernetes-patch-strategy': merge.retainKeys ? 'merge,retainKeys' : 'merge' }),
  }
}

function mapNode(definitions: Definitions, { values, atomic }: MapSchema): Json {
  return {
    type: 'object',
    additionalProperties: nodeOf(definitions, values),
    ...(atomic && { 'x-kubernetes-map-type': 'atomic' }),
  }
}

function scalarNode(definitions: Definitions, { type, goType, values }: ScalarSchema): Json {
  const known = scalarDefinitions[goType]
  if (known) {
    definitions.set(known.name, known.definition)
    return reference(known.name)
  }
  switch (type) {
    case 'bytes':
      return { type: 'string', format: 'byte' }
    case 'integer':
      return { type: 'integer', format: goType }
    case 'number':
      return { type: 'number', format: 'double' }
    case 'boolean':
      return { type: 'boolean' }
    default:
      return { type: 'string', ...(values && { enum: values }) }
  }
}

/** What a field that is always written holds when nobody sets it. */
function defaultOf(schema: Schema): Json {
  if ('default' in schema && schema.default !== undefined) return { default: schema.default }
  if (schema.presence !== 'always') return {}
  switch (schema.type) {
    case 'object':
      return { default: {} }
    case 'string':
      return { default: '' }
    case 'integer':
    case 'number':
      return { default: 0 }
    case 'boolean':
      return { default: false }
    default:
      return {}
  }
}
