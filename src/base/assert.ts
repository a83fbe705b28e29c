/** Thrown when the program itself is wrong (never for bad input, which gets a `Status`). */
export class AssertionError extends Error {
  override name = 'AssertionError'
}

/** Crashes with `message` unless `condition` holds. For programmer errors only. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

/** Returns `value`, crashing when it is null or undefined. `what` names it in the message. */
export function defined<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new AssertionError(`${what} is missing`)
  return value
}
