import { objectAt, select, useWorld } from '../session'
import { Panel } from '../ui'
import type { Fact } from './facts'

/** Label and value, with links to the objects that a value names. */
export function FactsPanel({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <Panel title="Details">
      <dl className="facts">
        {facts.map(fact => (
          <div key={fact.label} className="facts__row">
            <dt>{fact.label}</dt>
            <dd>{fact.references?.length ? <Links fact={fact} /> : fact.value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function Links({ fact }: { readonly fact: Fact }) {
  const view = useWorld()
  const references = fact.references ?? []
  return (
    <>
      {references.map((reference, index) => {
        const label =
          references.length === 1
            ? fact.value
            : reference.kind === 'Sandbox'
              ? reference.name.split('.')[0]
              : reference.name
        return (
          <span key={`${reference.kind}/${reference.name}`}>
            {index > 0 && ', '}
            {objectAt(view, reference) ? (
              <button type="button" className="link" onClick={() => select(reference)}>
                {label}
              </button>
            ) : (
              label
            )}
          </span>
        )
      })}
    </>
  )
}
