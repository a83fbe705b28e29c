import { useHasSimulation } from '../session'

/** What the kinds of lines mean. */
export function Legend() {
  const hasSimulation = useHasSimulation()
  return (
    <ul className="legend" aria-label="Legend">
      <li>
        <Sample look="belief" /> believed
      </li>
      <li>
        <Sample look="mount" /> {hasSimulation ? 'really mounted' : 'mounted, it is said'}
      </li>
      {hasSimulation && (
        <li>
          <Sample look="forgotten" /> real, but forgotten
        </li>
      )}
      <li>
        <Sample look="kept" /> kept for later
      </li>
      {hasSimulation && (
        <li>
          <Sample look="attached" /> disk attached
        </li>
      )}
    </ul>
  )
}

function Sample({ look }: { readonly look: string }) {
  return (
    <svg className={`thread thread--${look} legend__sample`} width="26" height="8" aria-hidden="true">
      <path className="thread__line" d="M1,4 H25" />
    </svg>
  )
}
