import { isRecord } from '../../../src/base'
import { lastAppliedOf, type Status, threeWayPatch, withLastApplied } from '../../../src/client'
import { type HttpRequest, type HttpResponse, messageOf, performWork, type Send, send } from '../../session'
import { objectLabel, type ServedKind, servedKindOf } from './kinds'
import type { ManifestObject } from './manifest-object'

/** What became of one object of a manifest. */
export interface AppliedObject {
  /** `statefulset.apps/kubia`. */
  readonly label: string
  readonly outcome: 'created' | 'configured' | 'unchanged' | 'refused'
  /** What the server said of it: why it refused, or its warnings. */
  readonly message?: string
  /** The refusal as the server gave it. */
  readonly status?: Status
}

/** `kubectl apply -f file`: each object is created, or patched to what the manifest says. A refused one does not stop the others. */
export function applyObjects(objects: readonly ManifestObject[], fileName: string): Promise<readonly AppliedObject[]> {
  return performWork(`kubectl apply -f ${fileName}`, async sendLogged => {
    const results: AppliedObject[] = []
    for (const object of objects) results.push(await applyOne(object, sendLogged, ''))
    const refused = results.filter(({ outcome }) => outcome === 'refused')
    const answer = results.map(({ label, outcome, message }) =>
      outcome === 'refused' ? `${label}: ${message}` : `${label} ${outcome}`,
    )
    return { value: results, isDone: refused.length === 0, answer: answer.join(', ') }
  })
}

/** What the server would say to each object, without doing anything (`--dry-run=server`). */
export async function tryObjects(objects: readonly ManifestObject[]): Promise<readonly AppliedObject[]> {
  const results: AppliedObject[] = []
  for (const object of objects) results.push(await applyOne(object, send, '&dryRun=All'))
  return results
}

async function applyOne(object: ManifestObject, sendOne: Send, options: string): Promise<AppliedObject> {
  const { apiVersion, kind, metadata } = object
  const served = servedKindOf(apiVersion, kind)
  if (!served) {
    const message = `no matches for kind "${kind}" in version "${apiVersion}"`
    return { label: `${kind.toLowerCase()}/${metadata.name}`, outcome: 'refused', message }
  }
  const label = objectLabel(served, metadata.name)
  const path = collectionPath(served, metadata.namespace)
  const manifest = withLastApplied(inNamespace(object, served))
  const live = await sendOne({ method: 'GET', path: `${path}/${encodeURIComponent(metadata.name)}` })
  if (live.code === 404) {
    const request: HttpRequest = { method: 'POST', path: `${path}?${query}${options}`, body: manifest }
    return result(label, 'created', await sendOne(request))
  }
  if (live.code >= 400) return result(label, 'unchanged', live)
  const type = served.group === 'lab.sim' ? 'merge' : 'strategic'
  const patch = threeWayPatch({ original: lastAppliedOf(live.body), modified: manifest, current: live.body }, type)
  if (Object.keys(patch).length === 0) return { label, outcome: 'unchanged' }
  const request: HttpRequest = {
    method: 'PATCH',
    path: `${path}/${encodeURIComponent(metadata.name)}?${query}${options}`,
    contentType: type === 'merge' ? 'application/merge-patch+json' : 'application/strategic-merge-patch+json',
    body: patch,
  }
  return result(label, 'configured', await sendOne(request))
}

const query = 'fieldManager=kubectl-client-side-apply&fieldValidation=Strict'

function result(label: string, outcome: AppliedObject['outcome'], response: HttpResponse): AppliedObject {
  if (response.code >= 400) {
    const status = isStatus(response.body) ? response.body : undefined
    return { label, outcome: 'refused', message: messageOf(response), ...(status && { status }) }
  }
  const { warnings = [] } = response
  return { label, outcome, ...(warnings.length > 0 && { message: warnings.join('; ') }) }
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

function isStatus(body: unknown): body is Status {
  return isRecord(body) && body.kind === 'Status'
}
