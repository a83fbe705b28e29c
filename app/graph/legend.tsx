import { useHasSimulation } from '../session'
import { scene, useLayout } from './scene'

/** What the kinds of lines mean. */
export function Legend() {
  const hasSimulation = useHasSimulation()
  useLayout()
  const hasDisks = [...scene.graph.edges.values()].some(({ look }) => look === 'attached')
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
      {hasDisks && (
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
