import type { ListSchema, MapSchema, ObjectSchema, ScalarSchema, Schema } from './types'

/** The words in which the files of this folder write down Kubernetes' types. */

function scalar(type: ScalarSchema['type'], goType: string): ScalarSchema {
  return { type, goType }
}

/** A string of any form. */
export const text = scalar('string', 'string')
/** A `[]byte`: base64 in JSON. */
export const bytes = scalar('bytes', '[]uint8')
export const bool = scalar('boolean', 'bool')
export const int32 = scalar('integer', 'int32')
export const int64 = scalar('integer', 'int64')
/** RFC 3339 with seconds. */
export const time = scalar('time', 'v1.Time')
/** RFC 3339 with microseconds. */
export const microTime = scalar('time', 'v1.MicroTime')
export const quantity = scalar('quantity', 'resource.Quantity')
export const intOrString = scalar('intOrString', 'intstr.IntOrString')
/** JSON that the API keeps as it came. */
export const anything = scalar('any', 'runtime.RawExtension')

/** A string type with a name of its own, and the values it may have where the API lists them. */
export function named(goType: string, ...values: readonly string[]): ScalarSchema {
  return values.length > 0 ? { type: 'string', goType, values } : { type: 'string', goType }
}

/** A list; without options it is atomic to apply and replaced by a strategic merge. */
export function list(items: Schema, options?: Pick<ListSchema, 'merge' | 'listType' | 'keys'>): ListSchema {
  return { type: 'list', goType: `[]${items.goType}`, items, ...options }
}

/** A list whose items are told apart by `key`, both for apply and for a strategic merge. */
export function keyed(items: Schema, key: string): ListSchema {
  return list(items, { merge: { key }, listType: 'map', keys: [key] })
}

/** String keys of the user's choice, values of one shape. */
export function map(values: Schema, goType = `map[string]${values.goType}`): MapSchema {
  return { type: 'map', goType, values }
}

/** How the structs of one Go package are written: `goType` is `package.Name`, and errors print the name. */
export type StructNotation = (
  goType: string,
  fields: Readonly<Record<string, Schema>>,
  options?: { readonly atomic: boolean },
) => ObjectSchema

/** The word for structs of a package; OpenAPI names its definitions after it (`k8s.io/api/apps/v1` gives `io.k8s.api.apps.v1.…`). */
export function structsOf(goPackage: string): StructNotation {
  return (goType, fields, options) => {
    const required = Object.keys(fields).filter(name => isRequired(fields[name] as Schema))
    // Without a prototype, a field called `constructor` or `__proto__` is unknown like any other.
    const own = Object.assign(Object.create(null), fields) as Readonly<Record<string, Schema>>
    return { type: 'object', goType, goPackage, fields: own, required, ...options }
  }
}

function isRequired(schema: Schema): boolean {
  return schema.presence === 'always' || schema.presence === 'null'
}

export const texts = list(text)
export const textMap = map(text)
/** Amounts by resource name: `{cpu: 100m}`. */
export const resourceList = map({ ...quantity, finest: 'milli' }, 'v1.ResourceList')
/** The two fields every top-level object begins with. */
export const typeMeta = { kind: text, apiVersion: text } as const

/** Keeps `0`, `""` and `false` apart from absence (a pointer to a scalar). */
export function optional<T extends Schema>(schema: T): T {
  return { ...schema, presence: 'keep' }
}

/** Written even when it is zero. */
export function always<T extends Schema>(schema: T): T {
  return { ...schema, presence: 'always' }
}

/** Written as `null` when it is left out. */
export function nullable<T extends Schema>(schema: T): T {
  return { ...schema, presence: 'null' }
}

/** Replaced whole by apply. */
export function atomic<T extends ObjectSchema | MapSchema>(schema: T): T {
  return { ...schema, atomic: true }
}

/** See `ObjectSchema.retainKeys`. */
export function retaining(schema: ObjectSchema): ObjectSchema {
  return { ...schema, retainKeys: true }
}

/** See `ObjectSchema.replaced`. */
export function replaced(schema: ObjectSchema): ObjectSchema {
  return { ...schema, replaced: true }
}

/** See `ScalarSchema.default`. */
export function fallback(schema: ScalarSchema, value: string | number | boolean): ScalarSchema {
  return { ...schema, default: value }
}
