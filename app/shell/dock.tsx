import { useRef } from 'react'
import { ObjectPane } from '../inspector'
import { ManifestPane } from '../manifest'
import { type Dock, openDock, usePage } from '../session'
import { Button, Fence } from '../ui'

const tabs: readonly { readonly dock: Dock; readonly label: string }[] = [
  { dock: 'object', label: 'Object' },
  { dock: 'manifest', label: 'Manifest' },
]

/** The pane at the side: the selected object, or the manifest. The editor stays as it is while it is hidden. */
export function DockPane() {
  const dock = usePage(state => state.dock)
  const hasOpenedManifest = useRef(false)
  if (dock === 'manifest') hasOpenedManifest.current = true
  return (
    <aside className="dock" hidden={!dock} aria-label="Side pane">
      <div className="dock__bar">
        <div className="dock__tabs" role="tablist">
          {tabs.map(tab => (
            <button
              key={tab.dock}
              type="button"
              role="tab"
              className="dock__tab"
              aria-selected={dock === tab.dock}
              onClick={() => openDock(tab.dock)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        <Button
          label="Close the side pane"
          icon="close"
          isIconOnly
          isSmall
          look="quiet"
          onClick={() => openDock(undefined)}
        />
      </div>
      <div className="dock__body" role="tabpanel" aria-label="Object" hidden={dock !== 'object'}>
        {dock === 'object' && (
          <Fence what="the pane of the object">
            <ObjectPane />
          </Fence>
        )}
      </div>
      <div className="dock__body" role="tabpanel" aria-label="Manifest" hidden={dock !== 'manifest'}>
        {hasOpenedManifest.current && (
          <Fence what="the manifest editor">
            <ManifestPane />
          </Fence>
        )}
      </div>
    </aside>
  )
}
