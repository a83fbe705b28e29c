import { hex32 } from '../../base'
import type { Time } from '../../kinds'
import type { Revision } from '../../store'

const wordSize = 2 ** 32
const nanosPerMs = 1_000_000

/**
 * The name of a new event: the object's with the moment in nanoseconds since 1970, in hexadecimal. The revision stands in for what a real
 * clock has below a millisecond. Reckoned in two words, because the number is too large to be exact in one.
 */
export function eventName(about: string | undefined, now: Time, revision: Revision): string {
  const low = (now % wordSize) * nanosPerMs + (revision % nanosPerMs)
  const high = Math.floor(now / wordSize) * nanosPerMs + Math.floor(low / wordSize)
  return `${about}.${hex32(high)}${hex32(low % wordSize)}`
}
