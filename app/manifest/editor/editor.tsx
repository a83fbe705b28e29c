import { type ComponentType, type Ref, useEffect, useState } from 'react'
import { PlainEditor } from './plain-editor'
import type { EditorHandle, EditorProps } from './types'

type Props = EditorProps & { readonly ref?: Ref<EditorHandle> }

/** The editor: a plain one at once, Monaco as soon as it is loaded. If it cannot be loaded, the plain one stays. */
export function Editor(props: Props) {
  const [Loaded, setLoaded] = useState<ComponentType<Props>>()
  useEffect(() => {
    let isWanted = true
    import('./code-editor').then(
      ({ CodeEditor }) => {
        if (isWanted) setLoaded(() => CodeEditor)
      },
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [])
  return Loaded ? <Loaded {...props} /> : <PlainEditor {...props} />
}
