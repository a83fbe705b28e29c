/** FNV-1 (not 1a) 32-bit over the UTF-8 bytes of `text`: the hash behind upstream's revision and template names. */
export function fnv1(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash, 0x01000193) ^ byte
  return hash >>> 0
}

/** FNV-1a 32-bit over bytes: the hash behind upstream's pod-template-hash. */
export function fnv1a(bytes: Iterable<number>): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

const safeDigits = '456789bcdf'

/** The decimal digits of a number below 2³², written so that they spell nothing (apimachinery util/rand, SafeEncodeString). */
export function safeText(hash: number): string {
  const digits = String(hash)
  let text = ''
  for (let i = 0; i < digits.length; i++) text += safeDigits[digits.charCodeAt(i) - 48]
  return text
}

const hexOfByte: readonly string[] = Array.from({ length: 256 }, (_, byte) => (byte + 256).toString(16).slice(1))

/** Eight hexadecimal digits: a number below 2³². From a table, since `toString(16)` is ten times as slow. */
export function hex32(word: number): string {
  return (
    (hexOfByte[word >>> 24] as string) +
    (hexOfByte[(word >>> 16) & 255] as string) +
    (hexOfByte[(word >>> 8) & 255] as string) +
    (hexOfByte[word & 255] as string)
  )
}

/** FNV-1a 32-bit over UTF-16 units, then mixed: a fast, well spread number from a text, for keyed chance and state hashes. */
export function mixText(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) | 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mixNumber(hash)
}

/** Another number below 2³², spread well: one bit more or less changes half of the result. */
export function mixNumber(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}
