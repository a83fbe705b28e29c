import type { Discoverable, SubresourceView } from '../discovery'
import { methodsOf } from '../path'
import { schemaOf } from '../schema'
import { capital, type Naming } from './group'
import { definitionName, type Json } from './names'
import { operation, pathItem, text } from './operations'
import { nameParameter, parameters, pathParameter, queries } from './parameters'
import { patchName, patchTypes } from './well-known'

/** Subresources that connect the client with somebody else: neither their bodies nor their answers are the API's. */
const connecting: ReadonlySet<string> = new Set(['attach', 'exec', 'portforward', 'proxy'])

/** The paths of a subresource: what stands after an object's name. */
export function subresourcePaths(
  resource: Discoverable,
  naming: Naming,
  view: SubresourceView,
  item: string,
): Record<string, Json> {
  const path = `${item}/${view.subresource}`
  if (connecting.has(view.subresource)) return connectPaths(resource, naming, view, path)
  const body = bodyName(resource, naming, view)
  const about = { group: view.group || resource.group, version: view.version || resource.version, kind: view.kind }
  const isLog = view.subresource === 'log'
  const operations: Record<string, Json> = {}
  for (const method of methodsOf(view.subresource)) {
    const { verb, words, action } = kindsOfWrite[method as keyof typeof kindsOfWrite]
    operations[method.toLowerCase()] = operation({
      tag: naming.tag,
      about,
      action,
      description: `${words} ${view.subresource} of the specified ${resource.kind}`,
      id: `${verb}${naming.idPrefix}${naming.scope}${resource.kind}${capital(view.subresource)}`,
      query: isLog ? queries.log : queryOf(method),
      ...(method === 'PATCH' ? { body: patchName, bodyTypes: patchTypes } : method !== 'GET' && { body }),
      answer: isLog ? text : body,
      codes: method === 'GET' ? ['200'] : method === 'POST' ? ['200', '201', '202'] : ['200', '201'],
    })
  }
  return { [path]: pathItem(operations, pathParameters(resource, ['pretty'])) }
}

const kindsOfWrite = {
  GET: { verb: 'read', words: 'read', action: 'get' },
  PUT: { verb: 'replace', words: 'replace', action: 'put' },
  PATCH: { verb: 'patch', words: 'partially update', action: 'patch' },
  POST: { verb: 'create', words: 'create', action: 'post' },
} as const

function queryOf(method: string): readonly string[] {
  return method === 'GET' ? [] : method === 'PATCH' ? queries.patch : queries.write
}

/** Name of the definition of what a subresource takes and gives. */
function bodyName(resource: Discoverable, naming: Naming, { kind }: SubresourceView): string {
  return kind === resource.kind ? naming.definition : `${definitionName(schemaOf(kind))}`
}

function connectPaths(
  resource: Discoverable,
  { tag, idPrefix, scope }: Naming,
  view: SubresourceView,
  path: string,
): Record<string, Json> {
  const { subresource, kind } = view
  const about = { group: resource.group, version: resource.version, kind }
  const operations = (idEnd: string) =>
    Object.fromEntries(
      methodsOf(subresource).map(method => {
        const id = `connect${idPrefix}${capital(method.toLowerCase())}${scope}${resource.kind}${capital(subresource)}${idEnd}`
        const description = `connect ${method} requests to ${subresource} of ${resource.kind}`
        return [method.toLowerCase(), operation({ tag, about, action: 'connect', description, id, query: [] })]
      }),
    )
  const query = queries[subresource as 'attach' | 'exec' | 'portforward' | 'proxy']
  const own = pathItem(operations(''), pathParameters(resource, query))
  if (subresource !== 'proxy') return { [path]: own }
  const below = pathItem(operations('WithPath'), [...pathParameters(resource, query), pathParameter])
  return { [path]: own, [`${path}/{path}`]: below }
}

function pathParameters({ kind, namespaced }: Discoverable, query: readonly string[]): readonly Json[] {
  return [nameParameter(kind), ...parameters(namespaced ? ['namespace', ...query] : query)]
}
