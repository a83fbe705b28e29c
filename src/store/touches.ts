import type { Revision } from './types'

const keptMost = 8192

/** Under which values of one index something has changed lately: kept from the first question on, so that the next one has an answer. */
export class Touches {
  private readonly revisions: Revision[] = []
  private readonly values: string[] = []
  /** Complete after this revision. */
  private from: Revision

  constructor(from: Revision) {
    this.from = from
  }

  add(value: string, revision: Revision): void {
    this.revisions.push(revision)
    this.values.push(value)
    if (this.values.length <= keptMost) return
    this.values.splice(0, keptMost / 2)
    this.from = this.revisions.splice(0, keptMost / 2)[keptMost / 2 - 1] as Revision
  }

  /** The values touched after `revision`; undefined when that is no longer known. */
  since(revision: Revision): ReadonlySet<string> | undefined {
    if (revision < this.from) return undefined
    const values = new Set<string>()
    for (let i = this.values.length - 1; i >= 0 && (this.revisions[i] as Revision) > revision; i--)
      values.add(this.values[i] as string)
    return values
  }
}
