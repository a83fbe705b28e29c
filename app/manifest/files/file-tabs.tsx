import { useEffect, useRef } from 'react'
import { Button, Icon } from '../../ui'
import { changeWorkspace, useWorkspace } from './use-workspace'
import { isEdited, withNew, withoutFile } from './workspace'

/** The open manifests. */
export function FileTabs({ onChoose }: { readonly onChoose: () => void }) {
  const { files, activeId } = useWorkspace(({ workspace }) => workspace)
  const active = useRef<HTMLLIElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab may be out of sight
  useEffect(() => {
    active.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [activeId])
  return (
    <div className="files">
      <ul className="files__list" aria-label="Open manifests">
        {files.map(file => (
          <li
            key={file.id}
            ref={file.id === activeId ? active : undefined}
            className={file.id === activeId ? 'file file--active' : 'file'}
          >
            <button
              type="button"
              className="file__name"
              aria-current={file.id === activeId ? 'true' : undefined}
              title={isEdited(file) ? `${file.name}, edited` : file.name}
              onClick={() => {
                changeWorkspace(workspace => ({ ...workspace, activeId: file.id }))
                onChoose()
              }}
            >
              {file.name}
              {isEdited(file) && file.original !== undefined && <span className="file__dot" aria-hidden="true" />}
            </button>
            <button
              type="button"
              className="file__close"
              aria-label={`Close ${file.name}`}
              title="Close"
              onClick={() => changeWorkspace(workspace => withoutFile(workspace, file.id))}
            >
              <Icon name="close" size={13} />
            </button>
          </li>
        ))}
      </ul>
      <Button
        label="New manifest"
        icon="plus"
        isIconOnly
        isSmall
        look="quiet"
        onClick={() => {
          changeWorkspace(withNew)
          onChoose()
        }}
      />
    </div>
  )
}
