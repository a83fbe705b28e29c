import { useEffect } from 'react'
import { commandForKey, execute } from '../commands'
import { currentView, deselect, parseReference, usePage } from '../session'

/** Keys that act on the selected object: `+` and `-` scale, Delete deletes, Escape lets go of it. */
export function useObjectKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const target = parseReference(usePage.getState().selected)
      if (!target) return
      if (event.key === 'Escape') return deselect()
      const command = commandForKey(event.key, target, currentView())
      if (command) void execute(command, target)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, .monaco-editor') !== null)
  )
}
