import { deepEqual, isRecord } from '../../base'
import type { KubernetesObject } from '../../kinds'
import type { World } from '../../world'
import { recordedKinds, unwatchedKinds } from './kinds'
import { refOf, type Symbols } from './symbols'

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly kind: string
  readonly before: KubernetesObject | undefined
  readonly object: KubernetesObject
}

/** What one step did to the world, in the recording's form. */
export interface Observation {
  readonly order: Readonly<Record<string, readonly string[]>>
  readonly put: Readonly<Record<string, unknown>>
  readonly changed: Readonly<Record<string, unknown>>
  readonly gone: readonly string[]
  readonly events: readonly ObservedEvent[]
}

export interface ObservedEvent {
  readonly object: string
  readonly type: string
  readonly reason: string
  readonly message: string
  readonly source: string
}

const orderedKinds = ['Pod', 'PersistentVolumeClaim', 'PersistentVolume', 'VolumeAttachment', 'ControllerRevision']

/** Watches a world as the recorder watches a real control plane, and tells what each step changed. */
export class Observer {
  /** When something last changed. */
  lastChangeAt: number
  private readonly objects = new Map<string, KubernetesObject>()
  private log: WatchEvent[] = []
  private shown = new Map<string, KubernetesObject>()
  private seen: number
  private readonly world: World
  private readonly symbols: Symbols

  constructor(world: World, symbols: Symbols) {
    this.world = world
    this.symbols = symbols
    this.seen = world.store.revision
    this.lastChangeAt = world.now
    for (const kind of Object.keys(recordedKinds))
      if (!unwatchedKinds.has(kind))
        for (const object of world.store.at().list(kind)) this.objects.set(refOf(kind, object), object)
  }

  /** Takes in the commits since the last call; true if anything watched has changed. */
  pull(): boolean {
    const commits = this.world.store.changesSince(this.seen)
    this.seen = this.world.store.revision
    if (commits === 'compacted') throw new Error('the case outran the store')
    let hasChanged = false
    for (const commit of commits)
      for (const change of commit.changes) {
        if (!Object.hasOwn(recordedKinds, change.kind) || unwatchedKinds.has(change.kind)) continue
        hasChanged = true
        this.lastChangeAt = commit.time
        this.take(change.kind, change.before, change.after)
      }
    return hasChanged
  }

  /** What has changed since the step began; `responses` may name objects that are gone already. */
  observe(responses: readonly unknown[]): Observation {
    const log = this.log.filter(event => !isForeign(event.object))
    this.log = []
    for (const event of log) this.symbols.see(event.object)
    for (const body of responses) this.seeResponse(body)
    const state = this.state()
    const observation = { order: this.orderOf(log), ...this.difference(state), events: this.eventsOf(log) }
    this.shown = state
    return observation
  }

  private take(kind: string, before: KubernetesObject | undefined, after: KubernetesObject | undefined): void {
    const object = (after ?? before) as KubernetesObject
    const ref = refOf(kind, object)
    const known = this.objects.get(ref)
    this.log.push({ type: after ? (known ? 'MODIFIED' : 'ADDED') : 'DELETED', kind, before: known, object })
    if (after) this.objects.set(ref, after)
    else this.objects.delete(ref)
  }

  private seeResponse(body: unknown): void {
    if (!isRecord(body) || !isRecord(body.metadata) || !body.kind) return
    if (body.metadata.generateName && body.metadata.name)
      this.symbols.see({ ...body, metadata: { ...body.metadata, uid: undefined } } as unknown as KubernetesObject)
  }

  private orderOf(log: readonly WatchEvent[]): Record<string, string[]> {
    const order: Record<string, string[]> = {}
    for (const { type, kind, before, object } of log) {
      if (!orderedKinds.includes(kind)) continue
      const isMarked = object.metadata.deletionTimestamp && !before?.metadata.deletionTimestamp
      const what = type === 'ADDED' ? 'added' : type === 'DELETED' ? 'deleted' : isMarked ? 'terminating' : undefined
      if (!what) continue
      order[kind] ??= []
      order[kind].push(`${what} ${this.symbols.text(object.metadata.name)}`)
    }
    return order
  }

  private state(): Map<string, KubernetesObject> {
    const state = new Map<string, KubernetesObject>()
    for (const [ref, object] of this.objects)
      if (object.kind !== 'Event' && !isForeign(object))
        state.set(this.symbols.text(ref), this.symbols.value(withoutNoise(object)) as KubernetesObject)
    return state
  }

  private difference(state: ReadonlyMap<string, KubernetesObject>) {
    const put: Record<string, unknown> = {}
    const changed: Record<string, unknown> = {}
    for (const [ref, object] of state) {
      const before = this.shown.get(ref)
      if (!before || before.metadata.uid !== object.metadata.uid) put[ref] = object
      else {
        const patch = mergePatch(before, object)
        if (patch !== undefined) changed[ref] = patch
      }
    }
    const gone = [...this.shown.keys()].filter(ref => !state.has(ref)).sort()
    return { put, changed, gone }
  }

  private eventsOf(log: readonly WatchEvent[]): ObservedEvent[] {
    const texts = new Set<string>()
    for (const { kind, type, object } of log) {
      if (kind !== 'Event' || type === 'DELETED') continue
      const event = object as KubernetesObject & ObservedShape
      const { involvedObject } = event
      if (involvedObject.kind === 'Pod' && involvedObject.uid && !this.symbols.knows(involvedObject.uid)) continue
      texts.add(
        JSON.stringify({
          object: this.symbols.text(`${involvedObject.kind}/${involvedObject.name}`),
          type: event.type,
          reason: event.reason,
          message: this.symbols.value(event.message),
          source: event.source?.component || event.reportingComponent,
        }),
      )
    }
    return [...texts].sort().map(text => JSON.parse(text) as ObservedEvent)
  }
}

interface ObservedShape {
  readonly involvedObject: { readonly kind: string; readonly name: string; readonly uid?: string }
  readonly type: string
  readonly reason: string
  readonly message: string
  readonly source?: { readonly component?: string }
  readonly reportingComponent?: string
}

const systemNamespaces = ['kube-system', 'kube-public', 'kube-node-lease']

/** Objects that belong to the control plane itself and are in no recording. */
function isForeign(object: KubernetesObject): boolean {
  const { kind, metadata } = object
  if (systemNamespaces.includes(metadata.namespace ?? '')) return true
  if (kind === 'Service' && metadata.name === 'kubernetes') return true
  if (kind === 'EndpointSlice')
    return metadata.name === 'kubernetes' || metadata.labels?.['kubernetes.io/service-name'] === 'kubernetes'
  if (kind === 'PriorityClass') return metadata.name.startsWith('system-')
  if (kind === 'ConfigMap') return metadata.name === 'kube-root-ca.crt'
  if (kind !== 'Event') return false
  const { involvedObject } = object as KubernetesObject & ObservedShape
  return involvedObject.name?.startsWith('kube-') || involvedObject.kind === 'IPAddress'
}

/** Without its revision; the endpoints of a slice sorted, because their order is chance. */
export function withoutNoise(value: unknown): unknown {
  if (!isRecord(value) || !isRecord(value.metadata)) return value
  const { resourceVersion: _, ...metadata } = value.metadata
  const copy: Record<string, unknown> = { ...value, metadata }
  if (value.kind === 'EndpointSlice' && Array.isArray(value.endpoints))
    copy.endpoints = [...(value.endpoints as { addresses: string[] }[])].sort((a, b) =>
      (a.addresses[0] ?? '') < (b.addresses[0] ?? '') ? -1 : 1,
    )
  return copy
}

/** The RFC 7386 merge patch that turns `a` into `b`; undefined when they are equal. */
function mergePatch(a: unknown, b: unknown): unknown {
  if (deepEqual(a, b)) return undefined
  if (!isRecord(a) || !isRecord(b)) return b
  const patch: Record<string, unknown> = {}
  for (const key of Object.keys(a)) if (!Object.hasOwn(b, key)) patch[key] = null
  for (const key of Object.keys(b)) {
    const part = Object.hasOwn(a, key) ? mergePatch(a[key], b[key]) : b[key]
    if (part !== undefined) patch[key] = part
  }
  return patch
}
