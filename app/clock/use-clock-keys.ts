import { useEffect } from 'react'
import { clockTarget, commands, execute } from '../commands'
import { useClock } from '../session'

const speeds = ['1', '10', '100', 'max']

/** Space pauses and resumes, `.` steps, 1 to 4 choose the speed; not while something is being typed or a button has the key. */
export function useClockKeys(): void {
  const isPaused = useClock()?.status.paused ?? false
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isForSomethingElse(event)) return
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

function isForSomethingElse({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('input, textarea, select, .monaco-editor')) return true
  return key === ' ' && target.closest('button, a, summary') !== null
}
