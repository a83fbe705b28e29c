import { readFileSync } from 'node:fs'
import type { KubernetesObject, Time } from '../../kinds'
import type { Commit, Snapshot } from '../../store'
import type { ClockSpec } from '../protocol'
import { formatVersion, type Header, LineChain, type StateLine } from './lines'
import { StateError } from './state-error'

/** What a state file holds. */
export interface SavedState {
  readonly header: Header
  readonly snapshot: Snapshot
  readonly commits: readonly Commit[]
  /** Absent when nobody ever touched the clock. */
  readonly clock?: ClockSpec
  /** The cluster's time when it was last written. */
  readonly now: Time
  /** How much of the file holds, in bytes; what follows is a line that was never finished. */
  readonly bytes: number
  /** How much of that is the snapshot. */
  readonly snapshotBytes: number
  /** The sum of the last line. */
  readonly sum: string
}

/** Reads a state file; undefined where there is none, or an empty one. Throws StateError for one that is damaged, or none of ours. */
export function readState(file: string): SavedState | undefined {
  const bytes = bytesOf(file)
  if (!bytes?.length) return undefined
  const reader = new StateReader(file, bytes)
  const header = reader.header()
  const objects: KubernetesObject[] = []
  const commits: Commit[] = []
  let clock: ClockSpec | undefined
  let now = header.time
  let snapshotBytes = 0
  for (const line of reader.lines()) {
    if ('object' in line) {
      objects.push(line.object)
      snapshotBytes = reader.end().bytes
    }
    if ('commit' in line) {
      commits.push(line.commit)
      now = line.commit.time
    }
    if ('clock' in line) clock = line.clock
    if ('stoppedAt' in line) now = line.stoppedAt
  }
  if (objects.length !== header.objects) throw reader.damage(`there are ${objects.length} of ${header.objects} objects`)
  const { revision, time } = header
  return {
    header,
    snapshot: { revision, time, objects },
    commits,
    ...(clock && { clock }),
    now,
    snapshotBytes,
    ...reader.end(),
  }
}

function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new StateError(`cannot read ${file}: ${code}`)
  }
}

const lineEnd = 10

/** Goes through a file line by line and knows where it is. */
class StateReader {
  private readonly file: string
  private readonly bytes: Buffer
  private readonly chain = new LineChain()
  private offset = 0
  private lineNumber = 0

  constructor(file: string, bytes: Buffer) {
    this.file = file
    this.bytes = bytes
  }

  header(): Header {
    const value = this.next() as Partial<Header> | undefined
    const version = value?.statefulSetLab
    if (version === undefined)
      throw new StateError(`${this.file} is no state file of this lab: name another one, or a new one`)
    if (version !== formatVersion)
      throw new StateError(
        `${this.file} has format ${version}, and this version reads ${formatVersion}: use the version that wrote it`,
      )
    return value as Header
  }

  *lines(): Iterable<StateLine> {
    for (let line = this.next(); line !== undefined; line = this.next()) yield line as StateLine
  }

  end(): Pick<SavedState, 'bytes' | 'sum'> {
    return { bytes: this.offset, sum: this.chain.sum }
  }

  /** The value of the next line; undefined at the end, and where the last line was never finished (a kill in the middle of a write). */
  private next(): unknown {
    const end = this.bytes.indexOf(lineEnd, this.offset)
    if (end < 0) return undefined
    this.lineNumber++
    const text = this.chain.unmarked(this.bytes.toString('utf8', this.offset, end))
    if (text === undefined && this.lineNumber === 1) return undefined
    if (text === undefined) throw this.damage('it is not what was written')
    this.offset = end + 1
    return JSON.parse(text)
  }

  damage(what: string): StateError {
    const { file, lineNumber, offset } = this
    return new StateError(
      `${file} is damaged at line ${lineNumber}, byte ${offset}: ${what}. What comes before can be saved: head -c ${offset} ${file} > repaired, then start with --state repaired. Or use a copy of the file, or another name for a new cluster.`,
    )
  }
}
