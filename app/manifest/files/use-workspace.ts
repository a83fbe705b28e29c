import { create } from 'zustand'
import { storedWorkspace, storeWorkspace } from './storage'
import type { ManifestFile, Workspace } from './types'
import { activeFile, emptyWorkspace } from './workspace'

interface WorkspaceState {
  readonly workspace: Workspace
  /** False when what is typed would not survive a reload. */
  readonly isKept: boolean
}

/** The manifests in the editor. Every change is kept at once. */
export const useWorkspace = create<WorkspaceState>(() => ({
  workspace: storedWorkspace() ?? emptyWorkspace(),
  isKept: true,
}))

/** Changes the workspace, and keeps it. */
export function changeWorkspace(change: (workspace: Workspace) => Workspace): void {
  const workspace = change(useWorkspace.getState().workspace)
  if (workspace === useWorkspace.getState().workspace) return
  useWorkspace.setState({ workspace, isKept: storeWorkspace(workspace) })
}

/** The file in front. */
export function useActiveFile(): ManifestFile {
  return useWorkspace(({ workspace }) => activeFile(workspace))
}
