import { useEffect, useRef, useState } from 'react'
import { useLog } from '../session'
import { Button } from '../ui'
import './command-log.css'
import { LogLine } from './log-line'
import { OutsideSign } from './outside-sign'

/** Everything a person did, as kubectl lines with their results. The last one is always in sight. */
export function CommandLog() {
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
