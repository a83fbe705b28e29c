import { assert } from '../../base'
import type { ObjectSchema } from './types'

const schemas: Readonly<Record<string, ObjectSchema>> = {}

/** The shape of a kind's objects. Asking for a kind the engine does not have is a programming error. */
export function schemaOf(kind: string): ObjectSchema {
  const schema = Object.hasOwn(schemas, kind) ? schemas[kind] : undefined
  assert(schema, `no schema for kind ${kind}`)
  return schema
}
