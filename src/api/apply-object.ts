import { parseDocument } from 'yaml'
import { goJson, isRecord } from '../base'
import { type HttpRequest, lastAppliedAnnotation } from '../client'
import type { KubernetesObject } from '../kinds'
import { applyServerSide } from './apply'
import { shallow } from './body-limits'
import type { ApiContext, Caller } from './context'
import { createObject } from './create'
import { badRequest } from './errors'
import { partOf, type Target } from './path'
import { type Resource, storedAs, storedForm, tableNameOf } from './resources'
import { decode } from './schema'
import { updateObject } from './update'

/** Whether a PATCH is a server-side apply. */
export function isApply(contentType: string | undefined): boolean {
  return (contentType ?? '').split(';')[0]?.trim() === 'application/apply-patch+yaml'
}

/** Applies a configuration: the object is created where there is none. */
export function applyObject(
  context: ApiContext,
  caller: Caller,
  request: HttpRequest,
  target: Target,
): { readonly object: KubernetesObject; readonly isNew: boolean } {
  const { resource, namespace, name = '', subresource, query } = target
  const manager = query.get('fieldManager') ?? ''
  const live = context.store.at().get(tableNameOf(resource), name, namespace) as KubernetesObject | undefined
  const written = configOf(request.body)
  const own = storedAs(resource)
  // What is of another version is not converted: that it is of another is then found out.
  const isView = resource !== own && isRecord(written) && written.apiVersion === apiVersionOf(resource)
  const config = isView ? storedForm(resource, written as unknown as KubernetesObject) : written
  const { object } = applyServerSide({
    live,
    config,
    manager,
    force: query.get('force') === 'true',
    now: context.clock(),
    schema: own.schema,
    apiVersion: apiVersionOf(own),
    kind: own.kind,
    ...(subresource && { subresource }),
  })
  const synced = manager === 'kubectl' ? withLastAppliedSynced(object, config) : object
  const decoded = decode(synced, own.schema).value as KubernetesObject
  const applier: Caller = { ...caller, hasSettledOwners: true }
  if (live) {
    const options = { subresource: partOf(target), isPatch: true }
    return { object: updateObject(context, applier, resource, live, decoded, options), isNew: false }
  }
  if (decoded.metadata.name !== name)
    throw badRequest(
      `the name of the object (${decoded.metadata.name ?? ''}) does not match the name on the URL (${name})`,
    )
  return { object: createObject(context, applier, resource, decoded, namespace), isNew: true }
}

/** Where client-side apply has noted what it applied, kubectl's server-side apply keeps that note up to date (`lastAppliedUpdater`). */
function withLastAppliedSynced<T>(object: T, config: unknown): T {
  if (!isRecord(object) || !isRecord(object.metadata) || !isRecord(config)) return object
  const { annotations } = object.metadata
  if (!isRecord(annotations) || !annotations[lastAppliedAnnotation]) return object
  const note = `${goJson(withoutNote(config))}\n`
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [lastAppliedAnnotation]: note } } }
}

function withoutNote(config: Readonly<Record<string, unknown>>): unknown {
  const { metadata } = config
  if (!isRecord(metadata) || !isRecord(metadata.annotations)) return config
  const { [lastAppliedAnnotation]: _, ...annotations } = metadata.annotations
  return { ...config, metadata: { ...metadata, annotations } }
}

/** Aliases make a text of a few hundred bytes into gigabytes. */
const aliasesMost = 100

function configOf(body: unknown): unknown {
  if (typeof body !== 'string') return shallow(body)
  const document = parseDocument(body, { schema: 'core' })
  const [error] = document.errors
  if (error) throw badRequest(`error decoding patch: error converting YAML to JSON: ${error.message.split('\n')[0]}`)
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: aliasesMost })
  } catch {
    throw badRequest('error decoding patch: error converting YAML to JSON: yaml: document contains excessive aliasing')
  }
  return shallow(value)
}

function apiVersionOf({ group, version }: Resource): string {
  return group ? `${group}/${version}` : version
}
