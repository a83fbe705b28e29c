import type { Condition } from '../../src/kinds'
import { Panel } from '../ui'

/** The conditions as the API has them. */
export function ConditionsPanel({ conditions }: { readonly conditions: readonly Condition[] }) {
  if (conditions.length === 0) return null
  return (
    <Panel title="Conditions">
      <ul className="conditions">
        {conditions.map(({ type, status, reason, message, lastTransitionTime }) => (
          <li key={type}>
            <span className={`conditions__status conditions__status--${status}`}>{status}</span>
            <span className="conditions__type">{type}</span>
            {reason && <span className="conditions__reason">{reason}</span>}
            {lastTransitionTime && <time className="conditions__time">{lastTransitionTime.slice(11, 19)}</time>}
            {message && <p className="conditions__message">{message}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
