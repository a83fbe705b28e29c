import { useEffect, useRef, useState } from 'react'
import { usePage } from '../session'
import { Button } from '../ui'
import { ApplyBar } from './apply-bar'
import { applyEdits, fixAll, type Problem } from './diagnose'
import { Editor, type EditorHandle } from './editor'
import { type Example, ExampleGallery } from './examples'
import { changeWorkspace, FileTabs, useActiveFile, useWorkspace, withOpened, withReopened, withText } from './files'
import { ProblemList } from './problems'
import './manifest.css'
import { useManifest } from './use-manifest'

/** Write a manifest, see what is wrong with it, apply it. */
export function ManifestPane() {
  const file = useActiveFile()
  const { problems, state, apply } = useManifest(file.id, file.name, file.text)
  const [isGalleryOpen, setGalleryOpen] = useState(() => file.text === '' && file.original === undefined)
  const isKept = useWorkspace(state => state.isKept)
  const closedName = useWorkspace(state => state.workspace.closed[0]?.name)
  const editor = useRef<EditorHandle>(null)
  useOpened(() => setGalleryOpen(false))

  const setText = (text: string) => changeWorkspace(workspace => withText(workspace, text))
  const fix = (problem: Problem) => {
    if (problem.fix) setText(applyEdits(file.text, problem.fix.edits))
    editor.current?.focus()
  }
  const open = ({ fileName, text }: Example) => {
    changeWorkspace(workspace => withOpened(workspace, fileName, text))
    setGalleryOpen(false)
  }
  return (
    <div className="manifest">
      <div className="manifest__bar">
        <FileTabs onChoose={() => setGalleryOpen(false)} />
        <Button
          label="Examples"
          isSmall
          look="quiet"
          aria-expanded={isGalleryOpen}
          onClick={() => setGalleryOpen(!isGalleryOpen)}
        />
      </div>
      {isGalleryOpen && (
        <ExampleGallery
          onOpen={open}
          closedName={closedName}
          onReopen={() => {
            changeWorkspace(withReopened)
            setGalleryOpen(false)
          }}
        />
      )}
      <div className="manifest__editor" hidden={isGalleryOpen}>
        <Editor
          ref={editor}
          fileId={file.id}
          text={file.text}
          problems={problems}
          onChange={setText}
          onApply={() => void apply()}
        />
      </div>
      {problems.length > 0 && !isGalleryOpen && (
        <ProblemList
          problems={problems}
          onReveal={problem => editor.current?.reveal(problem)}
          onFix={fix}
          onFixAll={() => setText(fixAll(file.text))}
        />
      )}
      {!isGalleryOpen && (
        <ApplyBar state={state} isKept={isKept} problemCount={problems.length} onApply={() => void apply()} />
      )}
    </div>
  )
}

/** Opens what another part of the page wants to show in the editor. */
function useOpened(onOpened: () => void): void {
  const opened = usePage(state => state.opened)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new request opens anything
  useEffect(() => {
    if (!opened) return
    changeWorkspace(workspace => withOpened(workspace, opened.title, opened.text))
    onOpened()
  }, [opened])
}
