import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Commit, Snapshot } from '../../store'
import type { ClockSpec } from '../protocol'
import { commitLine, formatVersion, LineChain, type StateLine } from './lines'

/** How much is put together before it is written, in characters. */
const pieceLength = 1_000_000

/** Appends lines to one file, and knows where it ends. */
export class StateWriter {
  /** How long the file is, in bytes. */
  bytes: number
  private readonly handle: FileHandle
  private readonly chain: LineChain

  private constructor(handle: FileHandle, chain: LineChain, bytes: number) {
    this.handle = handle
    this.chain = chain
    this.bytes = bytes
  }

  /** Goes on at the end of what holds in a file; drops what comes after it. */
  static async resume(file: string, sum: string, bytes: number): Promise<StateWriter> {
    const handle = await open(file, 'r+')
    await handle.truncate(bytes)
    return new StateWriter(handle, new LineChain(sum), bytes)
  }

  /** A new file that begins with a snapshot. */
  static async begin(file: string, snapshot: Snapshot, { seed, machines }: WorldName): Promise<StateWriter> {
    const writer = new StateWriter(await open(file, 'w', 0o600), new LineChain(), 0)
    const { revision, time, objects } = snapshot
    const header = { statefulSetLab: formatVersion, seed, machines, revision, time, objects: objects.length }
    await writer.write(writer.chain.marked(header))
    await writer.append(objects.map(object => ({ object })))
    return writer
  }

  /** Writes lines; nothing says yet that they are on the disk. */
  async append(lines: Iterable<StateLine>): Promise<void> {
    let piece = ''
    for (const line of lines) {
      piece += this.chain.marked(line)
      if (piece.length < pieceLength) continue
      await this.write(piece)
      piece = ''
    }
    if (piece !== '') await this.write(piece)
  }

  /** Resolves when the disk holds all that was appended. */
  sync(): Promise<void> {
    return this.handle.datasync()
  }

  /** Puts this file, all of which is on the disk then, in the place of another. */
  async moveTo(from: string, to: string): Promise<void> {
    await this.handle.sync()
    await rename(from, to)
    const folder = await open(dirname(to), 'r')
    await folder.sync()
    await folder.close()
  }

  close(): Promise<void> {
    return this.handle.close()
  }

  private async write(text: string): Promise<void> {
    const bytes = Buffer.from(text)
    for (let from = 0; from < bytes.length; ) {
      const { bytesWritten } = await this.handle.write(bytes, from, bytes.length - from, this.bytes)
      from += bytesWritten
      this.bytes += bytesWritten
    }
  }
}

/** What a state file says of its world besides what happened. */
export interface WorldName {
  readonly seed: number
  readonly machines: number
}

/** Lines for commits and, where somebody has set it, the clock. */
export function linesOf(commits: readonly Commit[], clock: ClockSpec | undefined): readonly StateLine[] {
  const lines = commits.map(commitLine)
  return clock ? [...lines, { clock }] : lines
}
