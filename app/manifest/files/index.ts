export { FileTabs } from './file-tabs'
export type { ManifestFile, Workspace } from './types'
export { changeWorkspace, useActiveFile, useWorkspace } from './use-workspace'
export { isEdited, withNew, withOpened, withoutFile, withReopened, withText } from './workspace'
