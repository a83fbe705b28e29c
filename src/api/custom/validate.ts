import { deepEqual, isRecord } from '../../base'
import type { JsonSchema } from '../../kinds'
import { type FieldError, invalidValue, notSupported, required, tooLong } from '../resources'
import { duplicate, tooMany, typeInvalid } from '../resources/field-error'
import { hasFormat } from './formats'

/** Where errors of a value that has no name of its own are filed, as Go prints a nil path. */
const nowhere = '<nil>'

/** What is wrong with a custom resource by its schema, in the words of kube-openapi's `validation/validate`. */
export function schemaErrors(object: unknown, schema: JsonSchema): readonly FieldError[] {
  const errors: FieldError[] = []
  check(errors, object, schema, '')
  return errors
}

function check(errors: FieldError[], value: unknown, schema: JsonSchema, path: string): void {
  if (value === null && schema.nullable === true) return
  const problem = typeProblem(value, schema, path)
  if (problem.length > 0) {
    errors.push(...problem)
    return
  }
  checkAlternatives(errors, value, schema, path)
  if (typeof value === 'string') checkText(errors, value, schema, path)
  else if (typeof value === 'number') checkNumber(errors, value, schema, path)
  if (Array.isArray(schema.enum) && !schema.enum.some(allowed => deepEqual(allowed, value)))
    errors.push(notSupported(path || nowhere, value, schema.enum.map(plainText)))
  if (Array.isArray(value)) checkItems(errors, value, schema, path)
  else if (isRecord(value)) checkFields(errors, value, schema, path)
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function typeProblem(value: unknown, { type, format, ...schema }: JsonSchema, path: string): readonly FieldError[] {
  const isEither = schema['x-kubernetes-int-or-string'] === true
  const wanted = isEither ? ['integer', 'string'] : typeof type === 'string' ? [type] : []
  const given = typeName(value)
  if (wanted.length === 0 || wanted.some(name => name === given || (name === 'number' && given === 'integer')))
    return []
  // What has a format is held against that, and said twice.
  const isFormatted = wanted[0] === 'integer' && typeof format === 'string' && given === 'number'
  if (!isFormatted) return [mistyped(path, given, wanted.join(','))]
  const text = `Checked value must be of type integer with format ${format} in ${path}`
  return [mistyped(path, 'float64', format), invalidValue(nowhere, '', text)]
}

function mistyped(path: string, given: string, wanted: string): FieldError {
  const detail = `${path} in body must be of type ${wanted}: ${JSON.stringify(given)}`
  return typeInvalid(path || nowhere, given, detail)
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

function checkText(errors: FieldError[], value: string, schema: JsonSchema, path: string): void {
  const { maxLength, minLength, pattern, format } = schema
  const length = [...value].length
  if (typeof maxLength === 'number' && length > maxLength)
    errors.push(tooLong(path, `may not be more than ${maxLength} bytes`))
  else if (typeof minLength === 'number' && length < minLength)
    errors.push(invalidValue(path, value, `${path} in body should be at least ${minLength} chars long`))
  else if (typeof pattern === 'string' && !patternOf(pattern)?.test(value))
    errors.push(invalidValue(path, value, `${path} in body should match '${pattern}'`))
  if (typeof format === 'string' && !hasFormat(value, format))
    errors.push(typeInvalid(path, value, `${path} in body must be of type ${format}: ${JSON.stringify(value)}`))
}

/** Go's patterns are close enough to JavaScript's for what schemas use; undefined for one that cannot be read. */
function patternOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern.replace(/^\(\?i\)/, ''), pattern.startsWith('(?i)') ? 'iu' : 'u')
  } catch {
    return undefined
  }
}

function checkNumber(errors: FieldError[], value: number, schema: JsonSchema, path: string): void {
  const { multipleOf, maximum, minimum, exclusiveMaximum, exclusiveMinimum } = schema
  const say = (detail: string) => errors.push(invalidValue(path, value, detail))
  if (typeof multipleOf === 'number') {
    if (value === 0) say(`factor MultipleOf declared for ${path} must be positive: 0`)
    else if (!Number.isInteger(value / multipleOf)) say(`${path} in body should be a multiple of ${multipleOf}`)
  }
  if (typeof maximum === 'number' && (exclusiveMaximum === true ? value >= maximum : value > maximum))
    say(`${path} in body should be less than ${exclusiveMaximum === true ? '' : 'or equal to '}${maximum}`)
  if (typeof minimum === 'number' && (exclusiveMinimum === true ? value <= minimum : value < minimum))
    say(`${path} in body should be greater than ${exclusiveMinimum === true ? '' : 'or equal to '}${minimum}`)
}

function checkItems(errors: FieldError[], items: readonly unknown[], schema: JsonSchema, path: string): void {
  const { minItems, maxItems } = schema
  if (typeof minItems === 'number' && items.length < minItems)
    errors.push(invalidValue(path, items.length, `${path} in body should have at least ${minItems} items`))
  if (typeof maxItems === 'number' && items.length > maxItems) errors.push(tooMany(path, items.length, maxItems))
  if (!isRecord(schema.items)) return
  for (const [index, item] of items.entries()) check(errors, item, schema.items, `${path}[${index}]`)
}

function checkFields(
  errors: FieldError[],
  record: Readonly<Record<string, unknown>>,
  schema: JsonSchema,
  path: string,
): void {
  const { minProperties, maxProperties } = schema
  const count = Object.keys(record).length
  if (typeof minProperties === 'number' && count < minProperties)
    errors.push(invalidValue(path, count, `${path} in body should have at least ${minProperties} properties`))
  if (typeof maxProperties === 'number' && count > maxProperties) errors.push(tooMany(path, count, maxProperties))
  const place = (name: string) => (path ? `${path}.${name}` : name)
  for (const name of Array.isArray(schema.required) ? (schema.required as unknown[]) : [])
    if (typeof name === 'string' && !Object.hasOwn(record, name)) errors.push(required(place(name)))
  const properties = isRecord(schema.properties) ? schema.properties : {}
  for (const key in record) {
    const below = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties
    if (isRecord(below)) check(errors, record[key], below, place(key))
  }
}

function checkAlternatives(errors: FieldError[], value: unknown, schema: JsonSchema, path: string): void {
  const failuresOf = (below: unknown) => {
    const own: FieldError[] = []
    if (isRecord(below)) check(own, value, below, path)
    return own
  }
  const say = (detail: string) => errors.push(invalidValue(nowhere, '', `${JSON.stringify(path)} must ${detail}`))
  const { oneOf, anyOf, allOf, not } = schema
  if (Array.isArray(anyOf) && anyOf.length > 0) {
    const failures = anyOf.map(failuresOf)
    if (failures.every(list => list.length > 0)) {
      say('validate at least one schema (anyOf)')
      errors.push(...bestOf(failures))
    }
  }
  if (Array.isArray(oneOf) && oneOf.length > 0) {
    const failures = oneOf.map(failuresOf)
    const valid = failures.filter(list => list.length === 0).length
    if (valid === 0) {
      say('validate one and only one schema (oneOf). Found none valid')
      errors.push(...bestOf(failures))
    } else if (valid > 1) say(`validate one and only one schema (oneOf). Found ${valid} valid alternatives`)
  }
  if (Array.isArray(allOf) && allOf.length > 0) {
    const failures = allOf.flatMap(failuresOf)
    if (failures.length > 0) {
      say('validate all the schemas (allOf)')
      errors.push(...failures)
    }
  }
  if (isRecord(not) && failuresOf(not).length === 0) say('not validate the schema (not)')
}

/** The alternative that came closest. */
function bestOf(failures: readonly (readonly FieldError[])[]): readonly FieldError[] {
  return failures.reduce((best, list) => (list.length < best.length ? list : best))
}

/** Items that a set or a map may have once only (`pkg/apiserver/schema/listtype`). */
export function listErrors(value: unknown, schema: unknown, path = ''): readonly FieldError[] {
  if (!isRecord(schema)) return []
  if (Array.isArray(value)) {
    const own = duplicatesIn(value, schema, path)
    return [...own, ...value.flatMap((item, index) => listErrors(item, schema.items, `${path}[${index}]`))]
  }
  if (!isRecord(value)) return []
  const properties = isRecord(schema.properties) ? schema.properties : {}
  return Object.entries(value).flatMap(([key, below]) => {
    const own = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties
    return listErrors(below, own, path ? `${path}.${key}` : key)
  })
}

function duplicatesIn(items: readonly unknown[], schema: JsonSchema, path: string): readonly FieldError[] {
  const listType = schema['x-kubernetes-list-type']
  const keys = schema['x-kubernetes-list-map-keys']
  if (listType !== 'set' && listType !== 'map') return []
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const identity = listType === 'set' ? item : identityOf(item, Array.isArray(keys) ? (keys as unknown[]) : [])
    const text = JSON.stringify(identity)
    if (seen.has(text)) return [duplicate(`${path}[${index}]`, identity)]
    seen.add(text)
    return []
  })
}

function identityOf(item: unknown, keys: readonly unknown[]): Readonly<Record<string, unknown>> {
  if (!isRecord(item)) return {}
  return Object.fromEntries(keys.flatMap(key => (typeof key === 'string' && key in item ? [[key, item[key]]] : [])))
}
