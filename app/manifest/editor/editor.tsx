import { type ComponentType, type Ref, useEffect, useState } from 'react'
import { PlainEditor } from './plain-editor'
import type { EditorHandle, EditorProps } from './types'

type Props = EditorProps & { readonly ref?: Ref<EditorHandle> }

/** The editor: a plain one at once, Monaco as soon as it is loaded. If it cannot be loaded, the plain one stays. */
export function Editor(props: Props) {
  const [Loaded, setLoaded] = useState<ComponentType<Props & { readonly cursorAt?: number }>>()
  const [cursorAt, setCursorAt] = useState<number>()
  useEffect(() => {
    let isWanted = true
    import('./code-editor').then(
      ({ CodeEditor }) => {
        if (!isWanted) return
        setCursorAt(plainCursor())
        setLoaded(() => CodeEditor)
      },
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [])
  if (!Loaded) return <PlainEditor {...props} />
  return <Loaded {...props} {...(cursorAt !== undefined && { cursorAt })} />
}

/** Where a person is typing in the plain editor, so that the other one goes on there; undefined when it has no focus. */
function plainCursor(): number | undefined {
  const focused = document.activeElement
  return focused instanceof HTMLTextAreaElement && focused.dataset.plainEditor ? focused.selectionEnd : undefined
}
