import { mixText } from '../../base'
import type { Seed } from '../../sim'

/** 64 hexadecimal digits that depend on the text and the seed. */
function hex64(text: string, seed: Seed): string {
  const hash = mixText(text, seed)
  let hex = ''
  for (let part = 1; part <= 8; part++) {
    let word = Math.imul(hash + Math.imul(part, 0x9e3779b9), 0x85ebca6b)
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
    hex += (((word ^ (word >>> 16)) >>> 0) + 0x100000000).toString(16).slice(1)
  }
  return hex
}

/** The id that containerd gives the n-th run of a container. */
export function containerIDOf(sandboxUID: string, container: string, startCount: number, seed: Seed): string {
  return `containerd://${hex64(`${sandboxUID}/${container}/${startCount}`, seed)}`
}

/** An image's digest. The same image has the same digest in every world. */
export function imageIDOf(repository: string, normalized: string): string {
  return `${repository}@sha256:${hex64(normalized, 0)}`
}
