import {
  type DeleteOptions,
  type HttpRequest,
  type HttpResponse,
  type Result,
  StatusError,
  type WriteRequest,
} from '../client'
import type { KubernetesObject, Pod } from '../kinds'
import { bindPod } from './binding'
import { catalogAt } from './catalog'
import type { ApiContext, Caller } from './context'
import { createObject } from './create'
import { badRequest, notFound, unknownPath } from './errors'
import { evictPod } from './eviction'
import { answered, serve } from './http'
import { patched } from './patch-object'
import { deleteObject } from './remove'
import { type Resource, tableNameOf } from './resources'
import { type Scalable, writeScale } from './scale'
import { updateObject } from './update'

/** The one door to the registry. Everything that kubectl can see is written here and nowhere else. */
export interface Api {
  /** HTTP-shaped, for everybody outside; never throws. */
  handle(request: HttpRequest): HttpResponse
  /** For controllers: no text in between, the same rules. `because` is the revision the caller had seen. */
  write(user: string, request: WriteRequest, because: number): Result<KubernetesObject>
}

/** The API of a store. What it knows of the world besides, the clock and the road to programs, is handed in. */
export function createApi(context: ApiContext): Api {
  return {
    handle: request => answered(() => serve(context, request)),
    write: (user, request, because) => resultOf(() => perform(context, { user, because }, request)),
  }
}

function resultOf(run: () => KubernetesObject): Result<KubernetesObject> {
  try {
    return { ok: true, value: run() }
  } catch (error) {
    if (error instanceof StatusError) return { ok: false, status: error.status }
    throw error
  }
}

/** One parsed write. */
function perform(context: ApiContext, caller: Caller, request: WriteRequest): KubernetesObject {
  const resource = catalogAt(context.store.at()).ofTable(request.kind)
  if (!resource) throw unknownPath()
  const body = request.body as KubernetesObject
  if (request.verb === 'create' && !request.subresource)
    return createObject(context, caller, resource, body, request.namespace ?? body.metadata?.namespace)
  const live = liveObject(
    context,
    resource,
    request.name ?? body?.metadata?.name ?? '',
    request.namespace ?? body?.metadata?.namespace,
  )
  if (request.subresource === 'binding') return bindPod(context, caller, live as Pod, body)
  if (request.subresource === 'scale') return writeScale(context, caller, resource, live as Scalable, body)
  if (request.subresource === 'eviction') {
    evictPod(context, caller, resource, live as Pod, body)
    return live
  }
  if (request.verb === 'delete')
    return deleteObject(context, caller, resource, live, (request.body ?? {}) as DeleteOptions).object
  const next =
    request.verb === 'patch'
      ? (patched(resource, live, request.body, request.patchType ?? 'merge') as KubernetesObject)
      : body
  if (!next.metadata) throw badRequest('metadata is required')
  const { subresource } = request
  return updateObject(context, caller, resource, live, next, { subresource, isPatch: request.verb === 'patch' })
}

/** The object as it is now; 404 when it is not there. */
function liveObject(
  context: ApiContext,
  resource: Resource,
  name: string,
  namespace: string | undefined,
): KubernetesObject {
  const object = context.store.at().get(tableNameOf(resource), name, resource.namespaced ? namespace : undefined)
  if (!object) throw notFound(resource, name)
  return object as KubernetesObject
}
