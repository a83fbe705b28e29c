import { createHash } from 'node:crypto'
import type { KubernetesObject, Time } from '../../kinds'
import type { Commit, Revision } from '../../store'
import type { ClockSpec } from '../protocol'

/** The first line of a state file. */
export interface Header {
  readonly statefulSetLab: number
  readonly seed: number
  readonly machines: number
  /** Of the snapshot that follows. */
  readonly revision: Revision
  readonly time: Time
  /** How many lines the snapshot has. */
  readonly objects: number
}

/** A line after the first: an object of the snapshot, or what happened after it. */
export type StateLine =
  | { readonly object: KubernetesObject }
  | { readonly commit: Commit }
  | { readonly clock: ClockSpec }
  /** The cluster's time at a stop. */
  | { readonly stoppedAt: Time }

/** The version of the format that is written and read. */
export const formatVersion = 1

/**
 * Marks each line with a sum over it and the sum of the line before: a line that was changed, lost or put elsewhere is found where it stands.
 */
export class LineChain {
  sum: string

  constructor(sum = '') {
    this.sum = sum
  }

  /** A line for the file. */
  marked(value: Header | StateLine): string {
    const text = JSON.stringify(value)
    this.sum = sumOf(this.sum, text)
    return `${this.sum} ${text}\n`
  }

  /** The text of a line from the file, without its end; undefined when its sum is wrong. */
  unmarked(line: string): string | undefined {
    const text = line.slice(sumLength + 1)
    const sum = sumOf(this.sum, text)
    if (line.slice(0, sumLength + 1) !== `${sum} `) return undefined
    this.sum = sum
    return text
  }
}

const sumLength = 8

function sumOf(before: string, text: string): string {
  return createHash('sha1').update(before).update(text).digest('hex').slice(0, sumLength)
}

/** A commit as a line; what was before each change is what the lines before say. */
export function commitLine({ changes, ...commit }: Commit): StateLine {
  return { commit: { ...commit, changes: changes.map(({ before: _, ...change }) => change) } }
}
