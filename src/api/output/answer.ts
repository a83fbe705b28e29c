import type { HttpResponse, Status } from '../../client'
import type { KubernetesObject } from '../../kinds'
import type { ObjectList } from '../list'
import type { WatchEvent } from '../watch'

/** What a request came to, before it is brought into the form the client wants. */
export type Answer = { readonly code?: number; readonly warnings?: readonly string[] } & (
  | { readonly object: KubernetesObject }
  | { readonly list: ObjectList }
  /** `isFirst`: nobody has been told of this stream's columns yet. `next`: see HttpResponse. */
  | { readonly events: readonly WatchEvent[]; readonly isFirst: boolean; readonly next?: string }
  /** Something that no transformation applies to: a Status, a Scale. */
  | { readonly plain: Status | Readonly<Record<string, unknown>> }
  | { readonly response: HttpResponse }
)
