import { compareText, isRecord } from '../../base'
import { failure, type Result, type Status, type WriteRequest } from '../../client'
import type {
  ControllerRevision,
  Event,
  KubernetesObject,
  OwnerReference,
  PersistentVolumeClaim,
  Pod,
  RetentionPolicyType,
  StatefulSet,
  StatefulSetSpec,
} from '../../kinds'
import { timestamp } from '../../kinds'
import { epoch, Loop, second } from '../../sim'
import { stamped, VersionedStore } from '../../store'
import { type Controller, ControllerHub } from '../runtime'
import { statefulSetController } from '.'

type Json = Record<string, unknown>

/** The least API and kubelet that the controller's tests need: real store, real loop, real runtime; pods obey the test. */
export class TestCluster {
  readonly loop = new Loop(epoch)
  readonly store = new VersionedStore({ clock: () => this.loop.now, freezes: true })
  /** Every write that reached the API, `create Pod web-0`, and whether it was refused. */
  readonly writes: string[] = []
  /** Lets the API refuse a write: a status, or undefined to let it pass. */
  refuse: (request: WriteRequest) => Status | undefined = () => undefined
  private readonly hub: ControllerHub
  private uidCount = 0

  constructor(controller: Controller = statefulSetController) {
    const { store, loop } = this
    this.hub = new ControllerHub({ store, loop, seed: 1, write: (_, request) => this.write(request) })
    this.hub.add(controller)
  }

  /** Lets time pass until nothing is left to do, at most for the given seconds. */
  settle(seconds = 60): this {
    this.loop.run(this.loop.now + seconds * second)
    return this
  }

  wakeAll(): this {
    this.hub.wakeAll()
    return this.settle()
  }

  get<T extends KubernetesObject>(kind: string, name: string): T | undefined {
    return this.store.at().get(kind, name, 'default') as T | undefined
  }

  set(name = 'web'): StatefulSet {
    return this.get('StatefulSet', name) as StatefulSet
  }

  pod(name: string): Pod {
    return this.get('Pod', name) as Pod
  }

  claim(name: string): PersistentVolumeClaim {
    return this.get('PersistentVolumeClaim', name) as PersistentVolumeClaim
  }

  names(kind = 'Pod'): readonly string[] {
    return this.store
      .at()
      .list(kind, 'default')
      .map(({ metadata }) => metadata.name)
  }

  revisions(): readonly ControllerRevision[] {
    return this.store.at().list('ControllerRevision', 'default')
  }

  /** Events, in the order of their first occurrence, as `type reason message`, `(n)` behind those that occurred more than once. */
  events(): readonly string[] {
    const events = this.store.at().list('Event', 'default') as readonly Event[]
    return [...events]
      .sort((a, b) => compareText(a.metadata.name, b.metadata.name))
      .map(({ type, reason, message, count }) => `${type} ${reason} ${message}${count === 1 ? '' : ` (${count})`}`)
  }

  /** Stores an object as it is, completing what every object has. */
  place(object: Json): this {
    const { metadata } = object as { metadata: Json }
    const uid = metadata.uid ?? `uid-${++this.uidCount}`
    const creationTimestamp = metadata.creationTimestamp ?? timestamp(this.loop.now)
    this.commit({ ...object, metadata: { namespace: 'default', ...metadata, uid, creationTimestamp } })
    return this
  }

  /** Puts a changed version of an object in its place; a set whose spec is another gets a new generation. */
  change<T extends KubernetesObject>(kind: string, name: string, alter: (object: T) => Json): this {
    const before = this.get<T>(kind, name) as T
    const altered = { ...before, ...alter(before) } as T & { spec?: unknown }
    const isNew = kind === 'StatefulSet' && altered.spec !== (before as { spec?: unknown }).spec
    const generation = (before.metadata.generation ?? 0) + (isNew ? 1 : 0)
    this.commit({ ...altered, metadata: { ...altered.metadata, ...(generation > 0 && { generation }) } })
    return this
  }

  changeSpec(spec: Partial<StatefulSetSpec>, name = 'web'): this {
    return this.change<StatefulSet>('StatefulSet', name, set => ({ spec: { ...set.spec, ...spec } }))
  }

  /** The kubelet reports a phase, and whether the pod is ready since now. */
  report(phase: Pod['status']['phase'], isReady: boolean, ...names: readonly string[]): this {
    const condition = {
      type: 'Ready',
      status: isReady ? 'True' : 'False',
      lastTransitionTime: timestamp(this.loop.now),
    }
    for (const name of names) this.change<Pod>('Pod', name, () => ({ status: { phase, conditions: [condition] } }))
    return this.settle()
  }

  ready(...names: readonly string[]): this {
    return this.report('Running', true, ...names)
  }

  /** Every pod there is becomes ready, again and again, until no other appears. */
  readyAll(): this {
    for (;;) {
      const waiting = this.names().filter(name => this.pod(name).status.phase === 'Pending')
      if (waiting.length === 0) return this
      this.ready(...waiting)
    }
  }

  /** The kubelet has stopped the pods: their objects go. */
  gone(...names: readonly string[]): this {
    for (const name of names) this.remove('Pod', name)
    return this.settle()
  }

  /** Ends and restarts pods until nothing moves: what kubelets would do by themselves. */
  converge(): this {
    for (let round = 0; round < 1000; round++) {
      this.settle().readyAll()
      const ending = this.names().filter(name => this.pod(name).metadata.deletionTimestamp)
      if (ending.length === 0) return this
      this.gone(...ending)
    }
    throw new Error('does not converge')
  }

  /** Somebody deletes an object through the API. */
  delete(kind: string, name: string): this {
    this.write({ verb: 'delete', kind, name, namespace: 'default' })
    return this
  }

  remove(kind: string, name: string): this {
    this.store.commit({ actor: 'test', verb: 'remove' }, tx => tx.remove(kind, name, 'default'))
    return this
  }

  write(request: WriteRequest): Result<KubernetesObject> {
    const body = request.body as Json & { metadata: Json }
    const name = request.name ?? (body.metadata.name as string)
    const status = request.kind === 'Event' ? undefined : (this.refuse(request) ?? this.refusal(request, name))
    if (request.kind !== 'Event' && request.subresource !== 'status')
      this.writes.push(`${request.verb} ${request.kind} ${name}${status ? `: ${status.reason}` : ''}`)
    if (status) return { ok: false, status }
    if (request.verb === 'create') this.place(initial(request.kind, body))
    else if (request.verb === 'delete') this.startDeletion(request.kind, name)
    else this.commit(patched(this.get(request.kind, name), body, request.patchType === 'strategic'))
    return { ok: true, value: this.get(request.kind, name) ?? ({ kind: request.kind } as KubernetesObject) }
  }

  private refusal({ verb, kind, body }: WriteRequest, name: string): Status | undefined {
    const known = this.get(kind, name)
    const quoted = `${kind.toLowerCase()}s "${name}"`
    if (verb === 'create') return known && failure('AlreadyExists', `${quoted} already exists`)
    if (!known) return failure('NotFound', `${quoted} not found`)
    const uid = (body as { metadata?: Json } | undefined)?.metadata?.uid
    return uid !== undefined && uid !== known.metadata.uid ? failure('Conflict', `${quoted}: another uid`) : undefined
  }

  private startDeletion(kind: string, name: string): void {
    const object = this.get(kind, name) as KubernetesObject & { status?: { phase?: string } }
    const isStopping = kind === 'Pod' && object.status?.phase !== 'Pending'
    if (!isStopping && !object.metadata.finalizers) return void this.remove(kind, name)
    this.change(kind, name, ({ metadata }) => ({
      metadata: { ...metadata, deletionTimestamp: metadata.deletionTimestamp ?? timestamp(this.loop.now) },
    }))
  }

  private commit(object: unknown): void {
    this.store.commit({ actor: 'test', verb: 'put' }, tx => {
      const stored = object as KubernetesObject
      tx.put(stamped(stored, tx.revision))
    })
  }
}

function initial(kind: string, body: Json): Json {
  return kind === 'Pod' || kind === 'PersistentVolumeClaim' ? { ...body, status: { phase: 'Pending' } } : body
}

/** A merge patch; in a strategic one owner references join by uid. */
function patched(value: unknown, patch: unknown, isStrategic: boolean): unknown {
  if (!isRecord(patch)) return patch
  const result: Json = isRecord(value) ? { ...value } : {}
  for (const [key, change] of Object.entries(patch))
    if (change === null) delete result[key]
    else if (key === 'ownerReferences' && isStrategic) result[key] = joined(result[key], change as OwnerReference[])
    else result[key] = patched(result[key], change, isStrategic)
  return result
}

function joined(
  before: unknown,
  changes: readonly (OwnerReference & { $patch?: string })[],
): readonly OwnerReference[] {
  const others = ((before ?? []) as OwnerReference[]).filter(owner => !changes.some(({ uid }) => uid === owner.uid))
  return [...others, ...changes.filter(({ $patch }) => $patch !== 'delete')]
}

/** A set as the API stores it, with what a test wants changed in its spec. */
export function newSet(spec: Partial<StatefulSetSpec> = {}, name = 'web'): Json {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, generation: 1 },
    spec: {
      replicas: 3,
      serviceName: 'service',
      selector: { matchLabels: { app: name } },
      template: templateWith('app:1', name),
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 1 } },
      revisionHistoryLimit: 10,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      ...spec,
    },
    status: { replicas: 0, availableReplicas: 0 },
  }
}

/** A pod template with one container of this image, and the label `app` of the set. */
export function templateWith(image: string, name = 'web'): StatefulSetSpec['template'] {
  const spec = { containers: [{ name: 'main', image, resources: {}, imagePullPolicy: 'Always' }] }
  return { metadata: { labels: { app: name } }, spec: spec as unknown as Pod['spec'] }
}

/** Claim templates of these names, 1Mi each. */
export function claimTemplates(...names: readonly string[]): NonNullable<StatefulSetSpec['volumeClaimTemplates']> {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } }, volumeMode: 'Filesystem' }
  return names.map(name => ({ metadata: { name }, spec: spec as PersistentVolumeClaim['spec'] }))
}

/** A cluster with the set in it, at rest. */
export function clusterWith(spec: Partial<StatefulSetSpec> = {}): TestCluster {
  return new TestCluster().place(newSet(spec)).settle()
}

/** A set `web` with this retention policy. */
export function setRetaining(whenScaled: RetentionPolicyType, whenDeleted: RetentionPolicyType): StatefulSet {
  const set = newSet({ persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled } }) as unknown as StatefulSet
  return { ...set, metadata: { ...set.metadata, uid: 'set', namespace: 'default' } }
}

/** The claim of `web-1` with these owners. */
export function claimOwnedBy(...ownerReferences: readonly OwnerReference[]): PersistentVolumeClaim {
  const metadata = { name: 'data-web-1', ownerReferences }
  return { kind: 'PersistentVolumeClaim', metadata } as unknown as PersistentVolumeClaim
}

/** The pod `web-1`, who uses it. */
export function claimUser(isCondemned: boolean) {
  return { pod: { name: 'web-1', uid: 'pod' }, isCondemned }
}
