import type * as Monaco from 'monaco-editor/editor'
import type { Problem } from '../diagnose'

type Model = Monaco.editor.ITextModel
type Editor = Monaco.editor.IStandaloneCodeEditor

/** The model of a file; made when it is first asked for, so that each file keeps its own undo. */
export function modelOf(monaco: typeof Monaco, fileId: string, text: string): Model {
  const uri = monaco.Uri.parse(`lab://manifest/${fileId}.yaml`)
  const model = monaco.editor.getModel(uri)
  if (model) return model
  const made = monaco.editor.createModel(text, 'yaml', uri)
  // A tab looks as wide as most editors draw it; what is typed is two spaces.
  made.updateOptions({ tabSize: 4, indentSize: 2, insertSpaces: true })
  return made
}

/** Makes the editor say `text` by one edit of what differs, so that cursor, folds and undo stay. */
export function showText(editor: Editor, text: string): void {
  const model = editor.getModel()
  const old = model?.getValue()
  if (!model || old === undefined || old === text) return
  let from = 0
  while (from < old.length && from < text.length && old[from] === text[from]) from++
  let end = 0
  while (end < old.length - from && end < text.length - from && old.at(-1 - end) === text.at(-1 - end)) end++
  const start = model.getPositionAt(from)
  const stop = model.getPositionAt(old.length - end)
  editor.pushUndoStop()
  editor.executeEdits('lab', [
    {
      range: {
        startLineNumber: start.lineNumber,
        startColumn: start.column,
        endLineNumber: stop.lineNumber,
        endColumn: stop.column,
      },
      text: text.slice(from, text.length - end),
    },
  ])
  editor.pushUndoStop()
}

/** Underlines problems. */
export function markProblems(monaco: typeof Monaco, model: Model, problems: readonly Problem[]): void {
  monaco.editor.setModelMarkers(
    model,
    'lab',
    problems.map(problem => ({
      ...rangeOf(problem),
      severity: monaco.MarkerSeverity.Error,
      message: `${problem.message} ${problem.advice}`,
    })),
  )
}

/** A problem's place in Monaco's words. */
export function rangeOf({ line, column, endLine, endColumn }: Problem): Monaco.IRange {
  return { startLineNumber: line, startColumn: column, endLineNumber: endLine, endColumn }
}
