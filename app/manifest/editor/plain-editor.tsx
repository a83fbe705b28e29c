import { type Ref, useImperativeHandle, useRef } from 'react'
import type { EditorHandle, EditorProps } from './types'

/** An editor that needs nothing: used until the other one is there, and where it cannot be loaded. */
export function PlainEditor({
  text,
  problems,
  onChange,
  onApply,
  ref,
}: EditorProps & { readonly ref?: Ref<EditorHandle> }) {
  const area = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(ref, () => ({
    focus: () => area.current?.focus(),
    reveal: ({ range }) => {
      area.current?.focus()
      area.current?.setSelectionRange(range.from, range.to)
    },
  }))
  return (
    <textarea
      ref={area}
      className="manifest__text"
      data-plain-editor="true"
      aria-label="Manifest"
      aria-invalid={problems.length > 0}
      aria-describedby="manifest-keys"
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      wrap="off"
      value={text}
      onChange={event => onChange(event.target.value)}
      onKeyDown={event => {
        if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
          event.preventDefault()
          onApply()
        }
      }}
    />
  )
}
