import { useReactFlow } from '@xyflow/react'
import { Button } from '../ui'

/** Nearer, farther, everything. */
export function ZoomControls({ onFit }: { readonly onFit: () => void }) {
  const { zoomIn, zoomOut } = useReactFlow()
  return (
    <div className="zoom">
      <Button label="Zoom in" icon="plus" isIconOnly onClick={() => void zoomIn({ duration: 150 })} />
      <Button label="Zoom out" icon="minus" isIconOnly onClick={() => void zoomOut({ duration: 150 })} />
      <Button label="Show everything" icon="fit" isIconOnly onClick={onFit} />
    </div>
  )
}
