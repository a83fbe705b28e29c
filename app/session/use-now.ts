import { useEffect, useState } from 'react'
import type { Time } from '../../src/kinds'
import { clusterTime, useClock } from './world'

/**
 * The cluster's time, counted on while the clock runs: rendered again every `everyMs` real milliseconds, and not at all while it is paused.
 * For ages ("up 9 m") and countdowns.
 */
export function useNow(everyMs = 500): Time | undefined {
  const clock = useClock()
  const [, tick] = useState(0)
  const isRunning = clock !== undefined && !clock.status.paused
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => tick(count => count + 1), everyMs)
    return () => clearInterval(timer)
  }, [isRunning, everyMs])
  return clusterTime()
}
