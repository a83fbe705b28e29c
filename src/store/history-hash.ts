import { goJson, mixText } from '../base'
import { heartbeatKey } from './log'
import type { Commit } from './types'

/**
 * A short text that is the same for the same history and another one for another: 16 hexadecimal digits over every commit's revision, time,
 * cause and what it left behind, in order; heartbeats are left out, because the log forgets all but the last. Not for keeping secrets.
 */
export function historyHash(commits: readonly Commit[]): string {
  let first = 0
  let second = 0x9e3779b9
  for (const { revision, time, cause, changes } of commits) {
    if (heartbeatKey(changes) !== undefined) continue
    const after = changes.map(change => ({ ...change, before: undefined }))
    const text = goJson({ revision, time, cause, changes: after })
    first = mixText(text, first)
    second = mixText(text, second)
  }
  return hex(first) + hex(second)
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0')
}
