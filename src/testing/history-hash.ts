import { mixText } from '../base'
import type { Commit } from '../store'
import type { World } from '../world'

/**
 * One number for a whole history, in hexadecimal: equal exactly when every kept commit (who, why, when, and what became of which object) is
 * equal, in order. The same on Node and in every browser.
 */
export function hashOfCommits(commits: readonly Commit[]): string {
  let high = 0
  let low = 1
  for (const { revision, time, cause, changes } of commits) {
    const results = changes.map(({ kind, namespace, name, after }) => [kind, namespace, name, after])
    const text = JSON.stringify([revision, time, cause, results])
    high = mixText(text, high)
    low = mixText(text, low ^ high)
  }
  return [high, low].map(part => part.toString(16).padStart(8, '0')).join('')
}

/** The hash of everything that has happened in a world. Throws when its beginning is compacted. */
export function historyHash(world: World): string {
  const commits = world.store.changesSince(0)
  if (commits === 'compacted') throw new Error('the beginning of this history is compacted')
  return hashOfCommits(commits)
}
