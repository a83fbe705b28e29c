import { type HttpRequest, StatusError } from '../client'
import type { KubernetesObject } from '../kinds'
import { applyObject, isApply } from './apply-object'
import { decodeBody, readBody } from './body'
import type { ApiContext, Caller } from './context'
import { createObject } from './create'
import { deleteOptionsOf, isDryRun } from './delete-options'
import { notFound } from './errors'
import { listObjects } from './list'
import { listOptionsOf } from './list-options'
import type { Answer } from './output'
import { patchObject } from './patch'
import { fieldValidationOf, patchBody, patchTypeOf } from './patch-object'
import { partOf, type Target } from './path'
import { liveObject } from './read'
import { deleteObject } from './remove'
import { shownForm, storedForm, tableNameOf } from './resources'
import { updateObject } from './update'

export { isApply }

/** Serves POST: creates an object. */
export function post(
  context: ApiContext,
  caller: Caller,
  request: HttpRequest,
  { resource, namespace, query }: Target,
): Answer {
  const body = readBody(request.body, request.contentType, resource.kind)
  const { object, warnings, emptied } = decodeBody(resource, body, query.get('fieldValidation'))
  const created = withWarnings(warnings, () =>
    createObject(context, { ...caller, emptied }, resource, storedForm(resource, object), namespace),
  )
  return { object: created, code: 201, warnings: [...warnings, ...(resource.warnings?.(created) ?? [])] }
}

/** Serves PUT of an object or its status; a few kinds are created by it. */
export function put(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): Answer {
  const { resource, namespace, name = '', query } = target
  const subresource = partOf(target)
  const body = readBody(request.body, request.contentType, resource.kind)
  const { object, warnings, emptied } = decodeBody(resource, body, query.get('fieldValidation'))
  const writer = { ...caller, emptied }
  const previous = context.store.at().get(tableNameOf(resource), name, namespace) as KubernetesObject | undefined
  if (!previous) {
    if (!resource.createOnUpdate || subresource) throw notFound(resource, name)
    const created = withWarnings(warnings, () =>
      createObject(context, writer, resource, withoutRevision(storedForm(resource, object)), namespace),
    )
    return { object: created, code: 201, warnings }
  }
  const updated = withWarnings(warnings, () =>
    updateObject(context, writer, resource, previous, storedForm(resource, object), { subresource }),
  )
  return { object: updated, warnings: [...warnings, ...(resource.warnings?.(updated, previous) ?? [])] }
}

/** Who creates by PUT may say what it had seen: nothing. */
function withoutRevision(object: KubernetesObject): KubernetesObject {
  if (!object.metadata?.resourceVersion) return object
  return { ...object, metadata: { ...object.metadata, resourceVersion: '' } }
}

/** Serves PATCH of an object or its status, in any of the four ways. */
export function patch(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): Answer {
  const { resource, query } = target
  if (isApply(request.contentType)) {
    const { object, isNew } = applyObject(context, caller, request, target)
    return { object, code: isNew ? 201 : 200, warnings: resource.warnings?.(object) ?? [] }
  }
  const type = patchTypeOf(request.contentType, resource)
  const previous = liveObject(context, target)
  const { value, warnings, emptied } = patchObject({
    type,
    document: shownForm(resource, previous),
    patch: patchBody(request.body),
    schema: resource.schema,
    fieldValidation: fieldValidationOf(query),
  })
  const options = { subresource: partOf(target), isPatch: true }
  const updated = withWarnings(warnings, () =>
    updateObject(
      context,
      { ...caller, emptied },
      resource,
      previous,
      storedForm(resource, value as KubernetesObject),
      options,
    ),
  )
  return { object: updated, warnings: [...warnings, ...(resource.warnings?.(updated, previous) ?? [])] }
}

/** Serves DELETE of an object, or of all that the query's selectors match. */
export function remove(context: ApiContext, caller: Caller, request: HttpRequest, target: Target): Answer {
  const { resource, namespace, name, query } = target
  const options = deleteOptionsOf(request, query)
  const remover = { ...caller, isDryRun: isDryRun(options) }
  if (name === undefined) {
    const list = listObjects(context, resource, namespace, listOptionsOf(query, resource, false))
    for (const object of list.items) deleteObject(context, remover, resource, object, options)
    return { list }
  }
  const { isGone, object } = deleteObject(context, remover, resource, liveObject(context, target), options)
  if (!isGone || resource.answersWithDeleted) return { object }
  const { group, plural } = resource
  const details = { name, ...(group && { group }), kind: plural, uid: object.metadata.uid }
  return { plain: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details } }
}

/** What was odd about a body is told also when the object is refused. */
function withWarnings<T>(warnings: readonly string[], write: () => T): T {
  if (warnings.length === 0) return write()
  try {
    return write()
  } catch (error) {
    throw error instanceof StatusError ? new StatusError(error.status, [...warnings, ...error.warnings]) : error
  }
}
