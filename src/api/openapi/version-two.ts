import type { Documents } from './documents'
import type { Json } from './names'

/** All documents of version 3 in one of version 2 (Swagger), which says the same in other words. */
export function versionTwo(documents: Documents): Json {
  const paths: Record<string, Json> = {}
  const definitions: Record<string, Json> = {}
  for (const { document } of documents.values()) {
    const { schemas } = document.components as { readonly schemas: Record<string, Json> }
    for (const [path, item] of Object.entries(document.paths as Record<string, Json>)) paths[path] = pathItem(item)
    // Only the document of its own group says which kind a schema is.
    for (const [name, schema] of Object.entries(schemas))
      if (!definitions[name] || schema[kindExtension]) definitions[name] = schemaNode(schema)
  }
  return { swagger: '2.0', info: { title: 'Kubernetes', version: '1.37' }, paths, definitions }
}

const kindExtension = 'x-kubernetes-group-version-kind'
const produced = ['application/json', 'application/yaml']

function pathItem({ parameters, ...operations }: Json): Json {
  const converted = Object.entries(operations).map(([method, value]) => [method, operation(value as Json)])
  return { ...Object.fromEntries(converted), parameters: (parameters as readonly Json[]).map(parameter) }
}

function operation({ requestBody, parameters = [], responses, ...rest }: Json): Json {
  const body = requestBody as
    | { readonly content: Record<string, { schema: Json }>; readonly required?: boolean }
    | undefined
  const [first] = Object.values(body?.content ?? {})
  const bodyParameter = first && {
    name: 'body',
    in: 'body',
    ...(body?.required && { required: true }),
    schema: schemaNode(first.schema),
  }
  return {
    ...rest,
    consumes: body ? Object.keys(body.content) : ['*/*'],
    produces: produced,
    schemes: ['https'],
    parameters: [...(bodyParameter ? [bodyParameter] : []), ...(parameters as readonly Json[]).map(parameter)],
    responses: Object.fromEntries(
      Object.entries(responses as Record<string, Json>).map(([code, value]) => [code, response(value)]),
    ),
  }
}

/** What a parameter may be stands beside its name. */
function parameter({ schema, ...rest }: Json): Json {
  return { ...(schema as Json), ...rest }
}

function response({ description, content }: Json): Json {
  const [first] = Object.values((content ?? {}) as Record<string, { readonly schema: Json }>)
  return { description, ...(first && { schema: schemaNode(first.schema) }) }
}

/** References stand alone, there are no defaults, and what may be of two types is text. */
function schemaNode(schema: Json): Json {
  const { allOf, oneOf, default: _, $ref, properties, items, additionalProperties, ...rest } = schema
  const reference = $ref ?? (allOf as readonly Json[] | undefined)?.[0]?.$ref
  return {
    ...(typeof reference === 'string' && { $ref: reference.replace('#/components/schemas/', '#/definitions/') }),
    ...rest,
    ...(oneOf !== undefined && rest.type === undefined && { type: 'string' }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties as Record<string, Json>).map(([name, value]) => [name, schemaNode(value)]),
      ),
    }),
    ...(items !== undefined && { items: schemaNode(items as Json) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? schemaNode(additionalProperties as Json) : additionalProperties,
    }),
  }
}
