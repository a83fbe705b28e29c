import { failure, type Status } from '../client'
import type { KubernetesObject } from '../kinds'
import { type Commit, stamped } from '../store'
import type { ApiContext } from './context'
import { internal } from './errors'
import type { ListOptions } from './list-options'
import { type Resource, storedAs, tableNameOf } from './resources'
import { revisionNumber } from './revisions'
import { decode } from './schema'
import type { Filter } from './selectors'

/** One line of a watch. */
export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'; readonly object: KubernetesObject }
  | { readonly type: 'ERROR'; readonly object: Status }

/** What a watcher has missed, and the revision that it has seen then; no revision where the watch has ended. */
export interface WatchPull {
  readonly events: readonly WatchEvent[]
  readonly seen?: number
}

/**
 * What a watcher that has seen `resourceVersion` has missed until now: watching is a pull here, and whoever serves a stream pulls again after
 * each commit. Without a version, or with 0, it begins with everything there is (apiserver `storage/cacher`).
 */
export function watchObjects(
  { store }: ApiContext,
  resource: Resource,
  namespace: string | undefined,
  { filter, resourceVersion, sendInitialEvents, allowWatchBookmarks }: ListOptions,
): WatchPull {
  const revision = revisionNumber(resourceVersion, internal)
  if (revision === 0 || sendInitialEvents) {
    const objects = store.at().list(tableNameOf(resource), namespace) as readonly KubernetesObject[]
    const wanted = sendInitialEvents === false ? [] : filter ? objects.filter(filter) : objects
    const events = wanted.map(object => ({ type: 'ADDED' as const, object }))
    const hasMark = sendInitialEvents && allowWatchBookmarks
    return {
      events: hasMark ? [...events, bookmark(resource, store.revision, initialEventsEnd)] : events,
      seen: store.revision,
    }
  }
  const commits = store.changesSince(revision)
  if (commits === 'compacted') {
    const message = `too old resource version: ${revision} (${store.floor})`
    return { events: [{ type: 'ERROR', object: failure('Expired', message) }] }
  }
  const events = commits.flatMap(commit => eventsOf(commit, tableNameOf(resource), namespace, filter))
  return { events, seen: Math.max(revision, store.revision) }
}

/** What a bookmark bears that tells a watch-list client that it has seen all there was. */
const initialEventsEnd = { 'k8s.io/initial-events-end': 'true' }

/** Tells a watcher how far it has come: an object of the kind with nothing but a version. */
export function bookmark(
  resource: Resource,
  revision: number,
  annotations?: Readonly<Record<string, string>>,
): WatchEvent {
  const apiVersion = resource.group ? `${resource.group}/${resource.version}` : resource.version
  const metadata = { resourceVersion: String(revision), ...(annotations && { annotations }) }
  const { value } = decode({ kind: resource.kind, apiVersion, metadata }, storedAs(resource).schema)
  return { type: 'BOOKMARK', object: value as KubernetesObject }
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
    // What is last seen of an object carries the revision of its going.
    else if (was) events.push({ type: 'DELETED', object: stamped(before, commit.revision) })
  }
  return events
}
