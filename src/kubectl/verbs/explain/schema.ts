import { isRecord } from '../../../base'
import { groupVersionOf, type ResourceType } from '../../discovery'
import { CommandError } from '../../errors'
import type { Run } from '../../process'
import { send } from '../../resources'

/** A schema of an OpenAPI v3 document, as far as `explain` reads it. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
}

/** An OpenAPI v3 document of one group and version. */
export interface SchemaDocument {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

/** Asks the API for the document of a kind's group and version. Throws CommandError where there is none. */
export function* documentFor(type: ResourceType): Run<SchemaDocument> {
  const { body } = yield* send({ method: 'GET', path: '/openapi/v3' })
  const name = type.group === '' ? `api/${type.version}` : `apis/${type.group}/${type.version}`
  const paths = isRecord(body) && isRecord(body.paths) ? body.paths : {}
  const entry = paths[name]
  const url = isRecord(entry) ? entry.serverRelativeURL : undefined
  const place = type.group === '' ? `/${type.version}` : groupVersionOf(type)
  if (typeof url !== 'string')
    throw new CommandError(`couldn't find resource for "${place}, Resource=${type.resource}"`)
  const { body: document } = yield* send({ method: 'GET', path: url })
  return isRecord(document) ? (document as SchemaDocument) : {}
}

/** The schema of a kind in its document. */
export function schemaOfKind(
  { components }: SchemaDocument,
  { group, version, kind }: ResourceType,
): Schema | undefined {
  return Object.values(components?.schemas ?? {}).find(schema => {
    const kinds = (schema as Readonly<Record<string, unknown>>)['x-kubernetes-group-version-kind']
    return (
      Array.isArray(kinds) &&
      (kinds as readonly Readonly<Record<string, string>>[]).some(
        each => each.group === group && each.version === version && each.kind === kind,
      )
    )
  })
}

/** What a reference means; undefined without one. */
export function resolved({ components }: SchemaDocument, { $ref }: Schema): Schema | undefined {
  return $ref === undefined ? undefined : components?.schemas?.[$ref.slice($ref.lastIndexOf('/') + 1)]
}

/** The values of a map, where the schema is one. */
export function valuesOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}
