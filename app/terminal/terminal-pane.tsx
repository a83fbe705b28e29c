import { type ReactNode, useEffect, useRef, useState } from 'react'
import { openTerminal, usePage } from '../session'
import { Button, classNames } from '../ui'
import type { PageFiles } from './files'
import { type MountedTerminal, mountTerminal } from './mount'
import './terminal.css'

export interface TerminalProps {
  readonly files: PageFiles
  /** What else is to be seen while the terminal is. */
  readonly sign?: ReactNode
}

/** kubectl and a small shell, and all that is done by buttons, as lines. It goes on while it is closed. */
export function TerminalPane({ files, sign }: TerminalProps) {
  const isOpen = usePage(state => state.isTerminalOpen)
  const [isTall, setTall] = useState(false)
  const screen = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const mounted = useRef<MountedTerminal>(undefined)
  useEffect(() => {
    if (!screen.current) return
    const leave = () => bar.current?.querySelector<HTMLButtonElement>('button:last-of-type')?.focus()
    mounted.current = mountTerminal(screen.current, files, leave)
    return () => mounted.current?.dispose()
  }, [files])
  useEffect(() => {
    if (isOpen) mounted.current?.focus()
  }, [isOpen])
  return (
    <section className={classNames('terminal', isTall && 'terminal--tall')} aria-label="Terminal" hidden={!isOpen}>
      <div className="terminal__bar" ref={bar}>
        <h2 className="terminal__title">Terminal</h2>
        <p className="terminal__hint">
          <kbd>Tab</kbd> completes, <kbd>Ctrl+R</kbd> searches, <kbd>Ctrl+C</kbd> interrupts, <kbd>Esc</kbd> leaves
        </p>
        {sign}
        <Button
          label={isTall ? 'Make the terminal lower' : 'Make the terminal higher'}
          icon={isTall ? 'collapse' : 'expand'}
          isIconOnly
          isSmall
          look="quiet"
          onClick={() => setTall(!isTall)}
        />
        <Button
          label="Close the terminal"
          icon="close"
          isIconOnly
          isSmall
          look="quiet"
          onClick={() => openTerminal(false)}
        />
      </div>
      <div className="terminal__screen" ref={screen} />
    </section>
  )
}
