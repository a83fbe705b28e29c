import { useEffect, useState } from 'react'
import { parseAllDocuments } from 'yaml'
import { create, type ManifestObject } from '../commands'
import { usePage } from '../session'
import { Button } from '../ui'
import './manifest.css'

/** Write a manifest and apply it. */
export function ManifestPane() {
  const opened = usePage(state => state.opened)
  const [text, setText] = useState(opened?.text ?? '')
  useEffect(() => {
    if (opened) setText(opened.text)
  }, [opened])
  const apply = () => void create(objectsIn(text), opened?.title ?? 'manifest.yaml')
  return (
    <div className="manifest">
      <textarea
        className="manifest__text"
        aria-label="Manifest"
        spellCheck={false}
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={event => {
          if (event.ctrlKey && event.key === 'Enter') apply()
        }}
      />
      <div className="manifest__actions">
        <Button label="Apply" look="primary" title="Ctrl+Enter" onClick={apply} />
      </div>
    </div>
  )
}

function objectsIn(text: string): readonly ManifestObject[] {
  return parseAllDocuments(text).flatMap(document => {
    const value = document.toJS() as ManifestObject & { readonly items?: readonly ManifestObject[] }
    return value.items ?? [value]
  })
}
