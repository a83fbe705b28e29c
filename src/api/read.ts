import type { HttpRequest } from '../client'
import type { KubernetesObject } from '../kinds'
import type { ApiContext } from './context'
import { internal, notFound } from './errors'
import { listObjects } from './list'
import { isOn, listOptionsOf } from './list-options'
import type { Answer } from './output'
import type { Target } from './path'
import { tableNameOf } from './resources'
import { revisionNumber, tooLargeRevision } from './revisions'
import { bookmark, watchObjects } from './watch'

/** Serves GET: one object, a list, or what a watch has to tell. */
export function read(context: ApiContext, request: HttpRequest, target: Target): Answer {
  const { name, query, isWatchPath } = target
  if (name !== undefined && !isWatchPath) return { object: get(context, target) }
  if (isWatchPath || isOn(query, 'watch')) return watch(context, request, target)
  const { resource, namespace } = target
  return { list: listObjects(context, resource, namespace, listOptionsOf(query, resource, false)) }
}

/** The object that a target names, as it is now. Throws 404. */
export function liveObject(
  { store }: ApiContext,
  { resource, name = '', namespace }: Omit<Target, 'query'>,
): KubernetesObject {
  const object = store.at().get(tableNameOf(resource), name, namespace)
  if (!object) throw notFound(resource, name)
  return object as KubernetesObject
}

/** Any version that is not older than the one asked for will do. */
function get(context: ApiContext, target: Target): KubernetesObject {
  const wanted = revisionNumber(target.query.get('resourceVersion') ?? '', internal)
  const { revision } = context.store
  if (wanted > revision) throw tooLargeRevision(wanted, revision, true)
  return liveObject(context, target)
}

/** In the query of `next`: this stream's columns have been told. No client sends it. */
const continuedMark = 'lab.sim/continued'
/** Whoever serves a stream adds it to `next` when nothing has been told for a while: a bookmark is wanted, if the client takes any. */
const bookmarkMark = 'lab.sim/bookmark'

function watch(context: ApiContext, request: HttpRequest, { resource, namespace, name, query }: Target): Answer {
  const options = listOptionsOf(query, resource, true)
  const named = (object: KubernetesObject) => object.metadata.name === name
  const { filter } = options
  const wanted =
    name === undefined ? filter : filter ? (object: KubernetesObject) => named(object) && filter(object) : named
  const { events: missed, seen } = watchObjects(context, resource, namespace, { ...options, filter: wanted })
  const isFirst = !query.has(continuedMark)
  if (seen === undefined) return { events: missed, isFirst }
  const isMarked = query.has(bookmarkMark) && options.allowWatchBookmarks
  const events = isMarked ? [...missed, bookmark(resource, seen)] : missed
  return { events, isFirst, next: nextPath(request.path, query, seen, isFirst && events.length === 0) }
}

/** The path of the request that goes on where a pull has ended. */
function nextPath(path: string, query: URLSearchParams, seen: number, isUntold: boolean): string {
  const next = new URLSearchParams(query)
  for (const word of ['sendInitialEvents', 'resourceVersionMatch', bookmarkMark]) next.delete(word)
  next.set('resourceVersion', String(seen))
  if (!isUntold) next.set(continuedMark, 'true')
  return `${path.split('?', 1)[0]}?${next}`
}
