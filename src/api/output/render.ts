import { stringify } from 'yaml'
import { failure, type HttpResponse, type Status, StatusError } from '../../client'
import type { KubernetesObject, Time } from '../../kinds'
import type { ObjectList } from '../list'
import { internalPackage, type Resource, shownForm } from '../resources'
import type { WatchEvent } from '../watch'
import type { Answer } from './answer'
import type { Media } from './media'
import { partialMetadata } from './partial-metadata'
import { scaleColumns } from './scale-columns'
import { includeObjectOf, tableOf } from './table'

/** What rendering depends on besides the answer. */
export interface RenderContext {
  readonly resource: Resource
  readonly media: Media
  readonly query: URLSearchParams
  readonly now: Time
}

/** The HTTP response for an answer, in the form the client wants (apiserver `endpoints/handlers/response.go`). Throws 400 and 406. */
export function render(answer: Answer, context: RenderContext): HttpResponse {
  if ('response' in answer) return answer.response
  const response = encoded(answer, bodyOf(answer, context), context.media)
  return 'events' in answer && answer.next !== undefined ? { ...response, next: answer.next } : response
}

/** The HTTP response for what is no resource, and has no other form. */
export function renderPlain(answer: Extract<Answer, { plain: unknown }>, media: Media): HttpResponse {
  return encoded(answer, answer.plain, media)
}

function encoded({ code = 200, warnings = [] }: Answer, body: unknown, { encoding }: Media): HttpResponse {
  const isYaml = encoding === 'yaml'
  return {
    code,
    contentType: isYaml ? 'application/yaml' : 'application/json',
    body: isYaml ? stringify(body, { sortMapEntries: true }) : body,
    ...(warnings.length > 0 && { warnings }),
  }
}

function bodyOf(answer: Exclude<Answer, { response: HttpResponse }>, context: RenderContext): unknown {
  if ('plain' in answer) return plainBody(answer.plain, context)
  if ('object' in answer) return objectBody(answer.object, context)
  if ('list' in answer) return listBody(answer.list, context)
  return answer.events.map((event, index) => eventBody(event, answer.isFirst && index === 0, context))
}

/** A Scale has a table like an object; nothing else that is plain has another form. */
function plainBody(plain: Readonly<Record<string, unknown>> | Status, { media, query, now }: RenderContext): unknown {
  if (media.as?.kind !== 'Table' || plain.kind !== 'Scale') return plain
  const options = { apiVersion: media.as.apiVersion, includeObject: includeObjectOf(query), hasColumns: true, now }
  return tableOf({ columns: scaleColumns }, [plain as unknown as KubernetesObject], {}, options)
}

/** A stored object as it goes out: kind first, as Go writes it, in the version that was asked for. */
function served(object: KubernetesObject, resource: Resource): KubernetesObject {
  const written = object.metadata.resourceVersion === '' ? withoutVersion(object) : object
  const { kind, apiVersion: _, ...rest } = shownForm(resource, written)
  return { kind, apiVersion: apiVersionOf(resource), ...rest } as KubernetesObject
}

/** How tables of a view show whole objects. */
function inView(resource: Resource) {
  return resource.view ? { shown: (object: KubernetesObject) => served(object, resource) } : {}
}

/** What was never written has no version; a field that is empty is not sent. */
function withoutVersion(object: KubernetesObject): KubernetesObject {
  const { resourceVersion: _, ...metadata } = object.metadata
  return { ...object, metadata } as KubernetesObject
}

function apiVersionOf({ group, version }: Resource): string {
  return group ? `${group}/${version}` : version
}

/** Items of a list carry neither kind nor apiVersion. */
function withoutType(object: KubernetesObject): KubernetesObject {
  const { kind: _1, apiVersion: _2, ...rest } = object
  return rest as KubernetesObject
}

function objectBody(object: KubernetesObject, { resource, media, query, now }: RenderContext): unknown {
  const { as } = media
  if (!as) return served(resource.asRead?.(object) ?? object, resource)
  if (as.kind === 'Table') {
    const metadata = { resourceVersion: object.metadata.resourceVersion }
    const options = {
      apiVersion: as.apiVersion,
      includeObject: includeObjectOf(query),
      hasColumns: true,
      now,
      ...inView(resource),
    }
    return tableOf(resource, [object], metadata, options)
  }
  if (as.kind === 'PartialObjectMetadata') return partialMetadata(object, as.apiVersion)
  throw notAcceptable(`you requested ${as.kind}, but the requested object is not a list (${goType(resource)})`)
}

function listBody({ metadata, items }: ObjectList, { resource, media, query, now }: RenderContext): unknown {
  const { as } = media
  if (!as)
    return {
      kind: resource.listKind ?? `${resource.kind}List`,
      apiVersion: apiVersionOf(resource),
      // A list that is no Go struct has an empty token where that has none.
      metadata: resource.isUnstructured ? { continue: '', ...metadata } : metadata,
      items: items.map(item =>
        resource.isUnstructured
          ? served(item, resource)
          : withoutType(shownForm(resource, resource.asRead?.(item) ?? item)),
      ),
    }
  if (as.kind === 'Table') {
    const options = {
      apiVersion: as.apiVersion,
      includeObject: includeObjectOf(query),
      hasColumns: true,
      isList: true,
      now,
      ...inView(resource),
    }
    return tableOf(resource, items, metadata, options)
  }
  if (as.kind === 'PartialObjectMetadata')
    throw notAcceptable(`you requested ${as.kind}, but the requested object is a list (${goType(resource)}List)`)
  const { apiVersion } = as
  return { kind: as.kind, apiVersion, metadata, items: items.map(item => partialMetadata(item, apiVersion)) }
}

function eventBody(event: WatchEvent, isFirst: boolean, { resource, media, query, now }: RenderContext): unknown {
  const { as } = media
  if (event.type === 'ERROR') return event
  const { type, object } = event
  if (!as) return { type, object: served(object, resource) }
  if (as.kind !== 'Table') return { type, object: partialMetadata(object, as.apiVersion) }
  const metadata = { resourceVersion: object.metadata.resourceVersion }
  const options = {
    apiVersion: as.apiVersion,
    includeObject: includeObjectOf(query),
    hasColumns: isFirst,
    now,
    ...inView(resource),
  }
  return { type, object: tableOf(resource, [object], metadata, options) }
}

/** The type that Go has for a kind inside the server, as its errors print it. */
function goType(resource: Resource): string {
  return `*${internalPackage(resource)}.${resource.kind}`
}

function notAcceptable(message: string): StatusError {
  return new StatusError(failure('NotAcceptable', message))
}
