import type { Time } from '../../kinds'
import { pathOf } from '../discovery'
import { CommandError, isReason } from '../errors'
import { now, type Run, waitForChange } from '../process'
import { type ApiObject, type Info, objectNameOf, sendForObject } from '../resources'

/** The object that an info names, as it is now; undefined when there is none. Throws other refusals. */
export function* current({ type, namespace, name }: Info): Run<ApiObject | undefined> {
  try {
    return yield* sendForObject({ method: 'GET', path: pathOf(type, namespace, name) })
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined
    throw error
  }
}

/** What somebody says who waited too long for one object. */
export function timedOut(info: Info): CommandError {
  return new CommandError(`timed out waiting for the condition on ${objectNameOf(info)}`)
}

/**
 * Looks at an object, and again after each change in the cluster, until `isMet` says so. Throws CommandError at `until`. `isMet` is given
 * undefined when the object is gone, and may throw.
 */
export function* waitUntil(
  info: Info,
  until: Time,
  isMet: (object: ApiObject | undefined) => boolean,
): Run<ApiObject | undefined> {
  for (;;) {
    const object = yield* current(info)
    if (isMet(object)) return object
    if ((yield* now()) >= until) throw timedOut(info)
    yield* waitForChange(until)
  }
}

/** Waits until an object is gone, or another has its name. Throws CommandError at `until`. */
export function* waitUntilGone(info: Info, uid: string | undefined, until: Time): Run {
  yield* waitUntil(
    info,
    until,
    object => object === undefined || (uid !== undefined && uid !== '' && object.metadata?.uid !== uid),
  )
}
