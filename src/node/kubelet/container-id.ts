import { mixText } from '../../base'
import type { Seed } from '../../sim'

/** 64 hexadecimal digits that depend on the text and the seed. */
function hex64(text: string, seed: Seed): string {
  let hex = ''
  for (let part = 0; part < 8; part++)
    hex += mixText(text, seed + part * 7919)
      .toString(16)
      .padStart(8, '0')
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
