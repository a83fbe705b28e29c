import type { HttpRequest, Status } from '../client'
import type { KubernetesObject, Pod } from '../kinds'
import { bindPod } from './binding'
import { decodeBody, type Expected, readBody } from './body'
import { serveConnect, serveLog } from './connect'
import type { ApiContext, Caller } from './context'
import { evictPod } from './eviction'
import type { Answer } from './output'
import { patchObject } from './patch'
import { fieldValidationOf, patchBody, patchTypeOf } from './patch-object'
import type { Target } from './path'
import { liveObject } from './read'
import { type Scalable, scaleOf, writeScale } from './scale'
import { schemaOf } from './schema'
import { serveToken } from './token'
import { updateObject } from './update'

const scale: Expected = { kind: 'Scale', group: 'autoscaling', version: 'v1', schema: schemaOf('Scale') }
const binding: Expected = { kind: 'Binding', group: '', version: 'v1', schema: schemaOf('Binding') }
const eviction: Expected = { kind: 'Eviction', group: 'policy', version: 'v1', schema: schemaOf('Eviction') }
const success: Status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }

/** Serves all that stands after a name in a URL, but `status` (which is the object) and `proxy` (which is somebody else). */
export function serveSubresource(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): Answer {
  switch (target.subresource) {
    case 'scale':
      return serveScale(context, caller, request, target)
    case 'binding':
      return serveBinding(context, caller, request, target)
    case 'eviction':
      return serveEviction(context, caller, request, target)
    case 'finalize':
      return serveFinalize(context, caller, request, target)
    case 'token':
      return serveToken(context, request, target)
    case 'log':
      return serveLog(context, caller, request, target)
    default:
      return serveConnect(context, caller, request, target)
  }
}

function serveScale(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): Answer {
  const { resource } = target
  const object = liveObject(context, target) as Scalable
  if (request.method === 'GET') return { plain: scaleOf(resource, object) }
  const { value, warnings } = scaleInRequest(request, target, object)
  const isPatch = request.method === 'PATCH'
  return { plain: scaleOf(resource, writeScale(context, caller, resource, object, value, isPatch)), warnings }
}

function scaleInRequest({ method, body, contentType }: HttpRequest, { resource, query }: Target, object: Scalable) {
  if (method === 'PATCH')
    return patchObject({
      type: patchTypeOf(contentType),
      document: scaleOf(resource, object),
      patch: patchBody(body),
      schema: scale.schema,
      fieldValidation: fieldValidationOf(query),
    })
  const { object: value, warnings } = decodeBody(
    scale,
    readBody(body, contentType, 'Scale'),
    query.get('fieldValidation'),
  )
  return { value, warnings }
}

function serveBinding(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): Answer {
  const body = readBody(request.body, request.contentType, 'Binding')
  const { object, warnings } = decodeBody(binding, body, target.query.get('fieldValidation'))
  const named = target.isBindings ? { ...target, name: object.metadata?.name ?? '' } : target
  bindPod(context, caller, liveObject(context, named) as Pod, object)
  return { plain: success, code: 201, warnings }
}

function serveEviction(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): Answer {
  const { value, ...rest } = readBody(request.body, request.contentType, 'Eviction')
  const { object, warnings } = decodeBody(
    eviction,
    { ...rest, value: inVersionOne(value) },
    target.query.get('fieldValidation'),
  )
  const pod = liveObject(context, target) as Pod
  evictPod(context, caller, target.resource, pod, object)
  return { plain: success, code: 201, warnings }
}

/** Evictions are still taken in the version they began with (registry/core/pod/rest: EvictionREST AcceptsGroupVersion). */
function inVersionOne(body: unknown): unknown {
  const { apiVersion } = (body ?? {}) as { apiVersion?: unknown }
  return apiVersion === 'policy/v1beta1' ? { ...(body as object), apiVersion: 'policy/v1' } : body
}

function serveFinalize(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): Answer {
  const { resource, query } = target
  const previous = liveObject(context, target)
  const body = readBody(request.body, request.contentType, resource.kind)
  const { object, warnings } = decodeBody(resource, body, query.get('fieldValidation'))
  const updated: KubernetesObject = updateObject(context, caller, resource, previous, object, {
    subresource: 'finalize',
  })
  return { object: updated, warnings }
}
