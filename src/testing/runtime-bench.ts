import { failure, type Result, type Status, type WriteRequest } from '../client'
import { type Controller, ControllerHub } from '../controllers/runtime'
import type { KubernetesObject, Time } from '../kinds'
import { epoch, Loop } from '../sim'
import { VersionedStore } from '../store'
import { completed, type Sketch } from './plan-bench'

/** The controllers' runtime with a store and a loop, and an API that takes every write unless the test refuses it. */
export class RuntimeBench {
  readonly loop = new Loop(epoch)
  readonly store = new VersionedStore({ clock: () => this.loop.now, freezes: true })
  readonly hub: ControllerHub
  /** Each write that came to the API: `+5 update Pod web-0`, with the milliseconds since the beginning. */
  readonly writes: string[] = []
  /** Lets the API refuse a write. */
  refuse: (request: WriteRequest) => Status | undefined = () => undefined

  constructor(...controllers: readonly Controller[]) {
    const { store, loop } = this
    this.hub = new ControllerHub({ store, loop, seed: 1, write: (_, request) => this.write(request) })
    for (const controller of controllers) this.hub.add(controller)
  }

  /** Milliseconds since the beginning. */
  get elapsed(): Time {
    return this.loop.now - epoch
  }

  put(sketch: Sketch): this {
    this.store.commit({ actor: 'test', verb: 'put' }, tx => tx.put(completed(sketch, tx.revision, this.loop.now)))
    return this
  }

  /** Lets milliseconds pass. */
  run(ms: number): this {
    this.loop.run(this.loop.now + ms)
    return this
  }

  private write(request: WriteRequest): Result<KubernetesObject> {
    const body = (request.body ?? {}) as Sketch
    const { verb, kind } = request
    const name = request.name ?? body.metadata?.name ?? ''
    this.writes.push(`+${this.elapsed} ${verb} ${kind} ${name}`)
    const status = this.refuse(request)
    if (status) return { ok: false, status }
    this.store.commit({ actor: 'api', verb }, tx => {
      if (verb === 'delete') tx.remove(kind, name, request.namespace)
      else if (verb !== 'patch') tx.put(completed({ ...body, kind }, tx.revision, this.loop.now))
    })
    return { ok: true, value: body as unknown as KubernetesObject }
  }
}

/** What an API says that has had enough. */
export function refusal(message = 'no'): Status {
  return failure('Forbidden', message)
}
