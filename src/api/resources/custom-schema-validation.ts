import { compareText, isRecord } from '../../base'
import type { JsonSchema } from '../../kinds'
import { type FieldError, forbidden, invalid, notSupported, required } from './field-error'

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string']

/**
 * What makes a schema no structural one (apiextensions-apiserver `pkg/apiserver/schema/validation.go`), then what no schema of a definition may
 * have (`validation.go: ValidateCustomResourceDefinitionOpenAPISchema`).
 */
export function structuralErrors(schema: JsonSchema, path: string): readonly FieldError[] {
  if (schema.type !== undefined && schema.type !== '' && schema.type !== 'object')
    return [invalid(`${path}.type`, schema.type, 'must be object at the root')]
  const shape: FieldError[] = []
  if (!schema.type) shape.push(required(`${path}.type`, 'must not be empty at the root'))
  checkShape(shape, schema, path)
  const content: FieldError[] = []
  checkContent(content, schema, path)
  return [...shape, ...content]
}

function belowOf(schema: JsonSchema, path: string): readonly (readonly [JsonSchema, string, string])[] {
  const { properties, additionalProperties, items } = schema
  const fields = isRecord(properties) ? Object.entries(properties) : []
  return [
    ...fields
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, below]) => [below, `${path}.properties[${name}]`, 'specified object fields'] as const),
    [additionalProperties, `${path}.additionalProperties`, 'specified object fields'] as const,
    [items, `${path}.items`, 'specified array items'] as const,
  ].flatMap(([below, place, what]) => (isRecord(below) ? [[below, place, what] as const] : []))
}

/** Every field has a type, every array its items. */
function checkShape(errors: FieldError[], schema: JsonSchema, path: string): void {
  if (schema.type === 'array' && !isRecord(schema.items)) errors.push(required(`${path}.items`, 'must be specified'))
  for (const [below, place, what] of belowOf(schema, path)) {
    const isFree =
      below['x-kubernetes-int-or-string'] === true || below['x-kubernetes-preserve-unknown-fields'] === true
    if (!below.type && !isFree) errors.push(required(`${place}.type`, `must not be empty for ${what}`))
    checkShape(errors, below, place)
  }
}

function checkContent(errors: FieldError[], schema: JsonSchema, path: string): void {
  const { type, additionalProperties, properties, uniqueItems, $ref } = schema
  if (uniqueItems === true) {
    const detail = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'
    errors.push(forbidden(`${path}.uniqueItems`, detail))
  }
  if (additionalProperties !== undefined && isRecord(properties) && Object.keys(properties).length > 0)
    errors.push(forbidden(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'))
  else if (additionalProperties === false)
    errors.push(forbidden(`${path}.additionalProperties`, 'additionalProperties cannot be set to false'))
  if ($ref !== undefined) errors.push(forbidden(`${path}.$ref`, '$ref is not supported'))
  if (type !== undefined && type !== '' && !types.includes(String(type)))
    errors.push(notSupported(`${path}.type`, type, types))
  if (typeof schema.pattern === 'string' && !isPattern(schema.pattern))
    errors.push(invalid(`${path}.pattern`, schema.pattern, 'must be a valid regular expression'))
  for (const [below, place] of belowOf(schema, path)) checkContent(errors, below, place)
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern.replace(/^\(\?[a-z]+\)/, ''))
    return true
  } catch {
    return false
  }
}
