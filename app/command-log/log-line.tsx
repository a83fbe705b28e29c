import type { LogEntry } from '../session'
import { classNames } from '../ui'

const marks = { sent: '…', done: '✓', failed: '✕' } as const
const says = { sent: 'under way', done: 'done', failed: 'failed' } as const

/** One command and what became of it. */
export function LogLine({ entry }: { readonly entry: LogEntry }) {
  const { kubectl, outcome, answer, advice, program, times } = entry
  return (
    <li className={classNames('log__line', `log__line--${outcome}`)}>
      <span className="log__mark" aria-label={says[outcome]} role="img">
        {marks[outcome]}
      </span>
      {program && (
        <span className="log__outside" title={`${program} did this, from outside this page`}>
          {program} <span className="log__whence">outside</span>
        </span>
      )}
      <code className="log__command" title={kubectl}>
        {kubectl}
      </code>
      {times && <span className="log__times">{times}×</span>}
      {answer && (
        <span className="log__answer" title={answer}>
          {answer}
          {advice && <span className="log__advice"> {advice}</span>}
        </span>
      )}
    </li>
  )
}
