import type { ProxyTarget } from './context'
import { unknownPath } from './errors'
import { type Resource, resourceAt } from './resources'

/** What a URL names. */
export interface Target {
  readonly resource: Resource
  readonly namespace?: string
  readonly name?: string
  readonly subresource?: string
  readonly query: URLSearchParams
  /** For `…/proxy/…` only. */
  readonly proxy?: ProxyTarget
}

/** Reads `/api/v1/…` and `/apis/<group>/<version>/…`. Throws 404 for paths that no resource answers to. */
export function parsePath(url: string): Target {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const search = mark < 0 ? '' : url.slice(mark + 1)
  const [, root, ...segments] = path.split('/')
  const group = root === 'apis' ? segments.shift() : root === 'api' ? '' : undefined
  const version = segments.shift()
  if (group === undefined || !version || segments.length === 0) throw unknownPath()
  const words = segments.map(decoded)
  const query = new URLSearchParams(search)
  const isBelowNamespace =
    words[0] === 'namespaces' && words.length >= 3 && !namespaceSubresources.has(words[2] as string)
  const namespace = isBelowNamespace ? words[1] : undefined
  const [plural, name, subresource, ...rest] = isBelowNamespace ? words.slice(2) : words
  const resource = resourceAt(group, version, plural ?? '')
  if (!resource || (namespace !== undefined && !resource.namespaced)) throw unknownPath()
  if (subresource === 'proxy') {
    const below = `/${rest.join('/')}${search ? `?${search}` : ''}`
    return {
      resource,
      ...(namespace && { namespace }),
      name: name as string,
      subresource,
      query,
      proxy: proxyTarget(resource, namespace, name as string, below),
    }
  }
  if (rest.length > 0) throw unknownPath()
  return {
    resource,
    ...(namespace && { namespace }),
    ...(name && { name }),
    ...(subresource && { subresource }),
    query,
  }
}

const namespaceSubresources: ReadonlySet<string> = new Set(['status', 'finalize'])

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
