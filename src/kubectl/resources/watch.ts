import type { HttpResponse } from '../../client'
import type { Time } from '../../kinds'
import { now, type Run, waitForChange } from '../process'
import { type ApiObject, send } from './requests'

/** What a watch tells. */
export interface WatchEvent {
  readonly type: string
  readonly object: ApiObject
}

/** Longer than anybody waits. */
const everMs = 366 * 24 * 3_600_000

/**
 * Follows a watch: calls `use` for each event, until that returns true (`done`), the server ends the watch (`ended`) or `until` has come
 * (`late`). A watch is a pull: its answer has what happened until now and the path of what comes after.
 */
export function* follow(
  path: string,
  accept: string | undefined,
  until: Time | undefined,
  use: (event: WatchEvent) => Run<boolean>,
): Run<'done' | 'ended' | 'late'> {
  let at: string | undefined = path
  while (at !== undefined) {
    const response: HttpResponse = yield* send({ method: 'GET', path: at, ...(accept !== undefined && { accept }) })
    const { body, next } = response
    for (const event of Array.isArray(body) ? (body as WatchEvent[]) : []) if (yield* use(event)) return 'done'
    at = next
    if (at === undefined) break
    const present: Time = yield* now()
    if (until !== undefined && present >= until) return 'late'
    yield* waitForChange(until ?? present + everMs)
  }
  return 'ended'
}
