/** One manifest in the editor. */
export interface ManifestFile {
  readonly id: string
  /** Its tab's text, and what `kubectl apply -f` names. */
  readonly name: string
  readonly text: string
  /** The text it was opened with; undefined for one begun empty. Where it differs, a person has typed. */
  readonly original?: string
}

/** What the pane keeps over a reload. */
export interface Workspace {
  readonly files: readonly ManifestFile[]
  readonly activeId: string
  /** Files that were closed although a person had typed in them, last first. */
  readonly closed: readonly ManifestFile[]
}
