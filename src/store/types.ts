import type { Kind, KindMap, KubernetesObject, ObjectKey, Time } from '../kinds'

/** Counts commits; the resourceVersion of an object is the revision of its last write, in decimal. */
export type Revision = number

/** The type of the objects in a table: known kinds by type, others as plain Kubernetes objects. */
export type ObjectOf<K extends string> = K extends Kind ? KindMap[K] : KubernetesObject

/** The world as it was right after a commit. Reading never changes anything; what it returns must not be changed either. */
export interface View {
  readonly revision: Revision
  /** When that commit happened, in virtual milliseconds. */
  readonly time: Time
  get<K extends string>(kind: K, name: string, namespace?: string): ObjectOf<K> | undefined
  /** All objects of a kind, or those of one namespace, sorted by `namespace/name`. */
  list<K extends string>(kind: K, namespace?: string): readonly ObjectOf<K>[]
  /** The objects that the index of this name (see `indexes.ts`) files under `value`, sorted by `namespace/name`. */
  lookup<K extends string>(kind: K, index: string, value: string): readonly ObjectOf<K>[]
  /** What an actor noted for itself under this key; see `Tx.memo`. */
  memo(key: string): unknown
}

/** Who made a commit and why. `because` is the revision the actor had seen when it decided: the arrow of the causal tree. */
export interface Cause {
  /** A controller's or component's name, `kubelet/node-1`, or the user. */
  readonly actor: string
  readonly verb: string
  readonly object?: ObjectKey
  readonly because?: Revision
}

/** One object that a commit created (`before` absent), changed, or removed (`after` absent). */
export interface Change {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly before?: KubernetesObject
  readonly after?: KubernetesObject
}

export interface Commit {
  readonly revision: Revision
  readonly time: Time
  readonly cause: Cause
  readonly changes: readonly Change[]
}

/** What a commit may do. Nothing is visible before the commit's function has returned; if it throws, nothing happened. */
export interface Tx {
  /** The revision this commit will get: stamp it as resourceVersion. */
  readonly revision: Revision
  put(object: KubernetesObject): void
  remove(kind: string, name: string, namespace?: string): void
  /**
   * An actor's own note: memory that influences the future and is no API object (a quarantine's start, a planned eviction).
   * It is versioned like all else, so that forks keep it. `undefined` erases it. The key starts with the actor's name.
   */
  memo(key: string, value: unknown): void
}

/** The whole world at a revision: what a store elsewhere, or later, goes on from. */
export interface Snapshot {
  readonly revision: Revision
  readonly time: Time
  readonly objects: readonly KubernetesObject[]
}

/** The only mutable thing in the engine. */
export interface Store {
  readonly revision: Revision
  /** The world at a revision (default: now). Asking for a compacted revision throws; see `floor`. */
  at(revision?: Revision): View
  /** Synchronous, all or nothing; a commit that changes nothing makes no revision. Returns the head's revision. */
  commit(cause: Cause, write: (tx: Tx) => void): Revision
  /** Commits after `revision`, oldest first; 'compacted' when some of them are no longer kept (410 Gone). */
  changesSince(revision: Revision): readonly Commit[] | 'compacted'
  /** Every object at the head: what a new replica starts from. */
  objects(): Iterable<KubernetesObject>
  /** The world as it was at the last revision before `time` that is kept for good, or at the oldest there is; notes included. */
  snapshotBefore(time: Time): Snapshot
  /** The oldest revision that can still be read. */
  readonly floor: Revision
  /** Calls `wake` after each commit: a hint; the subscriber pulls. Returns how to stop it. */
  subscribe(wake: (revision: Revision) => void): () => void
}
