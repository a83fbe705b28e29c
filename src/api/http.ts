import { isRecord } from '../base'
import { type DeleteOptions, type HttpRequest, type HttpResponse, StatusError } from '../client'
import type { KubernetesObject, Pod, StatefulSet } from '../kinds'
import { applyObject, isApply } from './apply-object'
import { bodyValue, decodeBody, readBody } from './body'
import type { ApiContext, Caller } from './context'
import { createObject } from './create'
import { badRequest, methodNotAllowed, notFound } from './errors'
import { listObjects, watchObjects } from './list'
import { patchObject } from './patch'
import { fieldValidationOf, patchBody, patchTypeOf } from './patch-object'
import { parsePath, type Target } from './path'
import { deleteObject } from './remove'
import { schemaOf } from './schema'
import { bindPod, evictPod, noProxy, scaleOf, writeScale } from './subresources'
import { updateObject } from './update'
import { checkWriteOptions } from './write-options'

/** Answers one HTTP-shaped request. Throws StatusError for what is refused. */
export function serve(context: ApiContext, request: HttpRequest): HttpResponse {
  const health = healthOf(request.path)
  if (health) return health
  const target = parsePath(request.path)
  const manager = target.query.get('fieldManager')
  const caller: Caller = {
    user: request.user ?? 'user',
    isDryRun: target.query.get('dryRun') === 'All',
    ...(manager && { manager }),
  }
  if (target.proxy) return proxied(context, caller, request, target.proxy)
  const { method } = request
  if (method === 'POST' || method === 'PUT' || method === 'PATCH')
    checkWriteOptions(method, target.query, isApply(request.contentType))
  if (target.subresource && target.subresource !== 'status') return serveSubresource(context, caller, request, target)
  switch (request.method) {
    case 'GET':
      return read(context, target)
    case 'POST':
      return post(context, caller, request, target)
    case 'PUT':
      return put(context, caller, request, target)
    case 'PATCH':
      return patch(context, caller, request, target)
    case 'DELETE':
      return remove(context, caller, request, target)
    default:
      throw methodNotAllowed('the server does not allow this method on the requested resource')
  }
}

function healthOf(path: string): HttpResponse | undefined {
  return /^\/(healthz|readyz|livez)$/.test(path) ? { code: 200, contentType: 'text/plain', body: 'ok' } : undefined
}

function ok(body: unknown, code = 200, warnings: readonly string[] = []): HttpResponse {
  return { code, contentType: 'application/json', body, ...(warnings.length > 0 && { warnings }) }
}

/** A stored object as it is served: kind first, as Go writes it. */
function served(object: KubernetesObject): KubernetesObject {
  const { kind, apiVersion, ...rest } = object
  return { kind, apiVersion, ...rest } as KubernetesObject
}

function live(context: ApiContext, { resource, name, namespace }: Target): KubernetesObject {
  const object = context.store.at().get(resource.kind, name as string, namespace)
  if (!object) throw notFound(resource, name as string)
  return object as KubernetesObject
}

function read(context: ApiContext, target: Target): HttpResponse {
  if (target.name !== undefined) return ok(served(live(context, target)))
  const isWatch = ['1', 'true'].includes(target.query.get('watch') ?? '')
  return ok(isWatch ? watchObjects(context, target) : listObjects(context, target))
}

function post(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): HttpResponse {
  const { resource, namespace, name, query } = target
  if (name !== undefined) throw methodNotAllowed('the server does not allow this method on the requested resource')
  const body = readBody(request.body, request.contentType, resource.kind)
  const { object, warnings } = decodeBody(resource, body, query.get('fieldValidation'))
  const created = createObject(context, caller, resource, object, namespace)
  return ok(served(created), 201, [...warnings, ...(resource.warnings?.(created) ?? [])])
}

function put(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): HttpResponse {
  const { resource, namespace, name = '', subresource, query } = target
  const body = readBody(request.body, request.contentType, resource.kind)
  const { object, warnings } = decodeBody(resource, body, query.get('fieldValidation'))
  const previous = context.store.at().get(resource.kind, name, namespace) as KubernetesObject | undefined
  if (!previous) {
    if (!resource.createOnUpdate || subresource) throw notFound(resource, name)
    return ok(served(createObject(context, caller, resource, object, namespace)), 201, warnings)
  }
  const updated = updateObject(context, caller, resource, previous, object, statusOnly(subresource))
  return ok(served(updated), 200, [...warnings, ...(resource.warnings?.(updated, previous) ?? [])])
}

function patch(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): HttpResponse {
  const { resource, subresource, query } = target
  if (isApply(request.contentType)) {
    const { object, isNew } = applyObject(context, caller, request, target)
    return ok(served(object), isNew ? 201 : 200, resource.warnings?.(object))
  }
  const type = patchTypeOf(request.contentType)
  const previous = live(context, target)
  const { value, warnings } = patchObject({
    type,
    document: previous,
    patch: patchBody(request.body),
    schema: resource.schema,
    fieldValidation: fieldValidationOf(query),
  })
  const updated = updateObject(context, caller, resource, previous, value as KubernetesObject, statusOnly(subresource))
  return ok(served(updated), 200, [...warnings, ...(resource.warnings?.(updated, previous) ?? [])])
}

function remove(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): HttpResponse {
  const { resource, name, query } = target
  if (name === undefined) return removeCollection(context, caller, request, target)
  const options = deleteOptions(request, query)
  const isDryRun = caller.isDryRun || options.dryRun?.includes('All')
  const { isGone, object } = deleteObject(
    context,
    { ...caller, isDryRun: Boolean(isDryRun) },
    resource,
    live(context, target),
    options,
  )
  if (!isGone || resource.answersWithDeleted) return ok(served(object))
  const { group, plural } = resource
  const details = { name, ...(group && { group }), kind: plural, uid: object.metadata.uid }
  return ok({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details })
}

function removeCollection(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): HttpResponse {
  const options = deleteOptions(request, target.query)
  const isDryRun = Boolean(caller.isDryRun || options.dryRun?.includes('All'))
  const list = listObjects(context, target)
  for (const object of list.items) deleteObject(context, { ...caller, isDryRun }, target.resource, object, options)
  return ok(list)
}

/** The body's DeleteOptions; the query's only where there is no body. */
function deleteOptions(request: HttpRequest, query: URLSearchParams): DeleteOptions {
  if (request.body !== undefined && request.body !== '') {
    const value = bodyValue(request.body, request.contentType, 'DeleteOptions')
    if (!isRecord(value)) throw badRequest("couldn't get version/kind; json parse error: the body must be an object")
    return value as DeleteOptions
  }
  const grace = query.get('gracePeriodSeconds')
  const policy = query.get('propagationPolicy') as DeleteOptions['propagationPolicy']
  return {
    ...(grace !== null && { gracePeriodSeconds: Number(grace) }),
    ...(policy && { propagationPolicy: policy }),
  }
}

function statusOnly(subresource: string | undefined): 'status' | undefined {
  return subresource === 'status' ? 'status' : undefined
}

function serveSubresource(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): HttpResponse {
  const { resource, subresource } = target
  const isOffered = (resource.subresources as readonly string[]).includes(subresource as string)
  if (!isOffered) throw notFoundPath()
  if (subresource === 'scale') return serveScale(context, caller, request, target)
  if (request.method !== 'POST')
    throw methodNotAllowed('the server does not allow this method on the requested resource')
  const pod = live(context, target) as Pod
  const body = bodyValue(request.body, request.contentType, subresource === 'binding' ? 'Binding' : 'Eviction')
  if (subresource === 'binding') {
    bindPod(context, caller, pod, body)
    return ok({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }, 201)
  }
  if (subresource === 'eviction') return ok(evictPod(context, caller, resource, pod, body), 201)
  throw notFoundPath()
}

function serveScale(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): HttpResponse {
  const set = live(context, target) as StatefulSet
  if (request.method === 'GET') return ok(scaleOf(set))
  const scale =
    request.method === 'PATCH'
      ? patchObject({
          type: patchTypeOf(request.contentType),
          document: scaleOf(set),
          patch: patchBody(request.body),
          schema: schemaOf('Scale'),
          fieldValidation: fieldValidationOf(target.query),
        }).value
      : bodyValue(request.body, 'application/json', 'Scale')
  return ok(scaleOf(writeScale(context, caller, target.resource, set, scale)))
}

function notFoundPath(): StatusError {
  return new StatusError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'the server could not find the requested resource',
    reason: 'NotFound',
    details: {},
    code: 404,
  })
}

/** Hands the request to the network; what the program behind it did is committed as its own act. */
function proxied(
  context: ApiContext,
  caller: Caller,
  request: HttpRequest,
  target: NonNullable<Target['proxy']>,
): HttpResponse {
  if (!context.proxy) throw noProxy()
  const { response, puts } = context.proxy(context.store.at(), target, request, context.clock())
  if (puts.length > 0)
    context.store.commit(
      { actor: caller.user, verb: 'proxy', object: `${target.kind}/${target.namespace}/${target.name}` },
      tx => {
        for (const object of puts)
          tx.put({ ...object, metadata: { ...object.metadata, resourceVersion: String(tx.revision) } })
      },
    )
  return response
}
