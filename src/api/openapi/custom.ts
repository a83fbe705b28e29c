import { isRecord } from '../../base'
import type { Discoverable } from '../discovery'
import type { ObjectSchema } from '../schema'
import { describe } from './descriptions'
import { definitionName, type Json, reference } from './names'
import { kindOf } from './well-known'

/**
 * The definition of a kind that a CustomResourceDefinition has added: the schema that it came with, and what every object has
 * (apiextensions-apiserver `pkg/controller/openapi/builder`).
 */
export function customDefinition({ openAPIV3Schema = {}, schema, group, version, kind }: Discoverable): Json {
  const own = isRecord(openAPIV3Schema.properties) ? openAPIV3Schema.properties : {}
  return {
    ...openAPIV3Schema,
    type: 'object',
    properties: {
      ...own,
      apiVersion: { ...describe(kind, 'apiVersion'), type: 'string' },
      kind: { ...describe(kind, 'kind'), type: 'string' },
      metadata: {
        ...describe('ObjectMeta'),
        allOf: [reference(`${definitionName(schema.fields.metadata as ObjectSchema)}`)],
      },
    },
    ...kindOf(group, version, kind),
  }
}
