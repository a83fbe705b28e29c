import type { Json } from '../names'

/** What a field of a struct, or the struct itself, is for: `{ description }`, or nothing where nobody has written it down. */
export function describe(_owner: string, _field?: string): Json {
  return {}
}
