import type { HttpRequest, HttpResponse } from '../../client'
import type { Time } from '../../kinds'
import type { Seed } from '../../sim'
import { createWorld, type World } from '../../world'
import { worldOptionsOf } from './scenario'
import { SwarmScript } from './script'

/** The seed that a text names: a whole number from 0. Throws with words for a person. */
export function seedIn(text: string): Seed {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const shown = text.length > 20 ? `${text.slice(0, 20)}…` : text
  throw new Error(`swarm=${shown} names no run: it takes a whole number of at most nine digits`)
}

/** The world of a seed, to which everything that the seed does happens at its time: the run of `npm run swarm`, for somebody to watch. */
export class PlayedWorld {
  private readonly world: World
  private readonly script: SwarmScript

  constructor(seed: Seed) {
    this.world = createWorld(worldOptionsOf(seed))
    this.script = new SwarmScript(seed, this.world.now)
  }

  get store(): World['store'] {
    return this.world.store
  }

  get now(): Time {
    return this.world.now
  }

  get nextAt(): Time | undefined {
    const times = [this.world.nextAt, this.script.nextAt].filter(at => at !== undefined)
    return times.length > 0 ? Math.min(...times) : undefined
  }

  handle(request: HttpRequest): HttpResponse {
    return this.world.handle(request)
  }

  /** As `World.run`. */
  run(until: Time, shouldPause?: () => boolean): boolean {
    for (let at = this.script.nextAt; at !== undefined && at <= until; at = this.script.nextAt) {
      if (!this.world.run(at, shouldPause)) return false
      this.script.act(this.world)
    }
    return this.world.run(until, shouldPause)
  }

  /** As `World.step`; whatever the script does is worth a stop. */
  step(until: Time): boolean {
    const at = this.script.nextAt
    if (at === undefined || at > until) return this.world.step(until)
    if (!this.world.step(at)) this.script.act(this.world)
    return true
  }
}
