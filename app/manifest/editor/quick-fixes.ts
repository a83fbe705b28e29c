import type * as Monaco from 'monaco-editor/editor'
import type { Problem } from '../diagnose'
import { rangeOf } from './models'

/** Offers the fixes of problems where they are marked (Ctrl+. and the light bulb). Returns how to stop it. */
export function offerQuickFixes(
  monaco: typeof Monaco,
  problemsOf: (model: Monaco.editor.ITextModel) => readonly Problem[],
): () => void {
  const provider = monaco.languages.registerCodeActionProvider('yaml', {
    provideCodeActions: (model, range) => {
      const touched = problemsOf(model).filter(
        problem => problem.fix && monaco.Range.areIntersectingOrTouching(rangeOf(problem), range),
      )
      return { actions: touched.map(problem => actionOf(model, problem)), dispose: () => {} }
    },
  })
  return () => provider.dispose()
}

function actionOf(model: Monaco.editor.ITextModel, { fix }: Problem): Monaco.languages.CodeAction {
  const edits = (fix?.edits ?? []).map(({ from, to, text }) => {
    const start = model.getPositionAt(from)
    const end = model.getPositionAt(to)
    const range = {
      startLineNumber: start.lineNumber,
      startColumn: start.column,
      endLineNumber: end.lineNumber,
      endColumn: end.column,
    }
    return { resource: model.uri, versionId: model.getVersionId(), textEdit: { range, text } }
  })
  return { title: fix?.title ?? '', kind: 'quickfix', isPreferred: true, edit: { edits } }
}
