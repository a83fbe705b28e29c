import { failure, type HttpRequest, type HttpResponse } from '../client'
import type { Catalog } from './catalog'
import { aggregatedDiscovery, discovery } from './discovery'
import { serveOpenApi } from './openapi'

/** What `/version` says: the release whose behaviour this is. */
const version = {
  major: '1',
  minor: '37',
  emulationMajor: '1',
  emulationMinor: '37',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '36',
  gitVersion: 'v1.37.1',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: 'go1.26.8',
  compiler: 'gc',
  platform: 'linux/amd64',
} as const

const health = /^\/(healthz|readyz|livez)(?:\/(.*))?$/
/** The checks that one may ask for by name, of those that the real server has. */
const checks: ReadonlySet<string> = new Set([
  'ping',
  'log',
  'etcd',
  'informer-sync',
  'poststarthook/start-kube-apiserver-admission-initializer',
])

/**
 * Answers for everything that is no resource: version, health, discovery, and the plain 404 of what nobody has ever heard of. Undefined for
 * paths below a group that is served.
 */
export function servePage(request: HttpRequest, catalog: Catalog): HttpResponse | undefined {
  const [path = ''] = request.path.split('?', 1)
  const words = path.replace(/\/+$/, '').split('/').slice(1)
  const [root] = words
  const isDiscovery = (root === 'api' && words.length <= 2) || (root === 'apis' && words.length <= 3)
  const page = isDiscovery
    ? discoveryPage(request, words, catalog)
    : (pageAt(path) ?? serveOpenApi(request, catalog.discoverable))
  if (page) return page.code === 200 && request.method !== 'GET' ? notAllowed : page
  if (path.startsWith('/openapi/v3/')) return noDocument
  const isServed = root === 'api' || (root === 'apis' && isServedPath(words.slice(1), catalog))
  return isServed ? undefined : pageNotFound
}

/** Below a group of our own the resources say what is not there; of a definition's group only what it defines is known at all. */
function isServedPath([group = '', version = '', ...rest]: readonly string[], catalog: Catalog): boolean {
  if (!catalog.isCustomGroup(group)) return catalog.isServedGroup(group)
  const words = rest[0] === 'watch' ? rest.slice(1) : rest
  const plural = words[0] === 'namespaces' && words.length > 2 ? words[2] : words[0]
  return catalog.at(group, version, plural ?? '') !== undefined
}

function pageAt(path: string): HttpResponse | undefined {
  if (path === '/version') return json(version)
  const [, , check] = health.exec(path) ?? []
  return health.test(path) ? (check && !checks.has(check) ? pageNotFound : text('ok')) : undefined
}

/** Undefined where the group is served and the version is not: that is for the resources to say. */
function discoveryPage(
  { accept }: HttpRequest,
  words: readonly string[],
  { discoverable }: Catalog,
): HttpResponse | undefined {
  const aggregated =
    words.length === 1 ? aggregatedDiscovery(words[0] as 'api' | 'apis', accept, discoverable) : undefined
  if (aggregated) return json(aggregated, 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList')
  const document = discovery(words, discoverable)
  return document && json(document)
}

function json(body: unknown, contentType = 'application/json'): HttpResponse {
  return { code: 200, contentType, body }
}

function text(body: string): HttpResponse {
  return { code: 200, contentType: 'text/plain; charset=utf-8', body }
}

const pageNotFound: HttpResponse = {
  code: 404,
  contentType: 'text/plain; charset=utf-8',
  body: '404 page not found\n',
}

/** kube-openapi answers what it does not know with nothing at all. */
const noDocument: HttpResponse = { code: 404, contentType: 'text/plain', body: '' }

const notAllowed: HttpResponse = {
  code: 405,
  contentType: 'application/json',
  body: failure('MethodNotAllowed', 'the server does not allow this method on the requested resource', {}),
}
