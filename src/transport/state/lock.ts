import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { StateError } from './state-error'

/** Keeps other processes from writing to `file`; returns how to let them again. Throws StateError where one is at it. */
export function lock(file: string): () => void {
  const path = `${file}.lock`
  const owner = ownerOf(path)
  if (owner !== undefined && isAlive(owner))
    throw new StateError(
      `${file} is in use by process ${owner}: stop it, or use another file. If that is no server of this lab, delete ${path}.`,
    )
  if (owner !== undefined) rmSync(path, { force: true })
  try {
    const handle = openSync(path, 'wx')
    writeSync(handle, String(process.pid))
    closeSync(handle)
  } catch (error) {
    throw new StateError(`cannot write ${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`)
  }
  return () => rmSync(path, { force: true })
}

/** The process that a lock names; NaN where it names none. */
function ownerOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8') || 'none')
  } catch {
    return undefined
  }
}

/** A process that was killed leaves its lock behind. */
function isAlive(process_: number): boolean {
  if (process_ === process.pid || Number.isNaN(process_)) return false
  try {
    process.kill(process_, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
