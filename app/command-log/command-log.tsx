import { useEffect, useRef, useState } from 'react'
import { openTerminal, useLog } from '../session'
import { Button } from '../ui'
import './command-log.css'
import { LogLine } from './log-line'
import { OutsideSign } from './outside-sign'

/**
 * Everything a person did, as kubectl lines with their results. The last one is always in sight. Where the terminal has just been closed
 * (`isBack`), the button that opens it takes the focus.
 */
export function CommandLog({ isBack = false }: { readonly isBack?: boolean }) {
  const opener = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (isBack) opener.current?.querySelector('button')?.focus()
  }, [isBack])
  const entries = useLog(state => state.entries)
  const [isOpen, setOpen] = useState(false)
  const list = useRef<HTMLOListElement>(null)
  const shown = isOpen ? entries : entries.slice(-1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scroll whenever a line was added
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [entries, isOpen])
  return (
    <section className={isOpen ? 'log log--open' : 'log'} aria-label="Command log">
      <ol className="log__lines" ref={list} aria-live="polite">
        {shown.map(entry => (
          <LogLine key={entry.id} entry={entry} />
        ))}
        {entries.length === 0 && <li className="log__hint">Whatever you do appears here as the kubectl line it is.</li>}
      </ol>
      <OutsideSign />
      <span ref={opener}>
        <Button
          label="Open the terminal (Ctrl+`)"
          icon="terminal"
          isIconOnly
          isSmall
          look="quiet"
          onClick={() => openTerminal(true)}
        />
      </span>
      <Button
        label={isOpen ? 'Show only the last command' : 'Show all commands'}
        icon={isOpen ? 'collapse' : 'expand'}
        isIconOnly
        isSmall
        look="quiet"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
    </section>
  )
}
