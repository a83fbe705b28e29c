import type { HttpRequest } from '../../client'
import type { Time } from '../../kinds'
import { hour, minute, type Seed, second } from '../../sim'
import type { World } from '../../world'
import { healingRequests, helpingRequests, missingAt, stoppingRequests } from './healing'
import { firstRequests, planOf } from './scenario'
import { stepOf } from './steps'

/** The cluster must be whole this long after the last fault. */
const settleMostMs = 2 * hour

/** What was done at one moment. */
export interface Act {
  readonly what: string
  /** What is wrong: a request that broke the server, or a cluster that does not settle. */
  readonly failure?: string
}

/** A world as a script needs it. */
export type Stage = Pick<World, 'store' | 'now' | 'handle'>

/**
 * What a seed does to its world, moment by moment; the same wherever the world lives. First the manifests, then the seed's steps, then the end
 * of all faults, then a look each minute until everything wanted is there.
 */
export class SwarmScript {
  /** When `act` is to be called next; undefined when the script is over. */
  nextAt: Time | undefined
  private readonly seed: Seed
  private index = -1
  private giveUpAt: Time | undefined

  constructor(seed: Seed, now: Time) {
    this.seed = seed
    this.nextAt = now + 30 * second
  }

  /** Does what is due; to be called when the world has reached `nextAt`. */
  act(world: Stage): Act {
    const { steps } = planOf(this.seed)
    const index = this.index++
    if (index < 0) return this.begin(world)
    if (index < steps) return this.step(world, index)
    if (index === steps) return this.stop(world)
    return index === steps + 1 ? this.heal(world) : this.look(world)
  }

  private begin(world: Stage): Act {
    for (const request of firstRequests(planOf(this.seed), this.seed)) world.handle(request)
    return { what: 'the manifests' }
  }

  private step(world: Stage, index: number): Act {
    const { what, requests, thenMs } = stepOf(this.seed, index, world.store.at())
    this.nextAt = world.now + thenMs
    const name = `step ${index} (${what})`
    const failure = failureOf(world, requests)
    return { what: name, ...(failure && { failure: `${name}: ${failure}` }) }
  }

  private stop(world: Stage): Act {
    for (const request of stoppingRequests(world.store.at())) world.handle(request)
    this.nextAt = world.now + second
    return { what: 'kubelets without a Node are stopped' }
  }

  private heal(world: Stage): Act {
    for (const request of healingRequests(world.store.at())) world.handle(request)
    this.giveUpAt = world.now + settleMostMs
    this.nextAt = world.now + minute
    return { what: 'all faults end' }
  }

  private look(world: Stage): Act {
    const missing = missingAt(world.store.at())
    const isOver = missing === undefined || world.now >= (this.giveUpAt ?? 0)
    this.nextAt = isOver ? undefined : world.now + minute
    if (missing === undefined) return { what: 'everything is there' }
    if (isOver) return { what: missing, failure: `did not settle: ${missing}` }
    for (const request of helpingRequests(world.store.at())) world.handle(request)
    return { what: missing }
  }
}

/** No request may break the server; that it is refused, or that it finds nobody, is part of the game. */
function failureOf(world: Stage, requests: readonly HttpRequest[]): string | undefined {
  for (const request of requests) {
    const { code } = world.handle(request)
    if (code >= 500 && code !== 503) return `${request.method} ${request.path} was answered ${code}`
  }
  return undefined
}
