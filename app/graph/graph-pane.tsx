import { type Node, ReactFlow, ReactFlowProvider } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useEffect, useMemo, useRef } from 'react'
import { currentView, deselect, select, subscribeToWorld } from '../session'
import { cards } from './cards'
import { flowNodes } from './flow-nodes'
import './graph.css'
import { Legend } from './legend'
import { scene, useLayout } from './scene'
import { Threads } from './threads'
import { Travellers } from './travellers'
import { useFit } from './use-fit'
import { ZoomControls } from './zoom-controls'

/** The graph: the whole cluster in three storeys. */
export function GraphPane() {
  useEffect(() => {
    const update = () => scene.update(currentView())
    update()
    return subscribeToWorld(update)
  }, [])
  return (
    <ReactFlowProvider>
      <Drawing />
    </ReactFlowProvider>
  )
}

function Drawing() {
  const layout = useLayout()
  const last = useRef<Node[]>([])
  const nodes = useMemo(() => {
    last.current = flowNodes(scene.graph, layout, last.current)
    return last.current
  }, [layout])
  const fit = useFit(layout)
  return (
    <div className={`graph graph--${layout.sizes.density}`} ref={fit.frame}>
      <ReactFlow
        nodes={nodes}
        nodeTypes={cards}
        minZoom={0.05}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        nodesFocusable={false}
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={layout.sizes.density !== 'rich'}
        onMove={fit.onMove}
        onFocus={fit.onFocus}
        onNodeClick={(_, { id }) => {
          const node = scene.graph.nodes.get(id)
          if (node && node.target.kind !== 'Pods') select(node.target)
        }}
        onPaneClick={deselect}
        aria-label="The cluster"
      >
        <Threads />
        <Travellers />
        <Legend />
        <ZoomControls onFit={fit.fitAll} />
      </ReactFlow>
    </div>
  )
}
