import { ViewportPortal } from '@xyflow/react'
import { memo } from 'react'
import { classNames } from '../ui'
import { identityClass } from './model'
import { scene, useGraphEdge, useLayout } from './scene'

/**
 * The lines between the storeys, on a layer of their own between the containers and the cards. They are not React Flow edges: their way comes
 * from the layout, not from handles, and a thread must be able to glide from one machine to another.
 */
export function Threads() {
  useLayout()
  return (
    <ViewportPortal>
      <svg className="threads" aria-hidden="true">
        {[...scene.graph.edges.keys()].map(id => (
          <Thread key={id} id={id} />
        ))}
      </svg>
    </ViewportPortal>
  )
}

const Thread = memo(function Thread({ id }: { readonly id: string }) {
  const edge = useGraphEdge(id)
  const path = useLayout().paths.get(id)
  if (!edge || !path) return null
  return (
    <g className={classNames('thread', `thread--${edge.look}`, identityClass(edge.ordinal))}>
      <path className="thread__casing" d={path} />
      <path className="thread__line" d={path} />
    </g>
  )
})
