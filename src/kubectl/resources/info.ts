import type { PatchType } from '../../client'
import { groupVersionOf, pathOf, type ResourceType } from '../discovery'
import { isReason } from '../errors'
import type { Run } from '../process'
import { type ApiObject, send, sendForObject, withQuery } from './requests'

/** One object, or one collection, that a command works on (cli-runtime's `resource.Info`). */
export interface Info {
  readonly type: ResourceType
  /** Empty for kinds outside namespaces. */
  readonly namespace: string
  readonly name: string
  readonly subresource?: string
  /** Where its manifest came from. */
  readonly source?: string
  /** The manifest, or what the API has; absent when nobody asked yet. */
  readonly object?: ApiObject
}

/** `statefulsets/web`. */
export function objectNameOf({ type, name }: Info): string {
  return `${type.resource}/${name}`
}

/** Where an object is. */
export function objectPathOf({ type, namespace, name, subresource }: Info): string {
  return pathOf(type, namespace, name, subresource)
}

/** What to ask of the API besides an object: how it shall be shown, and query parameters. */
export interface ReadOptions {
  readonly accept?: string
  readonly parameters?: Readonly<Record<string, string | undefined>>
}

/**
 * Reads an object. Where it is missing and its namespace too, the error is about the namespace, as kubectl's. Throws StatusError.
 */
export function* read(info: Info, { accept, parameters = {} }: ReadOptions = {}): Run<Info> {
  const path = withQuery(objectPathOf(info), parameters)
  try {
    const object = yield* sendForObject({ method: 'GET', path, ...(accept !== undefined && { accept }) })
    return { ...info, object }
  } catch (error) {
    const { namespace } = info
    if (isReason(error, 'NotFound') && namespace !== '' && namespace !== 'default') yield* checkNamespace(namespace)
    throw error
  }
}

function* checkNamespace(namespace: string): Run {
  try {
    yield* send({ method: 'GET', path: `/api/v1/namespaces/${namespace}` })
  } catch (error) {
    if (isReason(error, 'NotFound')) throw error
  }
}

/** What a write asks for besides. */
export interface WriteOptions {
  readonly isServerDryRun?: boolean
  readonly fieldManager?: string
  readonly fieldValidation?: string
  readonly force?: boolean
}

function writeQuery({ isServerDryRun, fieldManager, fieldValidation, force }: WriteOptions) {
  return {
    dryRun: isServerDryRun ? 'All' : undefined,
    fieldManager,
    fieldValidation,
    force: force === undefined ? undefined : String(force),
  }
}

const patchContentTypes: Readonly<Record<PatchType, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
}

/** Patches an object; returns what it is now. Throws StatusError. */
export function* patch(info: Info, type: PatchType, body: unknown, options: WriteOptions = {}): Run<ApiObject> {
  const path = withQuery(objectPathOf(info), writeQuery(options))
  return yield* sendForObject({ method: 'PATCH', path, contentType: patchContentTypes[type], body })
}

/** Creates the object of an info; returns what was made. Throws StatusError. */
export function* create({ type, namespace, object }: Info, options: WriteOptions = {}): Run<ApiObject> {
  const path = withQuery(pathOf(type, namespace), writeQuery(options))
  return yield* sendForObject({ method: 'POST', path, contentType: 'application/json', body: object })
}

/** Puts the object of an info in the place of what is there. Throws StatusError. */
export function* replace(info: Info, options: WriteOptions = {}): Run<ApiObject> {
  const path = withQuery(objectPathOf(info), writeQuery(options))
  return yield* sendForObject({ method: 'PUT', path, contentType: 'application/json', body: info.object })
}

/** Deletes an object; returns what the API answers: the object while it lingers, or a Status. Throws StatusError. */
export function* remove(
  info: Info,
  deleteOptions: Readonly<Record<string, unknown>>,
  isServerDryRun = false,
): Run<ApiObject> {
  const body = {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    ...deleteOptions,
    ...(isServerDryRun && { dryRun: ['All'] }),
  }
  return yield* sendForObject({ method: 'DELETE', path: objectPathOf(info), contentType: 'application/json', body })
}

/** An info with another object in it, named as that is. */
export function withObject(info: Info, object: ApiObject): Info {
  const { name = info.name, namespace = '' } = object.metadata ?? {}
  return { ...info, object, name, namespace: info.type.isNamespaced ? namespace || info.namespace : '' }
}

/** `Resource: "apps/v1, Resource=statefulsets", GroupVersionKind: …`, two lines that some errors show. */
export function described({ type, name, namespace }: Info): string {
  const groupVersion = type.group === '' ? `/${type.version}` : groupVersionOf(type)
  const mapping = `Resource: "${groupVersion}, Resource=${type.resource}", GroupVersionKind: "${groupVersion}, Kind=${type.kind}"`
  return `${mapping}\nName: "${name}", Namespace: "${namespace}"`
}
