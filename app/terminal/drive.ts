import type { ShellEffect, ShellRun } from '../../src/shell'
import { clusterTime, currentView, realMsUntil, send, subscribeToWorld, useCluster } from '../session'

/** What a running command line has around it. */
export interface Surroundings {
  print(text: string, stream: 'stdout' | 'stderr'): void
  /** The next line that a person types; undefined for the end of the input. */
  input(): Promise<string | undefined>
  screen(text: string): void
  clear(): void
  history(): readonly string[]
  files(): Promise<readonly string[]>
  read(path: string): Promise<string | undefined>
  write(path: string, text: string): void
  edit(name: string, text: string): Promise<string | undefined>
}

/** Drives a process to its end in the cluster of the page; undefined when it was interrupted. */
export async function drive<T>(
  process: ShellRun<T>,
  around: Surroundings,
  signal: AbortSignal,
): Promise<T | undefined> {
  const interrupted = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
  const seen = { revision: currentView().revision }
  let step = process.next()
  while (!step.done) {
    const effect = step.value
    if (effect.type === 'print') around.print(effect.text, effect.stream)
    const answer =
      effect.type === 'print' ? undefined : await Promise.race([answerTo(effect, around, seen, signal), interrupted])
    if (signal.aborted) {
      process.return(undefined as T)
      return undefined
    }
    step = process.next(answer)
  }
  return step.value
}

type Asking = Exclude<ShellEffect, { type: 'print' }>

async function answerTo(
  effect: Asking,
  around: Surroundings,
  seen: { revision: number },
  signal: AbortSignal,
): Promise<unknown> {
  switch (effect.type) {
    case 'request': {
      const response = await send(effect.request)
      // What comes after this answer is news.
      seen.revision = currentView().revision
      return response
    }
    case 'wait':
      return change(effect.until, seen, signal)
    case 'now':
      return clusterTime() ?? 0
    case 'input':
      return around.input()
    case 'screen':
      return around.screen(effect.text)
    case 'clear':
      return around.clear()
    case 'history':
      return around.history()
    case 'files':
      return around.files()
    case 'read':
      return around.read(effect.path)
    case 'write':
      around.write(effect.path, effect.text)
      return true
    case 'edit':
      return around.edit(effect.name, effect.text)
  }
}

/** A cluster elsewhere may change where the page does not look; in real milliseconds. */
const lookElsewhereEveryMs = 500
const longestTimerMs = 60_000

/** Resolves when the cluster's time has come to a moment, or when something has changed since it was last asked. While the clock stands, only the latter. */
function change(until: number, seen: { revision: number }, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = () => {
      clearTimeout(timer)
      unsubscribe()
      signal.removeEventListener('abort', end)
      seen.revision = currentView().revision
      resolve()
    }
    const look = () => {
      if (currentView().revision !== seen.revision || (clusterTime() ?? 0) >= until) return end()
      clearTimeout(timer)
      const ms = realMsUntil(until)
      if (ms !== undefined) timer = setTimeout(look, Math.min(Math.ceil(ms), longestTimerMs))
    }
    const unsubscribe = subscribeToWorld(look)
    signal.addEventListener('abort', end)
    if (useCluster.getState().choice.state === 'chosen') timer = setTimeout(end, lookElsewhereEveryMs)
    else look()
  })
}
