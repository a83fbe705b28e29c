import { historyHash } from '../store'
import type { World } from '../world'

/** The hash of everything that has happened in a world. Throws when its beginning is compacted. */
export function historyHashOf(world: World): string {
  const commits = world.store.changesSince(0)
  if (commits === 'compacted') throw new Error('the beginning of this history is compacted')
  return historyHash(commits)
}
