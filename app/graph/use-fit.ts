import { useReactFlow } from '@xyflow/react'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { type Layout, roomIn } from './layout'
import { scene } from './scene'

interface Fit {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly fitAll: () => void
  /** Notes that a person has taken the view into their own hands. */
  readonly onMove: (event: unknown) => void
  /** Brings what a key has given the focus into view. */
  readonly onFocus: (event: { readonly target: Element }) => void
}

const marginPx = 20
/** Room for the legend below the drawing. */
const bottomPx = 48
/** Keeps the whole drawing in view, until a person pans or zooms; then only on demand. */
export function useFit(layout: Layout): Fit {
  const frame = useRef<HTMLDivElement>(null)
  const isTaken = useRef(false)
  const hasFitted = useRef(false)
  const { getViewport, setViewport } = useReactFlow()
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
      scene.setRoom(roomIn(element.clientWidth, element.clientHeight))
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
    onFocus: ({ target }) => {
      if (!frame.current || !target.matches('.react-flow__node :focus-visible')) return
      const room = frame.current.getBoundingClientRect()
      const box = target.getBoundingClientRect()
      const moveX = shift(box.left, box.right, room.left, room.right)
      const moveY = shift(box.top, box.bottom, room.top, room.bottom)
      if (moveX === 0 && moveY === 0) return
      isTaken.current = true
      const { x, y, zoom } = getViewport()
      void setViewport({ x: x + moveX, y: y + moveY, zoom })
    },
  }
}

/** How far something from `start` to `end` must move to lie between `from` and `to`, with some room around it. */
function shift(start: number, end: number, from: number, to: number): number {
  if (start < from + marginPx) return from + marginPx - start
  return end > to - marginPx ? to - marginPx - end : 0
}
