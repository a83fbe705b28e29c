import { type ComponentType, useEffect, useState } from 'react'
import { usePage } from '../session'
import { Notice } from '../ui'
import type { TerminalProps } from './terminal-pane'
import './terminal.css'

/** The terminal, loaded when it is first opened: the page opens sooner without it. */
export function Terminal(props: TerminalProps) {
  const isOpen = usePage(state => state.isTerminalOpen)
  const [Pane, setPane] = useState<ComponentType<TerminalProps>>()
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => {
    if (!isOpen) return
    import('./terminal-pane').then(
      loaded => setPane(() => loaded.TerminalPane),
      () => setFailed(true),
    )
  }, [isOpen])
  if (Pane) return <Pane {...props} />
  if (!isOpen) return null
  if (!hasFailed) return <p className="terminal terminal--loading">Loading the terminal …</p>
  return (
    <Notice tone="bad" title="The terminal could not be loaded">
      <p>The connection may be gone. Reload the page to try again.</p>
    </Notice>
  )
}
