import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { markProblems, modelOf, rangeOf, showText } from './models'
import { monaco } from './monaco'
import { offerQuickFixes } from './quick-fixes'
import type { EditorHandle, EditorProps } from './types'
import { useTheme } from './use-theme'

type CodeEditorInstance = ReturnType<typeof monaco.editor.create>

interface Props extends EditorProps {
  readonly ref?: Ref<EditorHandle>
  /** Where a person was typing when Monaco came; without it, the focus stays where it is. */
  readonly cursorAt?: number
}

/** Monaco as a view of the file in front: text, problems and theme go in, changes and Ctrl+Enter come out. */
export function CodeEditor(props: Props) {
  const { fileId, text, problems, ref } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditorInstance>(undefined)
  const latest = useRef(props)
  latest.current = props
  const theme = useTheme()

  useEffect(() => {
    const made = createEditor(host.current as HTMLDivElement, latest)
    editor.current = made
    const stopFixes = offerQuickFixes(monaco, model => (model === made.getModel() ? latest.current.problems : []))
    return () => {
      stopFixes()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    monaco.editor.setTheme(theme === 'dark' ? 'lab-dark' : 'lab-light')
  }, [theme])
  useEffect(() => {
    const model = modelOf(monaco, fileId, text)
    if (!editor.current) return
    if (editor.current.getModel() !== model) editor.current.setModel(model)
    showText(editor.current, text)
    markProblems(monaco, model, problems)
  }, [fileId, text, problems])
  useImperativeHandle(ref, () => ({
    focus: () => editor.current?.focus(),
    reveal: problem => {
      const range = rangeOf(problem)
      editor.current?.setSelection(range)
      editor.current?.revealRangeInCenterIfOutsideViewport(range)
      editor.current?.focus()
    },
  }))
  return <div ref={host} className="manifest__code" />
}

function createEditor(host: HTMLDivElement, latest: { readonly current: Props }): CodeEditorInstance {
  const { fileId, text, cursorAt } = latest.current
  const style = getComputedStyle(document.documentElement)
  const editor = monaco.editor.create(host, {
    model: modelOf(monaco, fileId, text),
    ariaLabel: 'Manifest',
    automaticLayout: true,
    minimap: { enabled: false },
    fontFamily: style.getPropertyValue('--mono'),
    fontSize: 13,
    lineHeight: 20,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 6,
    folding: true,
    glyphMargin: false,
    scrollBeyondLastLine: false,
    padding: { top: 10, bottom: 10 },
    overviewRulerLanes: 1,
    overviewRulerBorder: false,
    renderLineHighlight: 'line',
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
    fixedOverflowWidgets: true,
    stickyScroll: { enabled: false },
    detectIndentation: false,
    tabSize: 4,
    insertSpaces: true,
    wordBasedSuggestions: 'off',
    links: false,
  })
  editor.onDidChangeModelContent(() => latest.current.onChange(editor.getValue()))
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => latest.current.onApply())
  const model = editor.getModel()
  if (cursorAt !== undefined && model) {
    editor.setPosition(model.getPositionAt(cursorAt))
    editor.focus()
  }
  document.fonts.load('13px "Plex Mono"').then(
    () => monaco.editor.remeasureFonts(),
    () => undefined,
  )
  return editor
}
