import { bodyBytesMost, failure, StatusError } from '../client'
import { badRequest } from './errors'
import { depthMost } from './json-text'

/** Refuses a text that is too long, with 413. */
export function checkSize(body: unknown): void {
  if (typeof body !== 'string' || body.length * 3 <= bodyBytesMost) return
  if (new TextEncoder().encode(body).length <= bodyBytesMost) return
  throw new StatusError(failure('RequestEntityTooLarge', `Request entity too large: limit is ${bodyBytesMost}`))
}

/** The value itself; refuses one that is nested beyond reason, with 400. Looks level by level, so that it bears any depth itself. */
export function shallow(value: unknown): unknown {
  let level: readonly object[] = typeof value === 'object' && value !== null ? [value] : []
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= depthMost) throw badRequest('exceeded max depth')
    level = [...new Set(level.flatMap(inner))]
  }
  return value
}

function inner(container: object): readonly object[] {
  const found: object[] = []
  for (const part of Object.values(container)) if (typeof part === 'object' && part !== null) found.push(part)
  return found
}
