import { type Api, createApi, servedKinds } from '../api'
import type { HttpRequest, HttpResponse } from '../client'
import { ControllerHub } from '../controllers/runtime'
import type { KubernetesObject, Time } from '../kinds'
import { createProxy } from '../network'
import { initialMachines } from '../node'
import { epoch, Loop, type Seed } from '../sim'
import { stamped, VersionedStore } from '../store'
import { bootstrap, bootstrapStorage } from './bootstrap'
import { controlPlane, realWorld } from './controllers'
import { isNoticeable } from './noticeable'
import { defaultSettings } from './settings'
import type { World, WorldOptions, WorldSettings, WorldState } from './types'

/** Kinds that have owners or are owners; heartbeats and events are not worth looking through. */
const collectedKinds = servedKinds.filter(kind => kind !== 'Event' && kind !== 'Lease')

/** Builds a cluster and lets nothing happen yet: time passes only in `run` and `step`. */
export function createWorld(options: WorldOptions = {}): World {
  const seed = options.seed ?? 1
  const settings = { ...defaultSettings, ...options.settings }
  const parts: Parts = { seed, settings, hasMachines: (options.machines ?? 0) > 0, freezes: options.freezes ?? false }
  const loop = new Loop(epoch)
  const store = new VersionedStore({ clock: () => loop.now, freezes: parts.freezes })
  const world = new LabWorld(parts, store, loop)
  world.begin(options.machines ?? 0)
  return world
}

/** Goes on where another world was: everybody wakes, as after a fork. */
export function restoreWorld({ seed, hasMachines, snapshot, commits, now }: WorldState): World {
  const loop = new Loop(now)
  const store = VersionedStore.restored(snapshot, commits, { clock: () => loop.now })
  return new LabWorld({ seed, settings: defaultSettings, hasMachines, freezes: false }, store, loop).awake()
}

interface Parts {
  readonly seed: Seed
  readonly settings: WorldSettings
  readonly hasMachines: boolean
  readonly freezes: boolean
}

class LabWorld implements World {
  readonly store: VersionedStore
  readonly seed: Seed
  private readonly parts: Parts
  private readonly loop: Loop
  private readonly api: Api
  private readonly hub: ControllerHub

  constructor(parts: Parts, store: VersionedStore, loop: Loop) {
    this.parts = parts
    this.store = store
    this.loop = loop
    this.seed = parts.seed
    const { seed, settings } = parts
    this.api = createApi({
      store,
      clock: () => loop.now,
      seed,
      settings: { servicePrefix: '10.96' },
      proxy: createProxy(seed),
    })
    this.hub = new ControllerHub({ store, loop, seed, write: this.api.write })
    for (const controller of controlPlane(settings, collectedKinds, seed)) this.hub.add(controller)
    if (parts.hasMachines) for (const controller of realWorld(settings, seed)) this.hub.add(controller)
  }

  get now(): Time {
    return this.loop.now
  }

  get nextAt(): Time | undefined {
    return this.loop.nextAt
  }

  begin(machines: number): void {
    bootstrap(this.api)
    if (machines === 0) return
    bootstrapStorage(this.api)
    for (const object of initialMachines(machines, this.seed, this.now)) this.place(object)
  }

  handle(request: HttpRequest): HttpResponse {
    return this.api.handle(request)
  }

  run(until: Time, shouldPause?: () => boolean): boolean {
    return this.loop.run(until, shouldPause)
  }

  step(until: Time): boolean {
    let seen = this.store.revision
    const isNoticed = () => {
      if (this.store.revision === seen) return false
      const commits = this.store.changesSince(seen)
      seen = this.store.revision
      return commits !== 'compacted' && commits.some(isNoticeable)
    }
    return !this.loop.run(until, isNoticed)
  }

  fork(revision: number): World {
    const loop = new Loop(this.store.at(revision).time)
    const store = this.store.fork(revision, { clock: () => loop.now, freezes: this.parts.freezes })
    return new LabWorld(this.parts, store, loop).awake()
  }

  /** The world, after all wake-ups were lost. */
  awake(): this {
    this.hub.wakeAll()
    return this
  }

  /** Puts a piece of reality into the world: nobody asks the API whether a machine exists. */
  private place(object: KubernetesObject): void {
    this.store.commit({ actor: 'lab', verb: 'place', object: `${object.kind}/${object.metadata.name}` }, tx =>
      tx.put(stamped(object, tx.revision)),
    )
  }
}
