import { goJson, isRecord } from '../../base'
import type { Call } from '../command'
import { type Discovery, discover, parseGroupVersion, typeOfManifest } from '../discovery'
import { aggregate, CommandError, messageOf } from '../errors'
import { type Run, readFile } from '../process'
import type { Info } from '../resources/info'
import type { ApiObject } from '../resources/requests'
import { documentsIn, parseDocument } from './yaml-text'

/** An object that a file describes. */
export interface Manifest extends Info {
  readonly source: string
  readonly object: ApiObject
}

/** How manifests are looked at before anything is sent. */
export interface ManifestOptions {
  /** The value of `--validate`; where it is given and on, kubectl itself insists on apiVersion and kind. */
  readonly validate?: string
  /** Takes the namespaces of manifests as they are, even if the command line says another. */
  readonly ignoresNamespace?: boolean
}

/**
 * Reads files (`-` is standard input) and calls `use` for each object in them. What is wrong with a whole file is thrown; what is wrong with
 * one object goes to `fail`, which may throw it too. (cli-runtime `visitor.go`, `mapper.go`)
 */
export function* manifestsOf(
  call: Call,
  files: readonly string[],
  options: ManifestOptions,
  use: (manifest: Manifest) => Run,
  fail: (error: unknown) => void,
): Run {
  const texts: (readonly [source: string, text: string])[] = []
  for (const file of files) texts.push([file === '-' ? 'STDIN' : file, yield* textOf(file)])
  const context = { call, options, use, fail }
  for (const [source, text] of texts)
    for (const document of documentsIn(text)) yield* inDocument(document, source, context)
}

function* textOf(file: string): Run<string> {
  if (/^https?:\/\//.test(file))
    throw new CommandError(
      `unable to read URL "${file}": the lab has no network outside its cluster; paste the manifest instead`,
    )
  const text = yield* readFile(file)
  if (text === undefined) throw new CommandError(`the path "${file}" does not exist`)
  return text
}

interface Context {
  readonly call: Call
  readonly options: ManifestOptions
  readonly use: (manifest: Manifest) => Run
  readonly fail: (error: unknown) => void
}

function* inDocument(text: string, source: string, context: Context): Run {
  let value: unknown
  try {
    value = parseDocument(text)
  } catch (error) {
    throw new CommandError(`error parsing ${source}: ${messageOf(error)}`)
  }
  if (value === null || value === undefined) return
  validate(value, source, context.options)
  for (const object of flattened(value, source)) {
    try {
      const discovery = yield* discover(context.call.session)
      const manifest = placed(manifestOf(object, source, discovery), context)
      yield* context.use(manifest)
    } catch (error) {
      context.fail(error)
    }
  }
}

/** What kubectl checks itself before the server validates the fields. */
function validate(value: unknown, source: string, { validate }: ManifestOptions): void {
  if (validate === undefined || validate === 'false' || validate === 'ignore') return
  const errors: string[] = []
  if (!isRecord(value)) errors.push('invalid object to validate')
  else {
    if (!value.apiVersion) errors.push('apiVersion not set')
    else if (typeof value.apiVersion !== 'string') errors.push("apiVersion isn't string type")
    if (!value.kind) errors.push('kind not set')
    else if (typeof value.kind !== 'string') errors.push("kind isn't string type")
  }
  if (errors.length === 0) return
  const { message } = aggregate(errors.map(error => new CommandError(error))) as Error
  const advice = 'if you choose to ignore these errors, turn validation off with --validate=false'
  throw new CommandError(`error validating "${source}": error validating data: ${message}; ${advice}`)
}

/** The objects in a value: itself, or the items of a list. */
function flattened(value: unknown, source: string): readonly ApiObject[] {
  if (!isRecord(value))
    throw new CommandError(
      `unable to decode "${source}": json: cannot unmarshal ${goTypeOf(value)} into Go value of type unstructured.detector`,
    )
  if (!value.kind)
    throw new CommandError(`unable to decode "${source}": Object 'Kind' is missing in '${goJson(value)}'`)
  if (!value.apiVersion)
    throw new CommandError(`unable to decode "${source}": Object 'apiVersion' is missing in '${goJson(value)}'`)
  if (!Array.isArray(value.items)) return [value as ApiObject]
  return (value.items as unknown[]).flatMap(item => flattened(item, source))
}

function goTypeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
}

function manifestOf(object: ApiObject, source: string, discovery: Discovery): Manifest {
  const { apiVersion = '', kind = '', metadata = {} } = object
  const { name = '', namespace = '' } = metadata
  const { group, version } = parseGroupVersion(apiVersion)
  const type = typeOfManifest(discovery, group, version, kind)
  if (!type)
    throw new CommandError(
      `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${source}": no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`,
    )
  return { type, name, namespace, source, object }
}

/** A manifest with the namespace that it belongs to written into it. */
function placed(manifest: Manifest, { call, options }: Context): Manifest {
  const { type, namespace, object } = manifest
  if (!type.isNamespaced) {
    if (namespace === '') return manifest
    const { namespace: _, ...metadata } = object.metadata ?? {}
    return { ...manifest, namespace: '', object: { ...object, metadata } }
  }
  if (namespace === '')
    return {
      ...manifest,
      namespace: call.namespace,
      object: { ...object, metadata: { ...object.metadata, namespace: call.namespace } },
    }
  if (call.hasNamespaceFlag && !options.ignoresNamespace && namespace !== call.namespace)
    throw new CommandError(
      `the namespace from the provided object "${namespace}" does not match the namespace "${call.namespace}". You must pass '--namespace=${namespace}' to perform this operation.`,
    )
  return manifest
}
