/** Freezes a JSON value with all it holds. Stops at what is frozen already, so that shared parts cost nothing. */
export function freezeDeeply(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const part of Object.values(value)) freezeDeeply(part)
}
