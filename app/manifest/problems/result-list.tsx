import type { AppliedObject } from '../../commands'
import { Icon } from '../../ui'

/** What became of each object, in kubectl's words. */
export function ResultList({ results }: { readonly results: readonly AppliedObject[] }) {
  return (
    <ul className="results" aria-label="Result">
      {results.map(({ label, outcome, message }) => (
        <li key={label} className={`result result--${outcome}`}>
          <Icon name={outcome === 'refused' ? 'alarm' : 'done'} size={14} />
          <span>
            {label} <strong className="result__outcome">{outcome}</strong>
            {message && (
              <span className="result__message"> {outcome === 'refused' ? message : `Warning: ${message}`}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
