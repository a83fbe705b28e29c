import { useReactFlow } from '@xyflow/react'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { type Layout, roomIn } from './layout'
import { scene } from './scene'

interface Fit {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly fitAll: () => void
  /** Notes that a person has taken the view into their own hands. */
  readonly onMove: (event: unknown) => void
}

const marginPx = 20
/** Room for the legend below the drawing. */
const bottomPx = 48
/** Keeps the whole drawing in view, until a person pans or zooms; then only on demand. */
export function useFit(layout: Layout): Fit {
  const frame = useRef<HTMLDivElement>(null)
  const isTaken = useRef(false)
  const hasFitted = useRef(false)
  const { setViewport } = useReactFlow()
  const { belief, storage } = layout.storeys
  const { leastZoom } = layout.sizes
  const width = belief.width
  const height = storage.y + storage.height

  const fit = useCallback(
    (duration: number) => {
      const element = frame.current
      if (!element || element.clientWidth === 0) return
      const room = { width: element.clientWidth - 2 * marginPx, height: element.clientHeight - marginPx - bottomPx }
      const zoom = Math.max(
        Math.min(room.width / width, room.height / height, 1.15),
        Math.min(leastZoom, room.height / height),
      )
      const isWide = width * zoom > room.width
      const x = isWide ? marginPx - belief.x * zoom : (element.clientWidth - width * zoom) / 2 - belief.x * zoom
      const y = Math.max(marginPx, (element.clientHeight - bottomPx - height * zoom) / 2)
      void setViewport({ x, y, zoom }, { duration })
    },
    [width, height, leastZoom, belief.x, setViewport],
  )

  useEffect(() => {
    if (isTaken.current) return
    fit(hasFitted.current && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 400 : 0)
    hasFitted.current = true
  }, [fit])

  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      scene.setRoom(roomIn(element.clientWidth))
      if (!isTaken.current) fit(0)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [fit])

  return {
    frame,
    fitAll: () => {
      isTaken.current = false
      fit(250)
    },
    onMove: event => {
      if (event) isTaken.current = true
    },
  }
}
