export { Editor } from './editor'
export type { EditorHandle } from './types'
