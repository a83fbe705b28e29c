import type { HttpRequest, HttpResponse } from '../client'
import { type KubernetesObject, keyOf, type Time, tableOf } from '../kinds'
import type { Seed } from '../sim'
import { type Revision, type Store, stamped, type View } from '../store'
import type { ApiSettings, RuleContext } from './resources'
import type { Emptied } from './schema'

/** What a proxied request did: the answer, and what it changed in reality. */
export interface ProxyResult {
  readonly response: HttpResponse
  readonly puts: readonly KubernetesObject[]
}

/** Where a proxied request goes: `Kubelet` is a node's kubelet as the API server itself asks it. `port` is as written in the URL: a number, a name, or absent. */
export interface ProxyTarget {
  readonly kind: 'Pod' | 'Service' | 'Node' | 'Kubelet'
  readonly namespace?: string
  readonly name: string
  readonly port?: string
  readonly scheme?: string
  /** Path with query, beginning with `/`. */
  readonly path: string
}

/** The road from the API server to programs, given by whoever builds the world; without it, proxying answers 503. */
export type Proxy = (view: View, target: ProxyTarget, request: HttpRequest, now: Time) => ProxyResult

export interface ApiOptions {
  readonly store: Store
  readonly clock: () => Time
  readonly seed: Seed
  readonly settings: ApiSettings
  readonly proxy?: Proxy
}

/** Who asks, and what for: it ends up in the commit's cause. */
export interface Caller {
  readonly user: string
  readonly because?: Revision
  readonly isDryRun?: boolean
  /** `fieldManager` of the request; the user where it is absent. */
  readonly manager?: string
  /** What the body gave as an empty list or map, by path; see `Decoded.emptied`. */
  readonly emptied?: Emptied | undefined
  /** The owners of fields are settled by whoever writes: server-side apply, and a write through scale. */
  readonly hasSettledOwners?: boolean
}

/** What every verb needs. It has no state: whatever influences the future is in the store. */
export type ApiContext = ApiOptions

/** What a resource's rules may know of this request. */
export function rulesContext(context: ApiContext, caller?: Caller): RuleContext {
  const { store, clock, seed, settings } = context
  return { view: store.at(), now: clock(), seed, settings, ...(caller?.isDryRun && { isDryRun: true }) }
}

/** Writes `object` at the head, stamped with the commit's revision, unless this is a dry run. */
export function store<T extends KubernetesObject>(context: ApiContext, caller: Caller, verb: string, object: T): T {
  if (caller.isDryRun) return object
  let stored = object
  context.store.commit(causeOf(caller, verb, object), tx => {
    stored = stamped(object, tx.revision)
    tx.put(stored)
  })
  return stored
}

/** Removes `object` from the store; what a watcher last sees of it carries the revision of its removal. */
export function unstore(context: ApiContext, caller: Caller, object: KubernetesObject): void {
  if (caller.isDryRun) return
  const { name, namespace } = object.metadata
  context.store.commit(causeOf(caller, 'delete', object), tx => tx.remove(tableOf(object), name, namespace))
}

function causeOf({ user, because }: Caller, verb: string, object: KubernetesObject) {
  return { actor: user, verb, object: keyOf(object), ...(because !== undefined && { because }) }
}
