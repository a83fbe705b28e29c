import type { Action, Controller, EventNote, Plan } from '../controllers/runtime'
import type { KubernetesObject, Time } from '../kinds'
import { timestamp } from '../kinds'
import { epoch } from '../sim'
import { VersionedStore, type View } from '../store'

type Json = Readonly<Record<string, unknown>>

/** An object as a test writes it: what the API would fill in may be missing. */
export interface Sketch extends Json {
  readonly kind: string
  readonly metadata: Json & { readonly name: string }
}

/** A store with a few objects in it, and a controller that is asked what it would do. Nothing is carried out. */
export class PlanBench {
  now: Time = epoch
  readonly store = new VersionedStore({ clock: () => this.now, freezes: true })
  private readonly controller: Controller

  constructor(controller: Controller) {
    this.controller = controller
  }

  get view(): View {
    return this.store.at()
  }

  /** Stores objects as they are, with a uid, a creation time and a resourceVersion where they have none. */
  put(...sketches: readonly Sketch[]): this {
    for (const sketch of sketches)
      this.store.commit({ actor: 'test', verb: 'put' }, tx => tx.put(completed(sketch, tx.revision, this.now)))
    return this
  }

  remove(kind: string, name: string, namespace?: string): this {
    this.store.commit({ actor: 'test', verb: 'remove' }, tx => tx.remove(kind, name, namespace))
    return this
  }

  /** What the controller remembers under this key, without its own name before it. */
  remember(key: string, value: unknown): this {
    this.store.commit({ actor: 'test', verb: 'remember' }, tx => tx.memo(`${this.controller.name}/${key}`, value))
    return this
  }

  plan(key: string): Plan {
    return this.controller.plan(this.view, key, this.now)
  }

  /** The keys that the last commit's changes make worth a look. */
  keys(): readonly string[] {
    const commits = this.store.changesSince(this.store.revision - 1)
    if (commits === 'compacted') return []
    return commits
      .flatMap(({ changes }) => changes)
      .flatMap(change =>
        this.controller.interests
          .filter(({ kind }) => kind === change.kind)
          .flatMap(interest => interest.keysOf(change, this.view)),
      )
  }
}

/** A sketch as a store holds it. */
export function completed(sketch: Sketch, revision: number, now: Time): KubernetesObject {
  const { kind, metadata } = sketch
  return {
    apiVersion: 'v1',
    ...sketch,
    metadata: {
      uid: `uid-${metadata.name}`,
      creationTimestamp: timestamp(now),
      ...metadata,
      resourceVersion: String(revision),
    },
    kind,
  } as KubernetesObject
}

/** A plan in words, one line an action: `update Pod default/web-0 status`, `event Reason: message`, `memo key=value`. */
export function wordsOf({ actions }: Plan): readonly string[] {
  return actions.map(inWords)
}

function inWords(action: Action): string {
  if ('event' in action) return eventInWords(action.event)
  if ('memo' in action) return `memo ${action.memo}=${JSON.stringify(action.value)}`
  if ('write' in action) {
    const { verb, kind, namespace, name, subresource } = action.write
    return [verb, kind, namespace ? `${namespace}/${name}` : name, ...(subresource ? [subresource] : [])].join(' ')
  }
  return JSON.stringify(action)
}

function eventInWords({ about, reason, message }: EventNote): string {
  const name = 'metadata' in about ? about.metadata.name : about.name
  return `event ${name} ${reason}: ${message}`
}

/** The bodies of a plan's writes, in order. */
export function bodiesOf({ actions }: Plan): readonly unknown[] {
  return actions.flatMap(action => ('write' in action ? [action.write.body] : []))
}
