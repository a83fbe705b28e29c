import { parseDocument } from 'yaml'
import { isRecord } from '../base'
import { StatusError } from '../client'
import type { KubernetesObject } from '../kinds'
import { shallow } from './body-limits'
import { badRequest, invalid, unsupportedMediaType } from './errors'
import { scanJson } from './json-text'
import { envelopeOf } from './protobuf'
import { internalPackage, invalidValue, type Resource } from './resources'
import { decode, type Emptied, knownSchema } from './schema'

const bodyTypes = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']

/** What a body should hold: a resource, or something that only passes through the API, such as a Scale. */
export type Expected = Pick<Resource, 'kind' | 'group' | 'version' | 'schema' | 'isUnstructured'>

/** An object from a request, and what its writer should be told. */
export interface DecodedBody {
  readonly object: KubernetesObject
  readonly warnings: readonly string[]
  readonly emptied: Emptied | undefined
}

/** A body as it was read, before anybody looks at types. */
export interface ReadBody {
  readonly value: unknown
  /** Paths of fields that stood twice in a JSON text. */
  readonly duplicates?: ReadonlySet<string>
  /** The same for YAML, in the words of Go's YAML reader: `line 7: key "k" already set in map`. */
  readonly yamlDuplicates?: readonly string[]
}

/**
 * The JSON value in a body: parsed when it is text, taken as it is when the caller is in the same process. `expected` is the kind that errors
 * name; without it they are shorter, as those about DeleteOptions.
 */
export function readBody(body: unknown, contentType: string | undefined, expected?: string): ReadBody {
  const type = (contentType ?? 'application/json').split(';')[0]?.trim() ?? ''
  if (!bodyTypes.includes(type)) throw unsupportedMediaType(bodyTypes)
  if (body !== undefined && typeof body !== 'string') return { value: shallow(body) }
  const text = body ?? ''
  if (type === 'application/yaml') return readYaml(text, expected)
  if (type === 'application/vnd.kubernetes.protobuf') return readProtobuf(text, expected)
  const { error, duplicates } = scanJson(text)
  if (error !== undefined) throw withoutKind(expected, error, text)
  return { value: JSON.parse(text), duplicates }
}

/** The typed clients of Go send nothing else (`kubectl create namespace`, `kubectl drain`). */
function readProtobuf(text: string, expected: string | undefined): ReadBody {
  try {
    const { apiVersion, kind, read } = envelopeOf(text)
    const [group] = apiVersion.split('/')
    const schema = knownSchema(`${kind}.${group}`) ?? knownSchema(kind)
    if (!schema) throw new RangeError(`no kind "${kind}" is registered for version "${apiVersion}"`)
    return { value: shallow(read(schema)) }
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) throw unrecognized(expected, error.message, text)
    throw error
  }
}

/** Aliases make a text of a few hundred bytes into gigabytes; manifests do not need more than these. */
const aliasesMost = 100

/** How Go's YAML reader calls what the parser here calls by these codes. */
const yamlProblems: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'found character that cannot start any token',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  MULTILINE_IMPLICIT_KEY: 'mapping values are not allowed in this context',
}

function readYaml(text: string, expected: string | undefined): ReadBody {
  const document = parseDocument(text, { schema: 'core', uniqueKeys: true })
  const error = document.errors.find(({ code }) => code !== 'DUPLICATE_KEY')
  if (error) {
    const line = error.code.endsWith('IMPLICIT_KEY') ? lineOfColon(text, error.pos[0]) : error.linePos?.[0].line
    const problem = yamlProblems[error.code] ?? error.message.split('\n')[0]
    throw unrecognized(expected, `yaml: line ${line ?? 1}: ${problem}`, text)
  }
  const yamlDuplicates = document.errors.map(({ linePos, pos: [start, end] }) => {
    const key = /^[^:\s]+/.exec(text.slice(start, Math.max(end, start + 1) + 200))?.[0] ?? ''
    return `line ${linePos?.[0].line ?? 0}: key ${JSON.stringify(key)} already set in map`
  })
  try {
    return { value: shallow(document.toJS({ maxAliasCount: aliasesMost })), yamlDuplicates }
  } catch (error) {
    if (error instanceof StatusError) throw error
    throw unrecognized(expected, 'yaml: document contains excessive aliasing', text)
  }
}

/** Go's reader notices a key in the wrong place when it comes to its colon. */
function lineOfColon(text: string, from: number): number {
  const at = text.slice(from).search(/:(?:\s|$)/)
  return text.slice(0, from + Math.max(at, 0)).split('\n').length
}

/** The beginning of a text as errors show it: JSON objects in clear, everything else in hexadecimal. */
function shownText(text: string): string {
  if (text === '') return '<empty>'
  const shownBytes = 30
  const bytes = new TextEncoder().encode(text)
  const head = bytes.slice(0, shownBytes)
  const shown = text.startsWith('{')
    ? new TextDecoder().decode(head)
    : [...head].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return bytes.length > shownBytes ? `${shown} ...` : shown
}

function unrecognized(expected: string | undefined, detail: string, text: string) {
  if (expected === undefined) return badRequest(detail)
  return badRequest(`the object provided is unrecognized (must be of type ${expected}): ${detail} (${shownText(text)})`)
}

function withoutKind(expected: string | undefined, detail: string, text: string) {
  return unrecognized(expected, `couldn't get version/kind; json parse error: ${detail}`, text)
}

/** The struct that upstream reads kind and version into, as Go prints its type. */
const headType =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'

/** The 400 for a body that is JSON but no object. */
export function notAnObject(expected: string | undefined, value: unknown) {
  const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  const detail = `json: cannot unmarshal ${kind} into Go value of type ${headType}`
  return withoutKind(expected, detail, JSON.stringify(value))
}

/**
 * Turns a JSON value into an object of the resource: checks kind and version, types of fields, and deals with unknown fields as
 * `fieldValidation` says (Strict refuses, Warn tells, Ignore drops).
 */
export function decodeBody(resource: Expected, body: ReadBody, fieldValidation: string | null): DecodedBody {
  const { value, duplicates, yamlDuplicates = [] } = body
  if (!isRecord(value)) throw notAnObject(resource.kind, value)
  checkKind(resource, value)
  const { value: object, complaints, error, emptied } = decode(value, resource.schema, duplicates)
  if (error !== undefined)
    throw badRequest(
      `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${error}`,
    )
  const inYaml = yamlDuplicates.length > 0 ? [`yaml: unmarshal errors:\n  ${yamlDuplicates.join('\n  ')}`] : []
  if (fieldValidation === 'Strict' && complaints.length + inYaml.length > 0)
    throw badRequest(
      `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: strict decoding error: ${[...inYaml, ...complaints].join(', ')}`,
    )
  const warnings = fieldValidation === 'Ignore' ? [] : [...yamlDuplicates, ...complaints]
  return { object: object as KubernetesObject, warnings, emptied }
}

function checkKind(resource: Expected, value: Record<string, unknown>): void {
  const { apiVersion, kind } = value
  const expected = resource.group ? `${resource.group}/${resource.version}` : resource.version
  if (resource.isUnstructured) checkUnstructuredKind(resource, value)
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

/** What has no Go type must say what it is; another kind is an error of the object (`pkg/registry/customresource/validator.go`). */
function checkUnstructuredKind({ kind, group }: Expected, value: Record<string, unknown>): void {
  const missing = value.kind ? (value.apiVersion ? undefined : 'apiVersion') : 'Kind'
  const text = JSON.stringify(value)
  if (missing) throw unrecognized(kind, `Object '${missing}' is missing in '${text}'`, text)
  if (value.kind === kind) return
  const given = String(value.kind)
  const name = isRecord(value.metadata) ? String(value.metadata.name ?? '') : ''
  throw invalid({ kind: given, group }, name, [invalidValue('kind', given, `must be ${kind}`)])
}
