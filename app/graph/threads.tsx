import { ViewportPortal } from '@xyflow/react'
import { memo } from 'react'
import { referenceText, usePage } from '../session'
import { classNames } from '../ui'
import { identityClass, type Ordinal, threadWords } from './model'
import { scene, useGraphEdge, useLayout, usePath } from './scene'

/**
 * The lines between the storeys, on a layer of their own between the containers and the cards. They are not React Flow edges: their way comes
 * from the layout, not from handles, and a thread must be able to glide from one machine to another.
 */
export function Threads() {
  useLayout()
  const focus = useFocusedOrdinal()
  return (
    <ViewportPortal>
      <svg className={classNames('threads', focus !== undefined && 'has-focus')}>
        <title>Threads</title>
        {[...scene.graph.edges.keys()].map(id => (
          <Thread key={id} id={id} focus={focus} />
        ))}
      </svg>
    </ViewportPortal>
  )
}

const Thread = memo(function Thread({ id, focus }: { readonly id: string; readonly focus: Ordinal }) {
  const edge = useGraphEdge(id)
  const path = usePath(id)
  if (!edge || !path) return null
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of lines is no control; the role makes its words heard
    <g
      role="img"
      aria-label={threadWords(edge, scene.graph.nodes)}
      className={classNames(
        'thread',
        `thread--${edge.look}`,
        identityClass(edge.ordinal),
        edge.ordinal !== undefined && edge.ordinal === focus && 'is-focus',
      )}
    >
      <path className="thread__casing" d={path} />
      <path className="thread__line" d={path} />
    </g>
  )
})

/** The identity of what is selected: its threads are drawn stronger. */
function useFocusedOrdinal(): Ordinal {
  const selected = usePage(state => state.selected)
  if (!selected) return undefined
  for (const node of scene.graph.nodes.values()) {
    if ('ordinal' in node && referenceText(node.target) === selected) return node.ordinal
  }
  return undefined
}
