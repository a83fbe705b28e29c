import { type HttpRequest, type HttpResponse, lastAppliedOf, threeWayPatch, withLastApplied } from '../../../src/client'
import { objectLabel, type ServedKind, servedKindOf } from './kinds'
import type { ManifestObject } from './manifest-object'

/** What became of one object, with the answer that decided it; undefined when no write was needed. */
export interface ObjectOutcome {
  /** `statefulset.apps/kubia`. */
  readonly label: string
  readonly outcome: 'created' | 'configured' | 'unchanged' | 'refused'
  readonly response?: HttpResponse
}

/**
 * Creates an object, or patches it to what its manifest says, as kubectl's client-side apply does (`apply.go`, `patcher.go`): by three ways
 * between the manifest, the one before it (in the object's annotation) and what is there. `options` are more of the query, `&dryRun=All`.
 */
export async function applyObject(
  object: ManifestObject,
  send: (request: HttpRequest) => Promise<HttpResponse>,
  options = '',
): Promise<ObjectOutcome> {
  const { apiVersion, kind, metadata } = object
  const served = servedKindOf(apiVersion, kind)
  if (!served) return unknownKind(object)
  const label = objectLabel(served, metadata.name)
  const path = collectionPath(served, metadata.namespace)
  const manifest = withLastApplied(inNamespace(object, served))
  const live = await send({ method: 'GET', path: `${path}/${encodeURIComponent(metadata.name)}` })
  if (live.code === 404) {
    const response = await send({ method: 'POST', path: `${path}?${query}${options}`, body: manifest })
    return { label, outcome: response.code >= 400 ? 'refused' : 'created', response }
  }
  if (live.code >= 400) return { label, outcome: 'refused', response: live }
  const type = served.group === 'lab.sim' ? 'merge' : 'strategic'
  const patch = threeWayPatch({ original: lastAppliedOf(live.body), modified: manifest, current: live.body }, type)
  if (Object.keys(patch).length === 0) return { label, outcome: 'unchanged' }
  const response = await send({
    method: 'PATCH',
    path: `${path}/${encodeURIComponent(metadata.name)}?${query}${options}`,
    contentType: type === 'merge' ? 'application/merge-patch+json' : 'application/strategic-merge-patch+json',
    body: patch,
  })
  return { label, outcome: response.code >= 400 ? 'refused' : 'configured', response }
}

const query = 'fieldManager=kubectl-client-side-apply&fieldValidation=Strict'

function unknownKind({ apiVersion, kind, metadata }: ManifestObject): ObjectOutcome {
  const body = `no matches for kind "${kind}" in version "${apiVersion}"`
  const response: HttpResponse = { code: 404, contentType: 'text/plain', body }
  return { label: `${kind.toLowerCase()}/${metadata.name}`, outcome: 'refused', response }
}

function collectionPath({ group, version, plural, isNamespaced }: ServedKind, namespace: string | undefined): string {
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`
  return isNamespaced
    ? `${root}/namespaces/${encodeURIComponent(namespace || 'default')}/${plural}`
    : `${root}/${plural}`
}

function inNamespace(object: ManifestObject, { isNamespaced }: ServedKind): Readonly<Record<string, unknown>> {
  if (!isNamespaced) return { ...object }
  return { ...object, metadata: { ...object.metadata, namespace: object.metadata.namespace || 'default' } }
}
