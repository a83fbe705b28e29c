import { currentView, type HttpResponse, perform, type Reference } from '../session'
import { clockTarget } from './clock-target'
import type { Command } from './types'

/** Does a command to a target, and logs the kubectl line it is. The server's answers. */
export function execute(
  command: Command,
  target: Reference = clockTarget,
  input?: string,
): Promise<readonly HttpResponse[]> {
  const view = currentView()
  return perform({ kubectl: command.kubectl(view, target, input), requests: command.requests(view, target, input) })
}
