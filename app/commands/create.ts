import { type HttpRequest, type HttpResponse, perform } from '../session'
import { pathOf } from './paths'

/** What a manifest must have for a request to be made of it; the server checks all else. */
export interface ManifestObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

const clusterScoped: ReadonlySet<string> = new Set([
  'PersistentVolume',
  'Node',
  'StorageClass',
  'Namespace',
  'Machine',
  'Disk',
  'Link',
])

/** Creates objects as `kubectl create -f` does, in order, until one is refused. */
export function create(objects: readonly ManifestObject[], fileName: string): Promise<readonly HttpResponse[]> {
  return perform({ kubectl: `kubectl create -f ${fileName}`, requests: objects.map(creation) })
}

function creation(object: ManifestObject): HttpRequest {
  const { kind, metadata } = object
  const namespace = clusterScoped.has(kind) ? undefined : (metadata.namespace ?? 'default')
  const path = pathOf({ kind, name: metadata.name, ...(namespace && { namespace }) })
  return { method: 'POST', path: path.slice(0, path.lastIndexOf('/')), body: object }
}
