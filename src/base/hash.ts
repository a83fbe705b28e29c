/** FNV-1 (not 1a) 32-bit over the UTF-8 bytes of `text`: the hash behind upstream's revision and template names. */
export function fnv1(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash, 0x01000193) ^ byte
  return hash >>> 0
}

/** FNV-1a 32-bit over UTF-16 units, then mixed: a fast, well spread number from a text, for keyed chance and state hashes. */
export function mixText(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) | 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}
