import type { HttpRequest } from '../client'
import type { Catalog } from './catalog'
import type { ProxyTarget } from './context'
import { methodNotAllowed, unknownPath } from './errors'
import type { PartName, Resource, Subresource } from './resources'

/** What a URL names. */
export interface Target {
  readonly resource: Resource
  readonly namespace?: string
  readonly name?: string
  readonly subresource?: Subresource
  readonly query: URLSearchParams
  /** The old way to ask for a watch, `/api/v1/watch/…`. */
  readonly isWatchPath: boolean
  /** POST to `…/bindings`: the pod's name is in the body. */
  readonly isBindings: boolean
  /** For `…/proxy/…` only. */
  readonly proxy?: ProxyTarget
}

type Method = HttpRequest['method']

/** The methods that a subresource answers to, in the order of discovery's verbs. */
const subresourceMethods: Readonly<Record<Subresource, readonly Method[]>> = {
  status: ['GET', 'PATCH', 'PUT'],
  scale: ['GET', 'PATCH', 'PUT'],
  binding: ['POST'],
  eviction: ['POST'],
  finalize: ['PUT'],
  log: ['GET'],
  exec: ['POST', 'GET'],
  attach: ['POST', 'GET'],
  portforward: ['POST', 'GET'],
  proxy: ['POST', 'DELETE', 'GET', 'PATCH', 'PUT'],
  token: ['POST'],
  ephemeralcontainers: ['GET', 'PATCH', 'PUT'],
  resize: ['GET', 'PATCH', 'PUT'],
}

/** The part of an object that a target is about, where it is no other kind: its status, or what has a door of its own. */
export function partOf({ subresource }: Pick<Target, 'subresource'>): 'status' | PartName | undefined {
  return subresource === 'status' || subresource === 'ephemeralcontainers' || subresource === 'resize'
    ? subresource
    : undefined
}

/** The methods that a subresource answers to. */
export function methodsOf(subresource: Subresource): readonly Method[] {
  return subresourceMethods[subresource]
}

/**
 * Reads `/api/v1/…` and `/apis/<group>/<version>/…`. Throws 404 for paths that no resource answers to, and 405 for methods that the path does
 * not know.
 */
export function parsePath(url: string, method: Method, catalog: Catalog): Target {
  const mark = url.indexOf('?')
  const search = mark < 0 ? '' : url.slice(mark + 1)
  const [, root, ...segments] = (mark < 0 ? url : url.slice(0, mark)).split('/')
  const group = root === 'apis' ? segments.shift() : root === 'api' ? '' : undefined
  const version = segments.shift()
  if (group === undefined || !version || segments.length === 0) throw unknownPath()
  const isWatchPath = segments[0] === 'watch'
  const words = (isWatchPath ? segments.slice(1) : segments).map(decoded)
  const query = new URLSearchParams(search)
  const isBelowNamespace =
    words[0] === 'namespaces' && words.length >= 3 && !namespaceSubresources.has(words[2] as string)
  const namespace = isBelowNamespace ? words[1] : undefined
  const [plural = '', name, subresource, ...rest] = isBelowNamespace ? words.slice(2) : words
  if (group === '' && plural === 'bindings' && namespace) return bindings(namespace, method, query, catalog)
  const resource = catalog.at(group, version, plural)
  if (!resource || (namespace !== undefined && !resource.namespaced)) throw unknownPath()
  const target: Target = {
    resource,
    ...(namespace && { namespace }),
    ...(name && { name }),
    query,
    isWatchPath,
    isBindings: false,
  }
  if (subresource === undefined) return checked(target, method)
  return belowName(target, method, subresource, rest, search)
}

const namespaceSubresources: ReadonlySet<string> = new Set(['status', 'finalize'])

/** Checks the method of a path without subresource. */
function checked(target: Target, method: Method): Target {
  const { resource, namespace, name } = target
  const isEverywhere = resource.namespaced && namespace === undefined
  if (name !== undefined && isEverywhere) throw unknownPath()
  const canDeleteMany = !resource.withoutVerbs?.includes('deletecollection')
  const isAllowed =
    method === 'GET' ||
    (!target.isWatchPath &&
      (name === undefined
        ? !isEverywhere && (method === 'POST' || (method === 'DELETE' && canDeleteMany))
        : method !== 'POST'))
  if (!isAllowed) throw methodNotAllowed()
  return target
}

function belowName(target: Target, method: Method, word: string, rest: readonly string[], search: string): Target {
  const { resource, namespace, name = '' } = target
  const subresource = resource.subresources.find(known => known === word)
  if (!subresource || (resource.namespaced && namespace === undefined)) throw unknownPath()
  if (subresource === 'proxy') {
    const path = `/${rest.join('/')}${search ? `?${search}` : ''}`
    return { ...target, subresource, proxy: proxyTarget(resource, namespace, name, path) }
  }
  if (rest.length > 0) throw unknownPath()
  if (!methodsOf(subresource).includes(method)) throw methodNotAllowed()
  return { ...target, subresource }
}

function bindings(namespace: string, method: Method, query: URLSearchParams, catalog: Catalog): Target {
  if (method !== 'POST') throw methodNotAllowed()
  const resource = catalog.at('', 'v1', 'pods') as Resource
  return { resource, namespace, subresource: 'binding', query, isWatchPath: false, isBindings: true }
}

/** `kubia-0`, `kubia-0:8080`, `http:kubia:web`: [scheme:]name[:port]. */
function proxyTarget(resource: Resource, namespace: string | undefined, text: string, path: string): ProxyTarget {
  const parts = text.split(':')
  const scheme = parts.length === 3 || parts[0] === 'http' || parts[0] === 'https' ? parts.shift() : undefined
  const [name = '', port] = parts
  return {
    kind: resource.kind as ProxyTarget['kind'],
    ...(namespace && { namespace }),
    name,
    ...(port && { port }),
    ...(scheme && { scheme }),
    path,
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw unknownPath()
  }
}
