import type { ManifestFile, Workspace } from './types'

const closedMost = 10

/** A workspace with one empty file. */
export function emptyWorkspace(): Workspace {
  return { files: [{ id: '1', name: 'manifest.yaml', text: '' }], activeId: '1', closed: [] }
}

/** The file in front. */
export function activeFile({ files, activeId }: Workspace): ManifestFile {
  return (files.find(({ id }) => id === activeId) ?? files[0]) as ManifestFile
}

/** Whether a person has typed something that is nowhere else. */
export function isEdited({ text, original }: ManifestFile): boolean {
  return text !== (original ?? '')
}

/** Changes the text of the file in front. */
export function withText(workspace: Workspace, text: string): Workspace {
  const { id } = activeFile(workspace)
  return { ...workspace, files: workspace.files.map(file => (file.id === id ? { ...file, text } : file)) }
}

/** Opens a manifest in a tab of its own. One of the same name is taken if it says the same or nobody has typed in it; an empty untouched file gives way. */
export function withOpened(workspace: Workspace, name: string, text: string): Workspace {
  const same = workspace.files.find(file => file.name === name)
  if (same && (same.text === text || same.original === text)) return { ...workspace, activeId: same.id }
  if (same && !isEdited(same)) {
    const files = workspace.files.map(file => (file.id === same.id ? { ...file, text, original: text } : file))
    return { ...workspace, files, activeId: same.id }
  }
  const id = freshId(workspace)
  const file: ManifestFile = { id, name: freshName(workspace, name), text, original: text }
  const kept = workspace.files.filter(other => other.text !== '' || other.original !== undefined)
  return { ...workspace, files: [...kept, file], activeId: id }
}

/** Writes a text into the file of that name, which is made where there is none; the file in front stays there. */
export function withWritten(workspace: Workspace, name: string, text: string): Workspace {
  if (workspace.files.some(file => file.name === name))
    return { ...workspace, files: workspace.files.map(file => (file.name === name ? { ...file, text } : file)) }
  return { ...workspace, files: [...workspace.files, { id: freshId(workspace), name, text }] }
}

/** Begins an empty file, or goes to the one that nobody has begun to write. */
export function withNew(workspace: Workspace): Workspace {
  const untouched = workspace.files.find(({ text, original }) => text === '' && original === undefined)
  if (untouched) return { ...workspace, activeId: untouched.id }
  const id = freshId(workspace)
  const file: ManifestFile = { id, name: freshName(workspace, 'manifest.yaml'), text: '' }
  return { ...workspace, files: [...workspace.files, file], activeId: id }
}

/** Closes a file. What a person typed can be opened again. */
export function withoutFile(workspace: Workspace, id: string): Workspace {
  const index = workspace.files.findIndex(file => file.id === id)
  const file = workspace.files[index]
  if (!file) return workspace
  const files = workspace.files.filter(other => other !== file)
  const closed = isEdited(file) ? [file, ...workspace.closed].slice(0, closedMost) : workspace.closed
  const next = files[Math.min(index, files.length - 1)]
  if (!next) return { ...emptyWorkspace(), closed }
  return { files, closed, activeId: workspace.activeId === id ? next.id : workspace.activeId }
}

/** Opens again what was closed last. */
export function withReopened(workspace: Workspace): Workspace {
  const [last, ...closed] = workspace.closed
  if (!last) return workspace
  const file = { ...last, id: freshId(workspace), name: freshName(workspace, last.name) }
  const kept = workspace.files.filter(other => other.text !== '' || other.original !== undefined)
  return { files: [...kept, file], closed, activeId: file.id }
}

function freshId({ files, closed }: Workspace): string {
  return String(1 + Math.max(0, ...[...files, ...closed].map(({ id }) => Number(id) || 0)))
}

function freshName({ files }: Workspace, name: string): string {
  const [, stem = name, ending = ''] = /^(.*?)(\.ya?ml)?$/.exec(name) ?? []
  let candidate = name
  for (let i = 2; files.some(file => file.name === candidate); i++) candidate = `${stem}-${i}${ending}`
  return candidate
}
