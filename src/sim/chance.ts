import { hex32, mixNumber, mixText } from '../base'

/** The seed of a world: same seed, same history. */
export type Seed = number

/**
 * A number in [0, 1) that depends on nothing but the seed and the key. There is no generator to save for a fork, and asking for one more
 * number changes no other. The key must say what is asked and for whom: `'image-pull', podUID, attempt`.
 */
export function chance(seed: Seed, ...key: readonly (string | number)[]): number {
  const text = key.join('\u0000')
  const high = mixText(text, seed)
  const low = mixText(text, (seed ^ golden) | 0)
  return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53
}

const golden = 0x9e3779b9

/** An integer in [low, high], keyed like `chance`. */
export function chanceBetween(low: number, high: number, seed: Seed, ...key: readonly (string | number)[]): number {
  return low + Math.floor(chance(seed, ...key) * (high - low + 1))
}

/** A version-4 UUID, keyed like `chance`. */
export function chanceUUID(seed: Seed, ...key: readonly (string | number)[]): string {
  const text = key.join('\u0000')
  const high = mixText(text, seed)
  const low = mixText(text, (seed ^ golden) | 0)
  const middle = hex32(mixNumber(high ^ Math.imul(low, golden)))
  const next = hex32(((mixNumber(low + golden) ^ high) & 0x3fffffff) | 0x80000000)
  return `${hex32(high)}-${middle.slice(0, 4)}-4${middle.slice(5)}-${next.slice(0, 4)}-${next.slice(4)}${hex32(low)}`
}

const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** The random suffix that the API server puts behind a `generateName`: five characters without vowels. */
export function chanceSuffix(seed: Seed, ...key: readonly (string | number)[]): string {
  let suffix = ''
  for (let i = 0; i < 5; i++) suffix += nameAlphabet[Math.floor(chance(seed, ...key, i) * nameAlphabet.length)]
  return suffix
}
