import { hex32, mixNumber, mixText } from '../../base'
import type { Seed } from '../../sim'

/** 64 hexadecimal digits that depend on the text and the seed. */
function hex64(text: string, seed: Seed): string {
  const hash = mixText(text, seed)
  let hex = ''
  for (let part = 1; part <= 8; part++) hex += hex32(mixNumber(hash + Math.imul(part, 0x9e3779b9)))
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
