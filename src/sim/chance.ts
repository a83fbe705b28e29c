import { mixText } from '../base'

/** The seed of a world: same seed, same history. */
export type Seed = number

/**
 * A number in [0, 1) that depends on nothing but the seed and the key. There is no generator to save for a fork, and asking for one more
 * number changes no other. The key must say what is asked and for whom: `'image-pull', podUID, attempt`.
 */
export function chance(seed: Seed, ...key: readonly (string | number)[]): number {
  const text = key.join('\u0000')
  const high = mixText(text, seed)
  const low = mixText(text, (seed ^ 0x9e3779b9) | 0)
  return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53
}

/** An integer in [low, high], keyed like `chance`. */
export function chanceBetween(low: number, high: number, seed: Seed, ...key: readonly (string | number)[]): number {
  return low + Math.floor(chance(seed, ...key) * (high - low + 1))
}

/** A version-4 UUID, keyed like `chance`. */
export function chanceUUID(seed: Seed, ...key: readonly (string | number)[]): string {
  const hex = [0, 1, 2, 3]
    .map(part =>
      mixText(`${part}\u0000${key.join('\u0000')}`, seed)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')
  const variant = '89ab'[Number.parseInt(hex[16] as string, 16) & 3]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** The random suffix that the API server puts behind a `generateName`: five characters without vowels. */
export function chanceSuffix(seed: Seed, ...key: readonly (string | number)[]): string {
  let suffix = ''
  for (let i = 0; i < 5; i++) suffix += nameAlphabet[Math.floor(chance(seed, ...key, i) * nameAlphabet.length)]
  return suffix
}
