/** A state file that cannot be used; the message says where, and what to do. */
export class StateError extends Error {
  override name = 'StateError'
}
