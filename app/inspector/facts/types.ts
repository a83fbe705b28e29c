import type { Reference } from '../../session'
import type { Tone } from '../../ui'

/** One thing worth knowing about an object; `references` lead to the objects it names. */
export interface Fact {
  readonly label: string
  readonly value: string
  readonly references?: readonly Reference[]
}

/** What the inspector says about an object, in plain words. */
export interface Description {
  readonly kind: string
  readonly word: string
  readonly tone: Tone
  /** What is going on, and what it waits for. */
  readonly story: readonly string[]
  readonly facts: readonly Fact[]
}

/** A fact, unless there is nothing to say. */
export function fact(
  label: string,
  value: string | number | undefined,
  references?: readonly Reference[],
): readonly Fact[] {
  if (value === undefined || value === '') return []
  return [{ label, value: String(value), ...(references && { references }) }]
}
