import { ask, currentView, type HttpResponse, hasSimulation, perform, type Reference } from '../session'
import { clockTarget } from './clock-target'
import type { Command } from './types'

/**
 * Does a command to a target, and logs the kubectl line it is. The server's answers; none when it was not done. In a real cluster nothing can
 * be wound back: what destroys is asked about first.
 */
export async function execute(
  command: Command,
  target: Reference = clockTarget,
  input?: string,
): Promise<readonly HttpResponse[]> {
  const isReal = !hasSimulation()
  if (isReal && command.needsSimulation) return []
  const view = currentView()
  const kubectl = command.kubectl(view, target, input)
  if (isReal && command.isDangerous) {
    const consequence = command.consequence?.(view, target) ?? ''
    if (!(await ask({ title: command.title(view, target), line: kubectl, consequence }))) return []
  }
  return perform({ kubectl, requests: command.requests(view, target, input) })
}
