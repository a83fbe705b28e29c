import { isRecord } from '../../../src/base'
import type { ManifestFile, Workspace } from './types'

const key = 'statefulset-lab.manifests'
/** Longer texts would fill the browser's storage, and take long to write at every stop of typing. */
const keptMost = 1_000_000

/** The workspace of the last visit; undefined when there is none, or the browser keeps nothing. */
export function storedWorkspace(): Workspace | undefined {
  try {
    return readWorkspace(JSON.parse(localStorage.getItem(key) ?? 'null'))
  } catch {
    return undefined
  }
}

/** Keeps the workspace over a reload; false when the browser cannot. */
export function storeWorkspace(workspace: Workspace): boolean {
  const size = workspace.files.reduce((sum, { text }) => sum + text.length, 0)
  if (size > keptMost) return false
  try {
    localStorage.setItem(key, JSON.stringify(workspace))
    return true
  } catch {
    return false
  }
}

/** A workspace out of what was stored, by this version of the page or another. */
export function readWorkspace(value: unknown): Workspace | undefined {
  if (!isRecord(value) || typeof value.activeId !== 'string') return undefined
  const files = readFiles(value.files)
  if (files.length === 0) return undefined
  return { files, activeId: value.activeId, closed: readFiles(value.closed) }
}

function readFiles(value: unknown): readonly ManifestFile[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).flatMap(({ id, name, text, original }) => {
    if (typeof id !== 'string' || typeof name !== 'string' || typeof text !== 'string') return []
    return [{ id, name, text, ...(typeof original === 'string' && { original }) }]
  })
}
