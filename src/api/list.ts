import { failure } from '../client'
import type { KubernetesObject } from '../kinds'
import type { Commit } from '../store'
import type { ApiContext } from './context'
import { badRequest } from './errors'
import type { Target } from './path'
import { type Filter, filterOf } from './selectors'

/** A list as the API answers it. */
export interface ObjectList {
  readonly kind: string
  readonly apiVersion: string
  readonly metadata: { readonly resourceVersion: string }
  readonly items: readonly KubernetesObject[]
}

/** The objects of a kind, in one namespace or all, that the query's selectors match. */
export function listObjects(context: ApiContext, { resource, namespace, query }: Target): ObjectList {
  const view = context.store.at()
  const filter = filterOf(resource, query)
  const all = view.list(resource.kind, namespace) as readonly KubernetesObject[]
  const items = filter ? all.filter(filter) : all
  return {
    kind: `${resource.kind}List`,
    apiVersion: resource.group ? `${resource.group}/${resource.version}` : resource.version,
    metadata: { resourceVersion: String(view.revision) },
    items: items.map(withoutType),
  }
}

/** Items of a list carry neither kind nor apiVersion. */
function withoutType(object: KubernetesObject): KubernetesObject {
  const { kind: _1, apiVersion: _2, ...rest } = object
  return rest as KubernetesObject
}

interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'ERROR'
  readonly object: unknown
}

/**
 * What a watcher that has seen `resourceVersion` has missed until now: watching is a pull here, and whoever serves a stream pulls again after
 * each commit. Without a resourceVersion it begins with everything there is.
 */
export function watchObjects(context: ApiContext, { resource, namespace, query }: Target): readonly WatchEvent[] {
  const filter = filterOf(resource, query)
  const since = query.get('resourceVersion') ?? ''
  if (since === '' || since === '0') {
    const objects = context.store.at().list(resource.kind, namespace) as readonly KubernetesObject[]
    return objects.filter(object => !filter || filter(object)).map(object => ({ type: 'ADDED', object }))
  }
  if (!/^\d+$/.test(since))
    throw badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(since)}: strconv.ParseUint: parsing ${JSON.stringify(since)}: invalid syntax`,
    )
  const commits = context.store.changesSince(Number(since))
  if (commits === 'compacted')
    return [
      { type: 'ERROR', object: failure('Expired', `too old resource version: ${since} (${context.store.floor})`) },
    ]
  return commits.flatMap(commit => eventsOf(commit, resource.kind, namespace, filter))
}

/** A commit as a watch with a filter sees it: what begins to match is added, what ceases to match is deleted. */
function eventsOf(
  commit: Commit,
  kind: string,
  namespace: string | undefined,
  filter: Filter | undefined,
): WatchEvent[] {
  const events: WatchEvent[] = []
  for (const { kind: changed, namespace: place, before, after } of commit.changes) {
    if (changed !== kind || (namespace !== undefined && place !== namespace)) continue
    const was = before !== undefined && (!filter || filter(before))
    const is = after !== undefined && (!filter || filter(after))
    if (is) events.push({ type: was ? 'MODIFIED' : 'ADDED', object: after })
    else if (was) events.push({ type: 'DELETED', object: stampedWith(after ?? before, commit.revision) })
  }
  return events
}

function stampedWith(object: KubernetesObject | undefined, revision: number): unknown {
  return object && { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } }
}
