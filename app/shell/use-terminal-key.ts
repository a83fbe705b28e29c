import { useEffect } from 'react'
import { openTerminal, usePage } from '../session'

/** Ctrl+` opens the terminal, and closes it. */
export function useTerminalKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.key !== '`') return
      event.preventDefault()
      openTerminal(!usePage.getState().isTerminalOpen)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
