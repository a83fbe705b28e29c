import { useEffect, useRef } from 'react'
import { clockTarget, commands, execute } from '../commands'
import { useClock } from '../session'

const speeds = ['1', '10', '100', 'max']

/**
 * Space pauses and resumes, `.` steps, 1 to 4 choose the speed; not while something is being typed or a button has the key. A button that
 * was clicked has the focus without showing it: there, Space still means the clock.
 */
export function useClockKeys(): void {
  const isPaused = useClock()?.status.paused ?? false
  const pointed = useRef<EventTarget | null>(null)
  useEffect(() => {
    const onPoint = ({ target }: PointerEvent) => {
      pointed.current = target
    }
    addEventListener('pointerdown', onPoint, true)
    return () => removeEventListener('pointerdown', onPoint, true)
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Tab') pointed.current = null
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return
      const button = event.key === ' ' ? buttonOf(event) : undefined
      if (button && !isIn(button, pointed.current)) return
      // Or the browser presses it when the key comes up.
      button?.blur()
      const speed = speeds[Number(event.key) - 1]
      if (event.key === ' ') void execute(isPaused ? commands.resume : commands.pause)
      else if (event.key === '.') void execute(commands.step)
      else if (speed) void execute(commands.speed, clockTarget, speed)
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isPaused])
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, .monaco-editor') !== null)
  )
}

/** The control that Space would press. */
function buttonOf({ target }: KeyboardEvent): HTMLElement | undefined {
  return (target instanceof Element && target.closest<HTMLElement>('button, a, summary')) || undefined
}

function isIn(element: Element, target: EventTarget | null): boolean {
  return target instanceof Node && element.contains(target)
}
