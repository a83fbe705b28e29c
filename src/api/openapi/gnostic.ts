import { stringify } from 'yaml'
import { MessageWriter } from '../protobuf'
import type { Json } from './names'

/**
 * A document of version 2 as protobuf: the only form in which Go's clients ask for it (`gnostic-models/openapiv2/OpenAPIv2.proto`; numbers are
 * those of its fields).
 */
export function gnostic(document: Json): Uint8Array {
  const { swagger, info, paths, definitions } = document as Json & { readonly swagger: string; readonly info: Json }
  return new MessageWriter()
    .text(1, swagger)
    .message(2, new MessageWriter().text(1, text(info.title)).text(2, text(info.version)))
    .message(8, named(2, paths as Json, pathMessage))
    .message(9, named(1, definitions as Json, schemaMessage))
    .finish()
}

/** What has a name of its own: a list of pairs. */
function named(field: number, record: Json, write: (value: Json) => MessageWriter): MessageWriter {
  return new MessageWriter().messages(field, Object.entries(record), ([name, value]) =>
    new MessageWriter().text(1, name).message(2, write(value as Json)),
  )
}

const methods = { get: 2, put: 3, post: 4, delete: 5, options: 6, head: 7, patch: 8 } as const

function pathMessage(item: Json): MessageWriter {
  const message = new MessageWriter()
  for (const [method, field] of Object.entries(methods)) {
    const operation = item[method] as Json | undefined
    if (operation) message.message(field, operationMessage(operation))
  }
  return message.messages(9, item.parameters as readonly Json[], parameterMessage)
}

function operationMessage(operation: Json): MessageWriter {
  return new MessageWriter()
    .texts(1, operation.tags as readonly string[])
    .text(3, text(operation.description))
    .text(5, text(operation.operationId))
    .texts(6, operation.produces as readonly string[])
    .texts(7, operation.consumes as readonly string[])
    .messages(8, operation.parameters as readonly Json[], parameterMessage)
    .message(9, named(1, operation.responses as Json, responseMessage))
    .texts(10, operation.schemes as readonly string[])
    .messages(13, extensionsOf(operation), extensionMessage)
}

/** A parameter in a body, in the query or in the path: each is another message inside of two that only choose. */
function parameterMessage(parameter: Json): MessageWriter {
  const place = parameter.in
  const own = place === 'body' ? bodyParameter(parameter) : otherParameter(parameter, place === 'path')
  const chosen = place === 'body' ? own : new MessageWriter().message(place === 'path' ? 4 : 3, own)
  return new MessageWriter().message(1, new MessageWriter().message(place === 'body' ? 1 : 2, chosen))
}

function bodyParameter({ name, description, required, schema }: Json): MessageWriter {
  return new MessageWriter()
    .text(1, text(description))
    .text(2, text(name))
    .text(3, 'body')
    .number(4, required === true)
    .message(5, schemaMessage(schema as Json))
}

/** The numbers of a query parameter are one above those of a path parameter from its type on. */
function otherParameter(
  { name, description, required, type, uniqueItems, in: place }: Json,
  isPath: boolean,
): MessageWriter {
  return new MessageWriter()
    .number(1, required === true)
    .text(2, text(place))
    .text(3, text(description))
    .text(4, text(name))
    .text(isPath ? 5 : 6, text(type))
    .number(isPath ? 19 : 20, uniqueItems === true)
}

function responseMessage({ description, schema }: Json): MessageWriter {
  const body = schema ? new MessageWriter().message(1, schemaMessage(schema as Json)) : undefined
  const response = new MessageWriter().text(1, text(description)).message(2, body)
  return new MessageWriter().message(1, response)
}

function schemaMessage(schema: Json): MessageWriter {
  const { additionalProperties, properties, items, type } = schema
  const values =
    typeof additionalProperties === 'object'
      ? new MessageWriter().message(1, schemaMessage(additionalProperties as Json))
      : undefined
  return new MessageWriter()
    .text(1, text(schema.$ref))
    .text(2, text(schema.format))
    .text(4, text(schema.description))
    .texts(19, schema.required as readonly string[])
    .messages(20, schema.enum as readonly unknown[], anyMessage)
    .message(21, values)
    .message(22, type ? new MessageWriter().texts(1, [text(type) ?? '']) : undefined)
    .message(23, items ? new MessageWriter().messages(1, [items as Json], schemaMessage) : undefined)
    .message(25, properties ? named(1, properties as Json, schemaMessage) : undefined)
    .messages(31, extensionsOf(schema), extensionMessage)
}

type Extension = readonly [name: string, value: unknown]

function extensionsOf(node: Json): readonly Extension[] {
  return Object.entries(node).filter(([name]) => name.startsWith('x-'))
}

function extensionMessage([name, value]: Extension): MessageWriter {
  return new MessageWriter().text(1, name).message(2, anyMessage(value))
}

/** Anything else stands there as YAML. */
function anyMessage(value: unknown): MessageWriter {
  return new MessageWriter().text(2, stringify(value))
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
