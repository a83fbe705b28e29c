import type { Seed } from '../../sim'
import { createWorld } from '../../world'
import { brokenInvariant } from '../invariants'
import { worldOptionsOf } from './scenario'
import { SwarmScript } from './script'

/** How one seed went: undefined text means well. */
export interface SwarmResult {
  readonly seed: Seed
  readonly commits: number
  readonly failure?: string
}

/** One run: the seed's world and what it does to it, with the invariants at every revision. `watch` hears of each act. */
export function runSeed(seed: Seed, watch: (line: string) => void = () => {}): SwarmResult {
  const world = createWorld({ ...worldOptionsOf(seed), freezes: true })
  const script = new SwarmScript(seed, world.now)
  const result = (failure?: string) => ({ seed, commits: world.store.revision, ...(failure && { failure }) })
  let checked = 0
  let before = 'the beginning'
  while (script.nextAt !== undefined) {
    world.run(script.nextAt)
    const broken = brokenInvariant(world, checked)
    if (broken) return result(`after ${before}: revision ${broken.revision}: ${broken.text}`)
    checked = world.store.revision
    const { what, failure } = script.act(world)
    watch(what)
    if (failure !== undefined) return result(failure)
    before = what
  }
  return result()
}
