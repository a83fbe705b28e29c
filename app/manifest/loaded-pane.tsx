import { type ComponentType, useEffect, useState } from 'react'
import { Notice } from '../ui'

/** The manifest pane, loaded when it is first shown: the page opens sooner without it. */
export function ManifestPane() {
  const [Pane, setPane] = useState<ComponentType>()
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => {
    import('./manifest-pane').then(
      loaded => setPane(() => loaded.ManifestPane),
      () => setFailed(true),
    )
  }, [])
  if (Pane) return <Pane />
  if (!hasFailed) return <p className="visually-hidden">Loading the editor …</p>
  return (
    <Notice tone="bad" title="The editor could not be loaded">
      <p>The connection may be gone. Reload the page to try again.</p>
    </Notice>
  )
}
