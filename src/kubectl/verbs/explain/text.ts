import { compareText } from '../../../base'
import { resolved, type Schema, type SchemaDocument, valuesOf } from './schema'
import { indented, wrapped } from './word-wrap'

/** How fields are listed. */
export interface FieldOptions {
  readonly isRecursive: boolean
  /** 0 for all. */
  readonly maxDepth: number
}

/** Values of an enum that a list of fields shows. */
const enumMost = 4

/**
 * The description of a field and of what is in it; empty where the path leads nowhere (explain/v2/templates/plaintext.tmpl, `output`).
 */
export function outputFor(
  document: SchemaDocument,
  schema: Schema,
  path: readonly string[],
  options: FieldOptions,
  seen: ReadonlySet<string> = new Set(),
): string {
  const target = resolved(document, schema) ?? schema
  const [name, ...rest] = path
  if (name === undefined) return describedSchema(document, target, options)
  if (schema.$ref !== undefined && seen.has(schema.$ref)) return ''
  const next = schema.$ref === undefined ? seen : new Set([...seen, schema.$ref])
  const property = target.properties?.[name]
  if (property) {
    const head = rest.length === 0 ? `FIELD: ${name} <${typeText(document, property)}>\n${enumBlock(property)}\n\n` : ''
    return head + outputFor(document, property, rest, options)
  }
  const inner = target.items ?? valuesOf(target)
  if (inner) return outputFor(document, inner, path, options, next)
  for (const part of target.allOf ?? []) {
    const text = outputFor(document, part, path, options, next)
    if (text !== '') return text
  }
  return ''
}

function describedSchema(document: SchemaDocument, schema: Schema, options: FieldOptions): string {
  const description = descriptionOf(document, schema) || '<empty>'
  const fields = fieldList(document, schema, 1, options, new Set())
  return `DESCRIPTION:\n${indented(wrapped(description, 76), 4)}\n${fields === '' ? '' : `FIELDS:\n${fields}`}`
}

/** What a schema and its parts say of themselves, each on lines of its own. */
function descriptionOf(document: SchemaDocument, schema: Schema): string {
  const target = resolved(document, schema) ?? schema
  const values = valuesOf(target)
  return [
    target.description ? `${target.description}\n` : '',
    ...(target.allOf ?? []).map(part => descriptionOf(document, part)),
    target.items ? descriptionOf(document, target.items) : '',
    values ? descriptionOf(document, values) : '',
  ].join('')
}

function fieldList(
  document: SchemaDocument,
  schema: Schema,
  level: number,
  options: FieldOptions,
  seen: ReadonlySet<string>,
): string {
  const { $ref } = schema
  if ($ref !== undefined && seen.has($ref)) return ''
  const next = $ref === undefined ? seen : new Set([...seen, $ref])
  const target = resolved(document, schema) ?? schema
  const { isRecursive, maxDepth } = options
  const goesDeeper = isRecursive && (maxDepth === 0 || level < maxDepth)
  const own = Object.keys(target.properties ?? {})
    .sort(compareText)
    .map(name => {
      const property = target.properties?.[name] as Schema
      const inside = goesDeeper ? fieldList(document, property, level + 1, options, next) : ''
      return fieldText(document, target, name, property, level, isRecursive) + inside
    })
  const values = valuesOf(target)
  const parts = [...(target.allOf ?? []), ...(target.items ? [target.items] : []), ...(values ? [values] : [])]
  return [...own, ...parts.map(part => fieldList(document, part, level, options, next))].join('')
}

function fieldText(
  document: SchemaDocument,
  owner: Schema,
  name: string,
  schema: Schema,
  level: number,
  isShort: boolean,
): string {
  const amount = level * 2
  const required = owner.required?.includes(name) ? ' -required-' : ''
  const head = `${' '.repeat(amount)}${name}\t<${typeText(document, schema)}>${required}${enumLine(schema, amount)}\n`
  if (isShort) return head
  const description = schema.description || '<no description>'
  return `${head}${indented(wrapped(description, 78 - amount), amount + 2)}\n\n`
}

/** `string`, `[]Container`, `map[string]string`: what a field is, in a word. */
function typeText(document: SchemaDocument, schema: Schema): string {
  const { items, allOf, properties, $ref, type } = schema
  if (items) return `[]${typeText(document, items)}`
  const values = valuesOf(schema)
  if (values) return `map[string]${typeText(document, values)}`
  const [only, ...others] = allOf ?? []
  if (only && others.length === 0 && !properties) return typeText(document, only)
  if ($ref !== undefined) {
    const target = resolved(document, schema)
    if (target?.type && target.type !== 'object') return target.type
    return (
      $ref
        .slice($ref.lastIndexOf('/') + 1)
        .split('.')
        .pop() || 'Object'
    )
  }
  return !type || type === 'object' ? 'Object' : type
}

function enumValue(value: unknown): string {
  return value === '' ? '""' : String(value)
}

function enumLine({ enum: values }: Schema, amount: number): string {
  if (!values) return ''
  const shown = values.slice(0, enumMost).map(enumValue).join(', ')
  return `\n${' '.repeat(amount)}enum: ${shown}${values.length > enumMost ? ', ....' : ''}`
}

function enumBlock({ enum: values }: Schema): string {
  return values ? `ENUM:${values.map(value => `\n    ${enumValue(value)}`).join('')}` : ''
}
