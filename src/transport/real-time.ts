import type { RealTime } from './paced-world'

/** The longest that `setTimeout` can wait, in milliseconds. */
const longestMs = 2 ** 31 - 1

/** The real time of a browser, a worker or Node. */
export const realTime: RealTime = {
  now: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.min(delayMs, longestMs))
    return () => clearTimeout(timer)
  },
}
