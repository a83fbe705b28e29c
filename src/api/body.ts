import { parseDocument } from 'yaml'
import { isRecord } from '../base'
import type { KubernetesObject } from '../kinds'
import { badRequest, unsupportedMediaType } from './errors'
import type { Resource } from './resources'
import { decode } from './schema'

const bodyTypes = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']

/** An object from a request, and what its writer should be told. */
export interface DecodedBody {
  readonly object: KubernetesObject
  readonly warnings: readonly string[]
}

/** The JSON value in a body: parsed when it is text, taken as it is when the caller is in the same process. */
export function bodyValue(body: unknown, contentType: string | undefined, expected: string): unknown {
  if (body !== undefined && typeof body !== 'string') return body
  const type = (contentType ?? 'application/json').split(';')[0]?.trim()
  const text = body ?? ''
  if (type === 'application/yaml') return yamlValue(text, expected)
  if (type !== 'application/json') throw unsupportedMediaType(bodyTypes)
  try {
    return JSON.parse(text)
  } catch {
    const shown = text === '' ? '<empty>' : text.slice(0, 30)
    throw unrecognized(expected, `json parse error: unexpected end of JSON input (${shown})`)
  }
}

/** Aliases make a text of a few hundred bytes into gigabytes; manifests do not need more than these. */
const aliasesMost = 100

function yamlValue(text: string, expected: string): unknown {
  const document = parseDocument(text, { schema: 'core', uniqueKeys: true })
  const [error] = document.errors
  if (error) throw unrecognized(expected, `yaml: line ${error.linePos?.[0].line ?? 1}: ${error.message.split('\n')[0]}`)
  try {
    return document.toJS({ maxAliasCount: aliasesMost })
  } catch {
    throw unrecognized(expected, 'yaml: document contains excessive aliasing')
  }
}

function unrecognized(expected: string, detail: string) {
  return badRequest(
    `the object provided is unrecognized (must be of type ${expected}): couldn't get version/kind; ${detail}`,
  )
}

/**
 * Turns a JSON value into an object of the resource: checks kind and version, types of fields, and deals with unknown fields as
 * `fieldValidation` says (Strict refuses, Warn tells, Ignore drops).
 */
export function decodeBody(resource: Resource, value: unknown, fieldValidation: string | null): DecodedBody {
  if (!isRecord(value)) throw unrecognized(resource.kind, 'json parse error: the body must be an object')
  checkKind(resource, value)
  const { value: object, unknownFields, error } = decode(value, resource.schema)
  if (error !== undefined)
    throw badRequest(
      `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${error}`,
    )
  const complaints = unknownFields.map(path => `unknown field "${path}"`)
  if (fieldValidation === 'Strict' && complaints.length > 0)
    throw badRequest(
      `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: strict decoding error: ${complaints.join(', ')}`,
    )
  return { object: object as KubernetesObject, warnings: fieldValidation === 'Ignore' ? [] : complaints }
}

function checkKind(resource: Resource, { apiVersion, kind }: Record<string, unknown>): void {
  const expected = resource.group ? `${resource.group}/${resource.version}` : resource.version
  if (typeof kind === 'string' && kind !== '' && kind !== resource.kind) {
    const version = String(apiVersion ?? '')
      .split('/')
      .pop()
    throw badRequest(
      `${kind} in version "${version}" cannot be handled as a ${resource.kind}: converting (${version}.${kind}) to (${internalPackage(resource)}.${resource.kind}): unknown conversion`,
    )
  }
  if (typeof apiVersion === 'string' && apiVersion !== '' && apiVersion !== expected) {
    if (!apiVersion.includes('/') && resource.group === '')
      throw badRequest(
        `${resource.kind} in version "${apiVersion}" cannot be handled as a ${resource.kind}: no kind "${resource.kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`,
      )
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    )
  }
}

/** The Go package of upstream's internal types, which its conversion errors name. */
function internalPackage({ group }: Resource): string {
  return group === '' ? 'core' : (group.split('.')[0] as string)
}
