import { parseAllDocuments } from 'yaml'
import { isRecord } from '../../base'
import type { HttpRequest, HttpResponse, Status } from '../../client'

/** One object of a manifest, as it was typed. */
interface TypedObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly name?: string; readonly namespace?: string }
}

/** Creates every object of a text with `---` documents and Lists, in its order. The first problem, in one sentence; undefined when all is well. */
export function createAll(handle: (request: HttpRequest) => HttpResponse, text: string): string | undefined {
  for (const document of parseAllDocuments(text)) {
    const [problem] = document.errors
    if (problem) return problem.message
    for (const object of objectsIn(document.toJS({ maxAliasCount: 100 }))) {
      const failed = isTyped(object) ? create(handle, object) : 'an object without apiVersion and kind'
      if (failed !== undefined) return failed
    }
  }
  return undefined
}

function objectsIn(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return []
  if (!isRecord(value) || value.kind !== 'List' || !Array.isArray(value.items)) return [value]
  return value.items.flatMap(objectsIn)
}

function isTyped(value: unknown): value is TypedObject {
  return isRecord(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string'
}

function create(handle: (request: HttpRequest) => HttpResponse, object: TypedObject): string | undefined {
  const { apiVersion, kind, metadata } = object
  const place = `${kind} ${metadata?.name ?? ''}`.trim()
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const resource = resourceOf(handle({ method: 'GET', path: root }), kind)
  if (!resource) return `${place}: no such kind in ${apiVersion}`
  const inside = resource.namespaced ? `namespaces/${metadata?.namespace ?? 'default'}/` : ''
  const { code, body } = handle({
    method: 'POST',
    path: `${root}/${inside}${resource.name}`,
    body: object,
    user: 'serve',
  })
  return code < 300 ? undefined : `${place}: ${(body as Status).message ?? code}`
}

interface ResourceName {
  readonly name: string
  readonly namespaced: boolean
}

/** What a kind is called in paths, by the discovery document of its group. */
function resourceOf({ code, body }: HttpResponse, kind: string): ResourceName | undefined {
  if (code !== 200) return undefined
  const { resources = [] } = body as { readonly resources?: readonly (ResourceName & { readonly kind: string })[] }
  return resources.find(resource => resource.kind === kind && !resource.name.includes('/'))
}
